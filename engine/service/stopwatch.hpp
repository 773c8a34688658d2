#pragma once

#include <chrono>

namespace dactyl {

/// Measures the steps of a request for its Timings.
class Stopwatch {
  public:
    /// Milliseconds since the last lap, or since the beginning.
    double lap() {
        const auto now = Clock::now();
        const double passed = milliseconds(now - last_);
        last_ = now;
        return passed;
    }
    /// Milliseconds since the beginning.
    double total() const { return milliseconds(Clock::now() - start_); }

  private:
    using Clock = std::chrono::steady_clock;
    static double milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
};

}  // namespace dactyl
