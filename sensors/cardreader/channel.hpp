#pragma once

#include <cstdint>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// The way to a card: one command out, one answer back.
class CardChannel {
  public:
    virtual ~CardChannel() = default;
    /// The answer with its two status bytes, as the card gave it. Errors: kDeviceUnavailable (no card any more),
    /// kDeviceFailed, kCancelled.
    virtual Result<std::vector<std::uint8_t>> transmit(std::span<const std::uint8_t> command) = 0;
};

}  // namespace dactyl
