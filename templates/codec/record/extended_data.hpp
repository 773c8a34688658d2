#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl {

/// The types of extended data that the standards define; all others are a vendor's.
inline constexpr std::uint16_t kRidgeCountType = 1;
inline constexpr std::uint16_t kSingularPointType = 2;

/// How many ridges lie between two minutiae of the view, named by their place in it.
struct RidgeCount {
    std::uint8_t first = 0;
    std::uint8_t second = 0;
    std::uint8_t ridges = 0;

    friend bool operator==(const RidgeCount&, const RidgeCount&) = default;
};

struct RidgeCounts {
    std::uint8_t method = 0;  ///< 0 other, 1 nearest of four quadrants, 2 nearest of eight octants
    std::vector<RidgeCount> counts;

    friend bool operator==(const RidgeCounts&, const RidgeCounts&) = default;
};

/// A core (one angle) or a delta (three); without angles where the record states none.
struct SingularPoint {
    std::uint16_t x = 0;  ///< pixels of the record's resolution, 14 bits
    std::uint16_t y = 0;
    std::vector<std::uint8_t> angles;  ///< as the minutiae's

    friend bool operator==(const SingularPoint&, const SingularPoint&) = default;
};

struct SingularPoints {
    std::vector<SingularPoint> cores;
    std::vector<SingularPoint> deltas;

    friend bool operator==(const SingularPoints&, const SingularPoints&) = default;
};

/// The data of an extension of kRidgeCountType; nothing when it does not hold together. Thread-safe.
std::optional<RidgeCounts> read_ridge_counts(std::span<const std::uint8_t> data);
std::vector<std::uint8_t> write_ridge_counts(const RidgeCounts& counts);

/// The same for kSingularPointType, whose layout differs between ISO and ANSI. Writing: at most 63 points of a kind; in
/// ANSI either all points of a kind have angles or none is written with them.
std::optional<SingularPoints> read_singular_points(std::span<const std::uint8_t> data, RecordFormat format);
std::vector<std::uint8_t> write_singular_points(const SingularPoints& points, RecordFormat format);

}  // namespace dactyl
