#pragma once

#include "engine/core/result.hpp"

namespace dactyl {

/// Settings of the whole pipeline; each stage has its own aggregate.
struct ExtractOptions {
    int most_minutiae = 255;  ///< the best are kept, 1 to 255

    Result<void> check() const;
};

}  // namespace dactyl
