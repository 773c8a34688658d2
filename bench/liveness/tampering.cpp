#include "bench/liveness/tampering.hpp"

#include <algorithm>

namespace dactyl {
namespace {

constexpr int kNoise = 4;
constexpr int kChange = 15;  // percent of contrast, gray levels of brightness
constexpr int kShift = 5;

}  // namespace

GrayImage tampered(ImageView image, std::mt19937& random) {
    const auto pick = [&](int most) { return std::uniform_int_distribution<>(-most, most)(random); };
    const int right = pick(kShift);
    const int down = pick(kShift);
    const int contrast = 100 + pick(kChange);
    const int brightness = 128 + pick(kChange);
    GrayImage out(image.width(), image.height(), image.dpi());
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t* from = image.row(std::clamp(y + down, 0, image.height() - 1));
        for (int x = 0; x < image.width(); ++x) {
            const int pixel = from[std::clamp(x + right, 0, image.width() - 1)];
            const int changed = (pixel - 128) * contrast / 100 + brightness + pick(kNoise);
            out.row(y)[x] = static_cast<std::uint8_t>(std::clamp(changed, 0, 255));
        }
    }
    return out;
}

}  // namespace dactyl
