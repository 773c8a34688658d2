#pragma once

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <thread>

#include "engine/core/result.hpp"

namespace dactyl {

/// How long a driver may go on: until a deadline, or until somebody cancels.
class Patience {
  public:
    using Clock = std::chrono::steady_clock;

    /// Between two looks at the stop token: far below the 100 ms in which a capture has to be cancelled.
    static constexpr std::chrono::milliseconds kSlice{10};

    Patience(std::chrono::milliseconds timeout, std::stop_token stop)
        : deadline_(Clock::now() + timeout), stop_(std::move(stop)) {}

    const std::stop_token& stop() const { return stop_; }
    /// The same stop token with a deadline of its own.
    Patience renewed(std::chrono::milliseconds timeout) const { return {timeout, stop_}; }

    /// Errors: kCancelled, kTimeout.
    Result<void> check() const {
        if (stop_.stop_requested()) return fail(ErrorCode::kCancelled, "the capture was cancelled");
        if (Clock::now() >= deadline_) return fail(ErrorCode::kTimeout, "no finger came in time");
        return {};
    }
    /// The time until the next look at the stop token, at least 0.
    std::chrono::milliseconds slice() const {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
        return std::clamp(left, std::chrono::milliseconds::zero(), kSlice);
    }
    /// Sleeps that long unless it ends before. Errors: those of check().
    Result<void> pause(std::chrono::milliseconds time) const {
        for (const auto end = Clock::now() + time; Clock::now() < end;) {
            if (auto well = check(); !well) return well;
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
            std::this_thread::sleep_for(std::min(left, std::max(slice(), std::chrono::milliseconds(1))));
        }
        return check();
    }

  private:
    Clock::time_point deadline_;
    std::stop_token stop_;
};

}  // namespace dactyl
