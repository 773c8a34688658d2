#include "bench/scale/peer_extraction.hpp"

#include <algorithm>
#include <vector>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "bench/peers/mindtct.hpp"
#include "datasets/reader.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

constexpr int kWidth = 388;  // of the pictures that extraction is measured on everywhere
constexpr int kHeight = 374;
constexpr std::size_t kPictures = 40;

bool has_size(const GrayImage& image) { return image.width() == kWidth && image.height() == kHeight; }

// Up to kPictures of one set, spread evenly, at 500 dpi.
std::vector<GrayImage> some_pictures(const Dataset& set) {
    std::vector<GrayImage> pictures;
    const std::size_t step = std::max<std::size_t>(1, set.prints.size() / kPictures);
    for (std::size_t i = 0; i < set.prints.size() && pictures.size() < kPictures; i += step) {
        const auto read = read_picture(set.prints[i].path, set.dpi);
        if (!read) continue;
        if (auto picture = resample_to_internal(*read)) pictures.push_back(std::move(*picture));
    }
    return pictures;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}  // namespace

PeerExtraction measure_peer_extraction(std::span<const std::filesystem::path> sets) {
    std::vector<GrayImage> pictures;
    for (const auto& folder : sets) {
        const auto set = read_dataset(folder);
        if (!set || (!pictures.empty() && has_size(pictures[0]))) continue;
        auto found = some_pictures(*set);
        if (pictures.empty() || (!found.empty() && has_size(found[0]))) pictures = std::move(found);
    }
    std::vector<double> ours;
    std::vector<double> theirs;
    for (const GrayImage& picture : pictures) {
        const auto nbis = mindtct_ms(picture.view());
        if (!nbis) return {};
        const CpuStopwatch watch;
        if (!extract(picture.view())) continue;
        ours.push_back(1e3 * watch.seconds());
        theirs.push_back(*nbis);
    }
    if (ours.empty()) return {};
    return {ours.size(), pictures[0].width(), pictures[0].height(), median(ours), median(theirs)};
}

}  // namespace dactyl
