#pragma once

#include <compare>
#include <cstdint>
#include <numbers>

namespace dactyl {

/// Spatial resolution of a picture in dots per inch.
class Dpi {
  public:
    constexpr explicit Dpi(double value) : value_(value) {}
    static constexpr Dpi from_dots_per_centimetre(double value) { return Dpi(value * 2.54); }

    constexpr double value() const { return value_; }
    constexpr double dots_per_centimetre() const { return value_ / 2.54; }
    friend constexpr auto operator<=>(Dpi, Dpi) = default;

  private:
    double value_;
};

/// The resolution at which everything inside works; pixels without further word are pixels at this resolution.
inline constexpr Dpi kInternalDpi{500.0};

/// A direction in the picture plane: a full turn in 65536 steps, 0 along +x, growing counter-clockwise as seen on the picture
/// (towards the top row, as ISO/IEC 19794-2 has it). Wraps by construction; sums and differences are exact.
class Direction {
  public:
    constexpr Direction() = default;
    static constexpr Direction from_steps(std::uint16_t steps) { return Direction(steps); }
    static Direction from_radians(double radians);
    static Direction from_degrees(double degrees);
    /// The direction of the vector (dx, dy) in picture coordinates, y growing downwards. The same bits on every processor
    /// (no call into libm); error below one step. (0, 0) gives 0.
    static Direction of_vector(double dx, double dy);

    constexpr std::uint16_t steps() const { return steps_; }
    /// In [0, 2 pi).
    constexpr double radians() const { return steps_ * (2.0 * std::numbers::pi / 65536.0); }
    /// In [0, 360).
    constexpr double degrees() const { return steps_ * (360.0 / 65536.0); }
    /// Cosine and sine from a table of the 65536 steps' quarter wave: the same bits on every processor. `sine` is that of the
    /// mathematical angle, so a unit step in this direction moves (cosine(), -sine()) on the picture.
    float cosine() const;
    float sine() const;

    constexpr Direction reversed() const { return Direction(static_cast<std::uint16_t>(steps_ + 32768U)); }
    friend constexpr Direction operator+(Direction a, Direction b) {
        return Direction(static_cast<std::uint16_t>(a.steps_ + b.steps_));
    }
    friend constexpr Direction operator-(Direction a, Direction b) {
        return Direction(static_cast<std::uint16_t>(a.steps_ - b.steps_));
    }
    friend constexpr bool operator==(Direction, Direction) = default;

    /// The turn from `from` to `to` by the shorter way, in steps, [-32768, 32767].
    friend constexpr int turn(Direction from, Direction to) {
        return static_cast<std::int16_t>(static_cast<std::uint16_t>(to.steps_ - from.steps_));
    }

  private:
    constexpr explicit Direction(std::uint16_t steps) : steps_(steps) {}
    std::uint16_t steps_ = 0;
};

/// Steps of a Direction in an angle given in radians, for comparing against turn().
constexpr int direction_steps(double radians) {
    return static_cast<int>(radians * (65536.0 / (2.0 * std::numbers::pi)));
}

/// A comparison score on the calibrated scale -10 log10(FMR): 30 means that one stranger in 1 000 scores as high, 40 one in
/// 10 000. Never negative. Which score suffices belongs to the policy, not to the matcher.
class Score {
  public:
    constexpr Score() = default;
    constexpr explicit Score(double value) : value_(value < 0 ? 0 : value) {}
    constexpr double value() const { return value_; }
    friend constexpr auto operator<=>(Score, Score) = default;

  private:
    double value_ = 0;
};

}  // namespace dactyl
