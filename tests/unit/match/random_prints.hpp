#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>

#include "engine/core/template.hpp"
#include "engine/match/compare.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::testing_prints {

/// Numbers for tests: the same on every platform, which the distributions of the standard library are not.
class Numbers {
  public:
    explicit Numbers(std::uint32_t seed) : engine_(seed) {}
    double between(double low, double high) { return low + (high - low) * (bits() / 4294967296.0); }
    std::uint32_t bits() { return static_cast<std::uint32_t>(engine_()); }

  private:
    std::mt19937 engine_;
};

inline constexpr int kSide = 512;

inline Foreground disc_foreground() {
    Foreground foreground(kSide, kSide);
    for (int row = 0; row < foreground.rows(); ++row) {
        for (int column = 0; column < foreground.columns(); ++column) {
            foreground.set_cell(column, row, std::hypot(column - 31.5, row - 31.5) < 26);
        }
    }
    return foreground;
}

/// Minutiae strewn over a disc in the middle, no two close together, directions following a flow with some noise.
inline Template random_print(std::uint32_t seed, int minutiae = 45) {
    Numbers numbers(seed);
    Template print;
    print.width = print.height = kSide;
    print.foreground = disc_foreground();
    const double flow = numbers.between(0, 6.28);
    while (static_cast<int>(print.minutiae.size()) < minutiae) {
        const double x = numbers.between(60, 450);
        const double y = numbers.between(60, 450);
        if (std::hypot(x - 256, y - 256) > 190) continue;
        bool crowded = false;
        for (const Minutia& other : print.minutiae) crowded |= std::hypot(other.x - x, other.y - y) < 12;
        if (crowded) continue;
        const double angle =
            flow + 0.004 * (x - y) + numbers.between(-0.3, 0.3) + (numbers.bits() % 2 != 0U ? 3.14159 : 0);
        print.minutiae.push_back({to_minutia_grid(x), to_minutia_grid(y), Direction::from_radians(angle),
                                  MinutiaKind::kEnding, static_cast<std::uint8_t>(95 - print.minutiae.size())});
    }
    return print;
}

/// The print turned counter-clockwise about the middle and shifted, its minutiae jittered by up to `jitter` pixels.
inline Template moved(const Template& print, double degrees, double dx = 0, double dy = 0, double jitter = 0,
                      std::uint32_t seed = 1) {
    Numbers numbers(seed);
    const double c = std::cos(degrees * 3.14159265358979 / 180);
    const double s = std::sin(degrees * 3.14159265358979 / 180);
    Template out = print;
    for (Minutia& minutia : out.minutiae) {
        const double x = minutia.x - 256;
        const double y = minutia.y - 256;
        minutia.x = to_minutia_grid(256 + c * x + s * y + dx + numbers.between(-jitter, jitter));
        minutia.y = to_minutia_grid(256 - s * x + c * y + dy + numbers.between(-jitter, jitter));
        minutia.direction = minutia.direction + Direction::from_degrees(degrees + numbers.between(-jitter, jitter));
    }
    return out;
}

/// Puts a SIMD level in force for as long as it lives.
class ForcedLevel {
  public:
    explicit ForcedLevel(const std::string& level) : before_(simd_level()) { static_cast<void>(set_simd_level(level)); }
    ForcedLevel(const ForcedLevel&) = delete;
    ForcedLevel& operator=(const ForcedLevel&) = delete;
    ~ForcedLevel() { static_cast<void>(set_simd_level(before_)); }

  private:
    std::string before_;
};

}  // namespace dactyl::testing_prints
