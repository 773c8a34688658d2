#include "engine/liveness/replay.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kMostRemembered = 65536;
constexpr int kFarthestCells = 3;  // of a shift: 9 pixels at 500 dpi, and 2 more by the cells' own offset
// A first look at one offset and every fourth row leaves out whoever has other ridges altogether: chance stays below
// it, and a copy that lies a pixel off, a ninth of a period along both axes, stays above.
constexpr int kSieveStep = 4;
constexpr double kSieveAgreement = 0.62;

/// The picture cut into cells from every pixel of a cell: shifts by less than a cell.
std::vector<RidgeBits> all_offsets(ImageView image) {
    std::vector<RidgeBits> offsets;
    const int cell = ridge_cell(image.dpi());
    for (int top = 0; top < cell; ++top) {
        for (int left = 0; left < cell; ++left) offsets.emplace_back(image, left, top);
    }
    return offsets;
}

double agreement_near(const RidgeBits& remembered, const RidgeBits& bits, int step) {
    double best = 0;
    for (int down = -kFarthestCells; down <= kFarthestCells; ++down) {
        for (int right = -kFarthestCells; right <= kFarthestCells; ++right)
            best = std::max(best, remembered.agreement(bits, right, down, step));
    }
    return best;
}

double best_agreement(const RidgeBits& remembered, const std::vector<RidgeBits>& offsets) {
    const RidgeBits& middle = offsets[offsets.size() / 2];
    double best = agreement_near(remembered, middle, kSieveStep);
    if (best < kSieveAgreement) return best;
    for (const RidgeBits& bits : offsets) best = std::max(best, agreement_near(remembered, bits, 1));
    return best;
}

}  // namespace

Result<void> ReplayOptions::check() const {
    if (remembered < 1 || remembered > kMostRemembered)
        return fail(ErrorCode::kInvalidArgument, "a replay guard remembers 1 to 65536 captures");
    if (!(agreement >= 0.5 && agreement <= 1))
        return fail(ErrorCode::kInvalidArgument, "the agreement of a replay has to lie between 0.5 and 1");
    return {};
}

Result<ReplayGuard> ReplayGuard::open(const ReplayOptions& options) {
    if (auto well = options.check(); !well) return pass(well);
    return ReplayGuard(options);
}

ReplayGuard::ReplayGuard(ReplayGuard&& other) noexcept : options_(other.options_), recent_(std::move(other.recent_)) {}

Result<bool> ReplayGuard::is_replay(ImageView image) {
    if (auto fits = check_size(image.width(), image.height()); !fits) return pass(fits);
    std::vector<RidgeBits> offsets = all_offsets(image);
    const std::lock_guard lock(mutex_);
    const auto is_copy = [&](const RidgeBits& other) { return best_agreement(other, offsets) > options_.agreement; };
    if (std::ranges::any_of(recent_, is_copy)) return true;
    recent_.push_back(std::move(offsets.front()));
    if (recent_.size() > options_.remembered) recent_.pop_front();
    return false;
}

Result<double> replay_agreement(ImageView a, ImageView b) {
    for (const ImageView& image : {a, b}) {
        if (auto fits = check_size(image.width(), image.height()); !fits) return pass(fits);
    }
    return best_agreement(RidgeBits(a, 0, 0), all_offsets(b));
}

}  // namespace dactyl
