#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace dactyl {

struct PreparedPrint;

/// Minutiae of a print that the candidate stage looks at: its best by quality that have a cylinder code.
inline constexpr std::size_t kSignatureLanes = 32;

/// What the candidate stage reads of an enrolled print: 352 bytes in one piece, since memory traffic decides at a
/// million fingers. Unused lanes have code 0, which no described minutia has.
struct alignas(32) PrintSignature {
    /// Cylinder codes with opposite directions folded together (layers 0 or 2, 1 or 3): 64 bits lose little against
    /// 128 (engine/docs/decisions/0020-candidates.md).
    std::array<std::uint64_t, kSignatureLanes> code{};
    std::array<std::int8_t, kSignatureLanes> x{};           ///< 4 pixels, from the middle of the lanes' bounding box
    std::array<std::int8_t, kSignatureLanes> y{};           ///< 4 pixels, downwards
    std::array<std::uint8_t, kSignatureLanes> direction{};  ///< 1/256 turn

    friend bool operator==(const PrintSignature&, const PrintSignature&) = default;
};
static_assert(sizeof(PrintSignature) == 352);

/// The searching side, finer and with more room: built once a search.
struct ProbeSignature {
    std::array<std::uint64_t, kSignatureLanes> code{};
    std::array<std::int16_t, kSignatureLanes> x{};          ///< 1/8 pixel, from the middle of the lanes' bounding box
    std::array<std::int16_t, kSignatureLanes> y{};          ///< 1/8 pixel
    std::array<std::uint8_t, kSignatureLanes> direction{};  ///< 1/256 turn
    std::size_t count = 0;                                  ///< lanes in use, the first
};

PrintSignature make_signature(const PreparedPrint& print);
ProbeSignature make_probe_signature(const PreparedPrint& print);

}  // namespace dactyl
