#include "sensors/drivers/synthetic/synthetic_sensor.hpp"

#include <limits>
#include <mutex>

#include <fmt/core.h>

#include "datasets/synthetic/generator.hpp"

namespace dactyl {
namespace {

constexpr std::uint64_t kMostFingers = std::numeric_limits<std::uint32_t>::max();

class SyntheticSensor final : public Sensor {
  public:
    SyntheticSensor(SensorInfo info, const SyntheticRequest& first) : info_(std::move(info)), next_(first) {}

    const SensorInfo& info() const override { return info_; }

    Result<Capture> capture(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return pass(ready);
        const SyntheticRequest request = take_request();
        auto image = generate_print(request);
        if (!image) return pass(image);
        return Capture{std::move(*image), Impression::kLiveScanPlain,
                       fmt::format("synthetic finger {}, impression {}", request.finger, request.impression)};
    }

  private:
    /// The same finger, placed anew each time.
    SyntheticRequest take_request() {
        const std::lock_guard lock(mutex_);
        const SyntheticRequest request = next_;
        ++next_.impression;
        return request;
    }

    const SensorInfo info_;
    std::mutex mutex_;
    SyntheticRequest next_;
};

Result<Difficulty> difficulty_of(const SensorAddress& address) {
    const auto at = address.options.find("difficulty");
    if (at == address.options.end() || at->second == "normal") return Difficulty::kNormal;
    if (at->second == "easy") return Difficulty::kEasy;
    if (at->second == "hard") return Difficulty::kHard;
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("sensor address '{}': option 'difficulty' is none of easy, normal, hard", address.text));
}

}  // namespace

Result<std::unique_ptr<Sensor>> open_synthetic_sensor(const SensorAddress& address) {
    if (auto allowed = address.allow_options({"seed", "finger", "impression", "difficulty"}); !allowed)
        return pass(allowed);
    if (!address.path.empty()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("sensor address '{}': expected synthetic:[?...], not a path", address.text));
    }
    SyntheticRequest request;
    const auto seed = address.number("seed", request.seed, 0, std::numeric_limits<std::uint64_t>::max());
    if (!seed) return pass(seed);
    const auto finger = address.number("finger", request.finger, 0, kMostFingers);
    if (!finger) return pass(finger);
    const auto impression = address.number("impression", request.impression, 0, kMostFingers);
    if (!impression) return pass(impression);
    const auto difficulty = difficulty_of(address);
    if (!difficulty) return pass(difficulty);
    request.seed = *seed;
    request.finger = static_cast<std::uint32_t>(*finger);
    request.impression = static_cast<std::uint32_t>(*impression);
    request.difficulty = *difficulty;
    if (auto valid = request.check(); !valid) return pass(valid);
    SensorInfo info{address.text, "synthetic", fmt::format("generated prints of finger {}", request.finger),
                    request.dpi,  {},          {}};
    return std::make_unique<SyntheticSensor>(std::move(info), request);
}

}  // namespace dactyl
