#include "engine/cli/stage_pictures.hpp"

#include <numbers>
#include <system_error>

#include <fmt/format.h>

#include "engine/cli/colour_canvas.hpp"

namespace dactyl::cli {
namespace {

// The longest period worth telling apart, pixels at 500 dpi: coarse ridges of large fingers.
constexpr float kLongestPeriod = 20;

struct Range {
    float black;
    float white;
};

Colour gray_of(float value, Range range) {
    const float part = (value - range.black) / (range.white - range.black);
    const auto gray = static_cast<std::uint8_t>(std::lround(255 * std::clamp(part, 0.0F, 1.0F)));
    return {gray, gray, gray};
}

float largest(std::span<const float> values) {
    float most = 0;
    for (const float value : values) most = std::max(most, std::abs(value));
    return most > 0 ? most : 1;
}

Range range_of(Stage stage, const StageMap& map) {
    switch (stage) {
        case Stage::kResampled:
            return {0, 255};
        case Stage::kNormalised:
            return {3, -3};
        case Stage::kPeriod:
            return {0, kLongestPeriod};
        case Stage::kEnhanced: {
            const float most = largest(map.values);
            return {most, -most};
        }
        default:
            return {0, 1};
    }
}

Colour colour_of(Stage stage, float value, Range range) {
    if (!std::isfinite(value)) return {255, 0, 255};
    if (stage == Stage::kOrientation) return hue(value / std::numbers::pi);
    if (stage == Stage::kPhase) return hue(value / (2 * std::numbers::pi) + 0.5);
    return gray_of(value, range);
}

GrayImage gray_picture(const StageMap& map) {
    GrayImage image(map.width, map.height, kInternalDpi);
    for (int y = 0; y < map.height; ++y) {
        for (int x = 0; x < map.width; ++x) {
            const float value = map.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) + x];
            image.row(y)[x] = gray_of(value, {0, 255}).red;
        }
    }
    return image;
}

}  // namespace

ColourImage picture_of_stage(Stage stage, const StageMap& map) {
    const Range range = range_of(stage, map);
    const int step = std::max(1, map.step);
    ColourImage picture;
    picture.width = map.width * step;
    picture.height = map.height * step;
    picture.rgb.reserve(3 * static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const std::size_t sample = static_cast<std::size_t>(y / step) * map.width + x / step;
            const Colour colour = colour_of(stage, map.values[sample], range);
            picture.rgb.insert(picture.rgb.end(), {colour.red, colour.green, colour.blue});
        }
    }
    return picture;
}

void StagePictures::receive(Stage stage, const StageMap& map) {
    if (stage == Stage::kResampled) resampled_ = gray_picture(map);
    if (all_) pictures_.emplace_back(stage, picture_of_stage(stage, map));
}

Result<std::vector<std::filesystem::path>> StagePictures::write(const std::filesystem::path& folder) const {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::kUnwritable,
                    fmt::format("folder {} cannot be made: {}", folder.string(), error.message()));
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& [stage, picture] : pictures_) {
        paths.push_back(folder / fmt::format("{:02}-{}.png", paths.size() + 1, to_string(stage)));
        if (const Result<void> written = write_png(paths.back(), picture); !written) return pass(written);
    }
    return paths;
}

}  // namespace dactyl::cli
