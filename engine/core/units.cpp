#include "engine/core/units.hpp"

#include <array>
#include <cmath>

namespace dactyl {
namespace {

constexpr int kQuarter = 16384;

// atan(t) for t in [0, 1] in turns, from its odd series after halving the angle twice: only operations that IEEE 754 rounds
// exactly, so that the result does not depend on the processor or the C library.
double atan_turns(double t) {
    const double h1 = t / (1.0 + std::sqrt(1.0 + t * t));
    const double h2 = h1 / (1.0 + std::sqrt(1.0 + h1 * h1));
    const double s = h2 * h2;
    const double series =
        h2 * (1.0 + s * (-1.0 / 3 + s * (1.0 / 5 + s * (-1.0 / 7 + s * (1.0 / 9 + s * (-1.0 / 11 + s / 13))))));
    return series * (4.0 / (2.0 * std::numbers::pi));
}

// cos over the first quarter turn by Taylor series about 0 of the half angle, doubled: exact operations again.
double cosine_of(double radians) {
    const double h = radians / 2;
    const double s = h * h;
    double term = 1;
    double sum = 1;
    for (int k = 1; k <= 10; ++k) {
        term *= -s / ((2.0 * k - 1) * (2.0 * k));
        sum += term;
    }
    return 2 * sum * sum - 1;
}

const std::array<float, kQuarter + 1>& quarter_wave() {
    static const std::array<float, kQuarter + 1> table = [] {
        std::array<float, kQuarter + 1> t{};
        for (int i = 0; i <= kQuarter; ++i) {
            t[i] = static_cast<float>(cosine_of(i * (2.0 * std::numbers::pi / 65536.0)));
        }
        t[kQuarter] = 0;
        return t;
    }();
    return table;
}

float cosine_of_steps(std::uint16_t steps) {
    const auto& t = quarter_wave();
    if (steps <= kQuarter) return t[steps];
    if (steps <= 2 * kQuarter) return -t[2 * kQuarter - steps];
    if (steps <= 3 * kQuarter) return -t[steps - 2 * kQuarter];
    return t[4 * kQuarter - steps];
}

}  // namespace

Direction Direction::from_radians(double radians) {
    return from_degrees(radians * (180.0 / std::numbers::pi));
}

Direction Direction::from_degrees(double degrees) {
    const double turns = degrees / 360.0;
    // The same number without floor(), which is a call into libm.
    if (turns >= 0 && turns < 1) {
        return Direction(static_cast<std::uint16_t>(static_cast<std::uint32_t>(turns * 65536.0 + 0.5) & 0xFFFFU));
    }
    const double steps = (turns - std::floor(turns)) * 65536.0;
    return Direction(static_cast<std::uint16_t>(static_cast<std::uint32_t>(std::floor(steps + 0.5)) & 0xFFFFU));
}

Direction Direction::of_vector(double dx, double dy) {
    const double up = -dy;
    const double ax = std::fabs(dx);
    const double ay = std::fabs(up);
    if (ax == 0 && ay == 0) return {};
    double turns = ax >= ay ? atan_turns(ay / ax) : 0.25 - atan_turns(ax / ay);
    if (dx < 0) turns = 0.5 - turns;
    if (up < 0) turns = -turns;
    return from_degrees(turns * 360.0);
}

float Direction::cosine() const { return cosine_of_steps(steps_); }

float Direction::sine() const { return cosine_of_steps(static_cast<std::uint16_t>(steps_ - kQuarter)); }

}  // namespace dactyl
