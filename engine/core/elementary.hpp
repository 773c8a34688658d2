#pragma once

#include <bit>
#include <cstdint>
#include <numbers>

namespace dactyl {

// Elementary functions from operations that IEEE 754 rounds exactly, so that a value has the same bits on every
// processor and with every C library, at compile time and at run time. Relative error below 1e-14; slower than libm:
// meant for tables and for the few values that decide a score.

/// e to the power x, for x in [-700, 700].
constexpr double exponential(double x) {
    const double turns = x * std::numbers::log2e;
    const auto power = static_cast<std::int64_t>(turns < 0 ? turns - 0.5 : turns + 0.5);
    const double rest = x - static_cast<double>(power) * std::numbers::ln2;  // within half of ln 2
    double sum = 1;
    double term = 1;
    for (int k = 1; k <= 16; ++k) {
        term *= rest / k;
        sum += term;
    }
    return sum * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52U);
}

/// Natural logarithm of a positive, normal number.
constexpr double logarithm(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto power = static_cast<std::int64_t>(bits >> 52U) - 1023;
    double mantissa = std::bit_cast<double>((bits & 0x000F'FFFF'FFFF'FFFFU) | 0x3FF0'0000'0000'0000U);  // in [1, 2)
    if (mantissa > std::numbers::sqrt2) {
        mantissa /= 2;
        ++power;
    }
    const double t = (mantissa - 1) / (mantissa + 1);  // ln m = 2 artanh t, |t| < 0.172
    double sum = 0;
    for (int k = 21; k >= 1; k -= 2) sum = sum * (t * t) + 1.0 / k;
    return static_cast<double>(power) * std::numbers::ln2 + 2 * t * sum;
}

/// 1 / (1 + e^(-slope (x - middle))).
constexpr double sigmoid(double x, double middle, double slope) { return 1 / (1 + exponential(-slope * (x - middle))); }

/// The Gauss error function, by a series whose terms are all positive: nothing cancels. Beyond 6 it is 1 to the last bit.
constexpr double error_function(double x) {
    if (x > 6) return 1;
    if (x < -6) return -1;
    double term = x;  // 2^n x^(2n+1) / (2n+1)!!
    double sum = x;
    for (int n = 1; n <= 160; ++n) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
    }
    return sum * 2 * std::numbers::inv_sqrtpi * exponential(-x * x);
}

/// Cosine of an angle in radians, |radians| < 1000.
constexpr double cosine(double radians) {
    const double turns = radians / (2 * std::numbers::pi);
    const auto whole = static_cast<std::int64_t>(turns < 0 ? turns - 0.5 : turns + 0.5);
    const double half = (radians - static_cast<double>(whole) * 2 * std::numbers::pi) / 2;  // in [-pi/2, pi/2]
    const double square = half * half;
    double sum = 1;
    for (int k = 12; k >= 1; --k) sum = 1 - sum * square / ((2.0 * k - 1) * (2.0 * k));
    return 2 * sum * sum - 1;
}

/// Sine of an angle in radians, |radians| < 1000.
constexpr double sine(double radians) { return cosine(radians - std::numbers::pi / 2); }

/// Angle in radians, in (-pi/2, pi/2), whose tangent is t.
constexpr double arc_tangent(double t) {
    const double a = t < 0 ? -t : t;
    if (a > 1) return (t < 0 ? -1 : 1) * std::numbers::pi / 2 - arc_tangent(1 / t);
    // atan t = 2 atan(t / (1 + sqrt(1 + t^2))); Newton's square root is enough at compile time and exact operations
    // throughout
    const auto root = [](double v) {
        double r = v > 1 ? v : 1;
        for (int k = 0; k < 60; ++k) r = (r + v / r) / 2;
        return r;
    };
    const double h1 = t / (1 + root(1 + t * t));
    const double h2 = h1 / (1 + root(1 + h1 * h1));
    double sum = 0;
    for (int k = 25; k >= 1; k -= 2) sum = (k % 4 == 1 ? 1.0 : -1.0) / k + sum * h2 * h2;
    return 4 * h2 * sum;
}

}  // namespace dactyl
