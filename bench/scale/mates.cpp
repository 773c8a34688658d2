#include "bench/scale/mates.hpp"

#include <map>
#include <optional>

#include <oneapi/tbb/parallel_for.h>

#include "datasets/reader.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

struct Pair {
    const DatasetPrint* enrolled;
    const DatasetPrint* searched;
    Dpi dpi;
};

void append_pairs(const Dataset& set, std::vector<Pair>& pairs) {
    const DatasetPrint* first = nullptr;
    for (const DatasetPrint& print : set.prints) {
        if (first == nullptr || first->finger != print.finger) {
            first = &print;
        } else {
            pairs.push_back({first, &print, set.dpi});
        }
    }
}

std::optional<Template> template_of(const DatasetPrint& print, Dpi dpi) {
    const auto picture = read_picture(print.path, dpi);
    if (!picture) return std::nullopt;
    auto extracted = extract(picture->view());
    if (!extracted) return std::nullopt;
    return std::move(*extracted);
}

}  // namespace

Result<std::vector<MatedSearch>> real_searches(std::span<const std::filesystem::path> sets, std::size_t most) {
    std::vector<Dataset> read;
    for (const auto& folder : sets) {
        auto set = read_dataset(folder);
        if (!set) return pass(set);
        read.push_back(std::move(*set));
    }
    std::vector<Pair> pairs;
    for (const Dataset& set : read) append_pairs(set, pairs);
    const std::size_t count = std::min(most, pairs.size());
    std::vector<std::optional<MatedSearch>> made(count);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        const Pair& pair = pairs[i * pairs.size() / count];
        auto enrolled = template_of(*pair.enrolled, pair.dpi);
        auto searched = template_of(*pair.searched, pair.dpi);
        if (enrolled && searched) made[i] = {std::move(*enrolled), std::move(*searched), true};
    });
    std::vector<MatedSearch> searches;
    for (auto& search : made) {
        if (search) searches.push_back(std::move(*search));
    }
    return searches;
}

Result<std::vector<MatedSearch>> drawn_searches(std::uint64_t seed, std::size_t count) {
    std::vector<MatedSearch> searches;
    for (std::size_t i = 0; i < count; ++i) {
        SyntheticRequest request;
        request.seed = seed;
        request.finger = static_cast<std::uint32_t>(i);
        auto enrolled = generate_template(request);
        if (!enrolled) return pass(enrolled);
        request.impression = 1;
        auto searched = generate_template(request);
        if (!searched) return pass(searched);
        searches.push_back({std::move(*enrolled), std::move(*searched), false});
    }
    return searches;
}

}  // namespace dactyl
