#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "sensors/address.hpp"
#include "sensors/sensor.hpp"

namespace dactyl {

/// One kind of reader: a line in the table of drivers.cpp, and a folder in sensors/drivers.
struct Driver {
    std::string_view name;
    std::string_view description;
    std::string_view address;
    Result<std::unique_ptr<Sensor>> (*open)(const SensorAddress& address);
    /// Looks for its devices; null where there is nothing to look for.
    std::vector<FoundSensor> (*find)() = nullptr;
    /// What find() looks for, and what to check where a device stays unseen; for people.
    std::string_view looks_for = {};
};

/// The table, by name.
std::span<const Driver> drivers();

/// What every driver checks before it waits for a finger. Errors: kInvalidArgument (timeout), kCancelled.
Result<void> check_capture(const CaptureOptions& options, const std::stop_token& stop);

/// Tells whoever listens.
void tell(const CaptureOptions& options, EventKind kind, Guidance guidance, const GrayImage* frame = nullptr);

}  // namespace dactyl
