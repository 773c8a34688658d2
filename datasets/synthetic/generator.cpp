#include "datasets/synthetic/generator.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "datasets/synthetic/synthetic_finger.hpp"

namespace dactyl {
namespace {

constexpr int kShortestSide = 80;   // pixels
constexpr int kLongestSide = 1000;  // pixels
constexpr Dpi kLowest{250.0};       // below, ridges are finer than the pixels
constexpr Dpi kHighest{1000.0};
constexpr std::array<std::string_view, 3> kDifficulties = {"easy", "normal", "hard"};
constexpr std::array<std::string_view, 4> kSensors = {"optical", "capacitive", "thermal", "small"};

template <class Value, std::size_t size>
std::optional<Value> parse(const std::array<std::string_view, size>& words, std::string_view text) {
    const auto at = std::find(words.begin(), words.end(), text);
    if (at == words.end()) return std::nullopt;
    return static_cast<Value>(at - words.begin());
}

}  // namespace

std::string_view to_string(Difficulty difficulty) { return kDifficulties.at(static_cast<std::size_t>(difficulty)); }

std::string_view to_string(SyntheticDevice sensor) { return kSensors.at(static_cast<std::size_t>(sensor)); }

std::optional<Difficulty> parse_difficulty(std::string_view text) { return parse<Difficulty>(kDifficulties, text); }

std::optional<SyntheticDevice> parse_synthetic_device(std::string_view text) {
    return parse<SyntheticDevice>(kSensors, text);
}

Result<void> SyntheticRequest::check() const {
    if (width < kShortestSide || width > kLongestSide || height < kShortestSide || height > kLongestSide) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a synthetic print is {} to {} pixels a side, not {} x {}",
                                                             kShortestSide, kLongestSide, width, height));
    }
    if (!(dpi >= kLowest && dpi <= kHighest)) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a synthetic print has {:.0f} to {:.0f} dpi, not {}",
                                                             kLowest.value(), kHighest.value(), dpi.value()));
    }
    if (difficulty < Difficulty::kEasy || difficulty > Difficulty::kHard) {
        return fail(ErrorCode::kInvalidArgument, "a synthetic print is easy, normal or hard");
    }
    if (sensor < SyntheticDevice::kOptical || sensor > SyntheticDevice::kSmallArea) {
        return fail(ErrorCode::kInvalidArgument,
                    "a synthetic print is taken by an optical, capacitive, thermal or small sensor");
    }
    if (rotation && !(*rotation >= 0 && *rotation <= 180)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a finger is turned by 0 to 180 degrees, not {}", *rotation));
    }
    return {};
}

std::uint16_t generator_version() { return 3; }

Result<GrayImage> generate_print(const SyntheticRequest& request) {
    if (const auto checked = request.check(); !checked) return pass(checked);
    return SyntheticFinger(request.seed, request.finger).draw(request);
}

}  // namespace dactyl
