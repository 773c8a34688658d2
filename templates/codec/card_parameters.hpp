#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "templates/codec/card.hpp"

namespace dactyl {

/// What a card asks of the minutiae that it compares: the algorithm parameters (tag B1) of the biometric information
/// template (7F60) that it shows to terminals (engine/docs/formats/card.md).
struct CardParameters {
    int fewest_minutiae = 1;                ///< 0 to 255
    int most_minutiae = 60;                 ///< 1 to 255, at least `fewest_minutiae`
    CardOrder order = CardOrder::kQuality;  ///< kQuality: the card asks for none
    bool falling = false;
    std::uint8_t features = 0;  ///< bits: 1 ridge counts, 2 cores, 4 deltas, 8 minutia quality can be used

    Result<void> check() const;
    friend bool operator==(const CardParameters&, const CardParameters&) = default;
};

/// Options that write what the card asks for. Errors: kInvalidArgument where the print has too few minutiae: none is
/// ever invented.
Result<CardOptions> options_for(const CardParameters& parameters, const Template& print, CardForm form);

/// A biometric information template with these parameters. Errors: those of check(). Thread-safe.
Result<std::vector<std::byte>> encode_card_parameters(const CardParameters& parameters, CardForm form);

/// The parameters in a biometric information template (7F60), or in the bare object B1; objects that are not known are
/// passed over, what is not stated keeps its default. Errors: kUnsupportedFormat (neither of the two), kCorrupt, with
/// the byte's offset. Thread-safe.
Result<CardParameters> decode_card_parameters(std::span<const std::byte> bytes);

}  // namespace dactyl
