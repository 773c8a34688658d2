#include "datasets/synthetic/generator.hpp"

#include <fmt/format.h>

#include "datasets/synthetic/impression.hpp"
#include "datasets/synthetic/master_finger.hpp"

namespace dactyl {
namespace {

constexpr int kShortestSide = 80;   // pixels
constexpr int kLongestSide = 1000;  // pixels
constexpr Dpi kLowest{250.0};       // below, ridges are finer than the pixels
constexpr Dpi kHighest{1000.0};

}  // namespace

Result<void> SyntheticRequest::check() const {
    if (width < kShortestSide || width > kLongestSide || height < kShortestSide || height > kLongestSide) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a synthetic print is {} to {} pixels a side, not {} x {}",
                                                             kShortestSide, kLongestSide, width, height));
    }
    if (!(dpi >= kLowest && dpi <= kHighest)) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a synthetic print has {:.0f} to {:.0f} dpi, not {}",
                                                             kLowest.value(), kHighest.value(), dpi.value()));
    }
    if (difficulty != Difficulty::kEasy && difficulty != Difficulty::kNormal && difficulty != Difficulty::kHard) {
        return fail(ErrorCode::kInvalidArgument, "a synthetic print is easy, normal or hard");
    }
    return {};
}

std::uint16_t generator_version() { return 1; }

Result<GrayImage> generate_print(const SyntheticRequest& request) {
    if (const auto checked = request.check(); !checked) return pass(checked);
    const synthetic::MasterFinger master = synthetic::grow_master(request.seed, request.finger);
    return synthetic::render_impression(master, synthetic::draw_impression(master.traits, request), request);
}

}  // namespace dactyl
