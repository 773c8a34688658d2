#pragma once

#include <cstdint>
#include <memory>

#include "datasets/synthetic/ground_truth.hpp"

namespace dactyl {

namespace synthetic {
struct MasterFinger;
}

/// A finger of nobody, grown once (about 0.1 s) to take many impressions of it. Immutable, cheap to copy, thread-safe.
class SyntheticFinger {
  public:
    SyntheticFinger(std::uint64_t seed, std::uint32_t finger);

    /// The same picture as generate_print(request), with everything that is known about it; about 15 ms at 300 x 400.
    /// Errors: kInvalidArgument, also when the request names another finger.
    Result<SyntheticImpression> impress(const SyntheticRequest& request) const;
    /// impress() without the ground truth.
    Result<GrayImage> draw(const SyntheticRequest& request) const;

    const synthetic::MasterFinger& master() const { return *master_; }

  private:
    Result<void> check(const SyntheticRequest& request) const;

    std::shared_ptr<const synthetic::MasterFinger> master_;
};

}  // namespace dactyl
