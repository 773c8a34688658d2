#pragma once

#include "engine/core/result.hpp"

namespace dactyl {

/// Settings of preparation and comparison; both sides of a comparison must be prepared with the same.
struct MatchOptions {
    Result<void> check() const;
};

}  // namespace dactyl
