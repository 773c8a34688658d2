#include "bench/calibration/impostors.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "datasets/reader.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

constexpr double kHighShare = 0.001;
constexpr double kSameFinger = 0.5;

struct Print {
    int set = 0;
    int finger = 0;
    Probe probe;
    Reference reference;
};

Result<void> read_folder(const std::filesystem::path& folder, int set, std::vector<Print>& prints, Impostors& out) {
    const auto dataset = read_dataset(folder);
    if (!dataset) return pass(dataset);
    std::map<std::string, int> numbers;
    for (const DatasetPrint& print : dataset->prints) {
        const auto [number, is_new] = numbers.emplace(print.finger, static_cast<int>(out.fingers.size()));
        if (is_new) out.fingers.push_back(dataset->name + "/" + print.finger);
        const auto picture = read_picture(print.path, dataset->dpi);
        const auto extracted = picture ? extract(*picture) : Result<Template>(pass(picture));
        if (!extracted) ++out.failures;
        const Template found = extracted ? *extracted : Template{};
        prints.push_back({set, number->second, Probe(found), Reference(found)});
    }
    return {};
}

}  // namespace

Result<Impostors> compare_impostors(const std::vector<std::filesystem::path>& folders) {
    Impostors out;
    std::vector<Print> prints;
    for (std::size_t set = 0; set < folders.size(); ++set) {
        if (const auto read = read_folder(folders[set], static_cast<int>(set), prints, out); !read) return pass(read);
    }
    MatchScratch scratch;
    for (std::size_t a = 0; a < prints.size(); ++a) {
        for (std::size_t b = a + 1; b < prints.size(); ++b) {
            if (prints[a].finger == prints[b].finger) continue;
            const double similarity = explain(prints[a].probe, prints[b].reference, scratch).similarity;
            out.comparisons.push_back({prints[a].set, prints[b].set, prints[a].finger, prints[b].finger, similarity});
        }
    }
    return out;
}

std::vector<std::string> remove_same_fingers(Impostors& impostors) {
    std::vector<double> sorted;
    for (const ImpostorComparison& c : impostors.comparisons) sorted.push_back(c.similarity);
    if (sorted.empty()) return {};
    const auto high = sorted.end() - 1 - static_cast<std::ptrdiff_t>(kHighShare * static_cast<double>(sorted.size()));
    std::nth_element(sorted.begin(), high, sorted.end());

    struct Tally {
        int all = 0;
        int high = 0;
    };
    std::map<std::pair<int, int>, Tally> pairs;
    for (const ImpostorComparison& c : impostors.comparisons) {
        Tally& tally = pairs[{c.finger_a, c.finger_b}];
        ++tally.all;
        if (c.set_a != c.set_b && c.similarity > *high) ++tally.high;
    }
    const auto is_same = [&](std::pair<int, int> fingers) {
        const Tally& tally = pairs.at(fingers);
        return tally.high > kSameFinger * tally.all;
    };
    std::vector<std::string> removed;
    for (const auto& [fingers, tally] : pairs) {
        if (!is_same(fingers)) continue;
        removed.push_back(impostors.fingers[static_cast<std::size_t>(fingers.first)] + " = " +
                          impostors.fingers[static_cast<std::size_t>(fingers.second)]);
    }
    std::erase_if(impostors.comparisons, [&](const ImpostorComparison& c) {
        return is_same({c.finger_a, c.finger_b});
    });
    return removed;
}

}  // namespace dactyl
