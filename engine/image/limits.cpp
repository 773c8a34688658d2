#include "engine/image/limits.hpp"

#include <fmt/core.h>

namespace dactyl {

Result<void> check_size(int width, int height) {
    if (width < kSmallestSide || height < kSmallestSide) {
        return fail(ErrorCode::kImageTooSmall,
                    fmt::format("a picture of {} x {} pixels is too small: the shortest side is {}", width, height,
                                kSmallestSide));
    }
    if (width > kLargestSide || height > kLargestSide) {
        return fail(ErrorCode::kImageTooLarge,
                    fmt::format("a picture of {} x {} pixels is too large: the longest side is {}", width, height,
                                kLargestSide));
    }
    return {};
}

}  // namespace dactyl
