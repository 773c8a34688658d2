#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "sensors/sensor.hpp"

namespace dactyl {

/// A reader under test: something that can be touched, unplugged and made to refuse. What a driver has no way to see is
/// left empty.
class Device {
  public:
    virtual ~Device() = default;
    virtual std::string address() const = 0;
    virtual void set_finger(bool /*there*/) {}
    virtual void unplug() {}
    virtual void plug() {}
    /// A capture waits for a finger, or has ended. Only devices whose simulation cannot see it need to be told.
    virtual void set_attended(bool /*waiting*/) {}
    /// The next finger is refused once before it is taken.
    virtual void refuse_once() {}
};

/// A sensor that tells the simulated device when somebody waits for it.
class AttendedSensor final : public Sensor {
  public:
    AttendedSensor(std::unique_ptr<Sensor> sensor, Device& device) : sensor_(std::move(sensor)), device_(device) {}
    const SensorInfo& info() const override { return sensor_->info(); }
    Result<Capture> capture(const CaptureOptions& options, std::stop_token stop) override {
        // One at a time: the end of one capture would hide the beginning of the next from the device.
        const std::lock_guard lock(mutex_);
        CaptureOptions attended = options;
        attended.on_event = [&](const CaptureEvent& event) {
            if (event.kind == EventKind::kWaiting || event.kind == EventKind::kRetry) device_.set_attended(true);
            if (options.on_event) options.on_event(event);
        };
        auto taken = sensor_->capture(attended, std::move(stop));
        device_.set_attended(false);
        return taken;
    }
    Result<void> wait_removed(const CaptureOptions& options, std::stop_token stop) override {
        return sensor_->wait_removed(options, std::move(stop));
    }

  private:
    std::mutex mutex_;
    std::unique_ptr<Sensor> sensor_;
    Device& device_;
};

}  // namespace dactyl
