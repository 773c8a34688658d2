#include <array>

#include <fmt/format.h>

#include "sensors/driver.hpp"
#include "sensors/drivers/file/file_sensor.hpp"
#ifdef DACTYL_LIBFPRINT
#include "sensors/drivers/libfprint/libfprint_sensor.hpp"
#endif
#include "sensors/drivers/serial/serial_sensor.hpp"
#include "sensors/drivers/synthetic/synthetic_sensor.hpp"

namespace dactyl {

std::span<const Driver> drivers() {
    // clang-format off
    static constexpr std::array kDrivers = {
        Driver{"file", "a picture, or a folder of pictures replayed in the order of their names",
               "file:PATH[?dpi=N&repeat=N]", open_file_sensor},
#ifdef DACTYL_LIBFPRINT
        Driver{"libfprint", "USB readers through libfprint", "libfprint:[DRIVER][?dpi=N]", open_libfprint_sensor,
               find_libfprint_sensors,
               "a USB reader that libfprint gets pictures from. Not seen: is it one that matches on its own chip (those "
               "hand out no pictures)? May this user write to its file in /dev/bus/usb (udev rules, group plugdev)?"},
#endif
        Driver{"serial", "modules ZFM-20, R30x, AS608, R503 on a serial line",
               "serial:/dev/ttyUSB0[?model=zfm20|r503&width=N&height=N&baud=N&address=N&password=N&dpi=N]",
               open_serial_sensor, find_serial_sensors,
               "USB serial adapters in /dev/serial/by-id. A line of the machine's own is not listed: name it, as in "
               "serial:/dev/ttyS0. Refused: is this user in the group dialout?"},
        Driver{"synthetic", "generated prints of nobody",
               "synthetic:[?seed=N&finger=N&impression=N&difficulty=easy|normal|hard]", open_synthetic_sensor},
    };
    // clang-format on
    return kDrivers;
}

Result<void> check_capture(const CaptureOptions& options, const std::stop_token& stop) {
    if (options.timeout <= std::chrono::milliseconds::zero()) {
        return fail(ErrorCode::kInvalidArgument, "the timeout of a capture has to be above 0 ms");
    }
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "the capture was cancelled");
    return {};
}

void tell(const CaptureOptions& options, EventKind kind, Guidance guidance, const GrayImage* frame) {
    if (options.on_event) options.on_event({kind, guidance, frame});
}

Result<void> Sensor::wait_removed(const CaptureOptions& options, std::stop_token stop) {
    return check_capture(options, stop);
}

std::string_view to_string(Capability capability) {
    switch (capability) {
        case Capability::kDevice:
            return "device";
        case Capability::kFingerDetection:
            return "finger-detection";
        case Capability::kFrames:
            return "frames";
        case Capability::kSwipe:
            return "swipe";
        case Capability::kCalibration:
            return "calibration";
    }
    return "unknown";
}

std::vector<std::string_view> names_of(Capabilities capabilities) {
    std::vector<std::string_view> names;
    for (const Capability one : {Capability::kDevice, Capability::kFingerDetection, Capability::kFrames,
                                 Capability::kSwipe, Capability::kCalibration}) {
        if (capabilities.has(one)) names.push_back(to_string(one));
    }
    return names;
}

std::vector<FoundSensor> find_sensors() {
    std::vector<FoundSensor> found;
    for (const Driver& driver : drivers()) {
        if (driver.find == nullptr) continue;
        for (FoundSensor& one : driver.find()) found.push_back(std::move(one));
    }
    return found;
}

Result<std::unique_ptr<Sensor>> open_sensor(std::string_view uri) {
    const auto address = parse_sensor_address(uri);
    if (!address) return pass(address);
    std::string known;
    for (const Driver& driver : drivers()) {
        if (driver.name == address->scheme) return driver.open(*address);
        known.append(known.empty() ? "" : ", ").append(driver.name);
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("no sensor driver '{}'; known are {}", address->scheme, known));
}

std::vector<DriverInfo> list_drivers() {
    std::vector<DriverInfo> list;
    for (const Driver& driver : drivers()) {
        list.push_back({std::string(driver.name), std::string(driver.description), std::string(driver.address),
                        std::string(driver.looks_for)});
    }
    return list;
}

}  // namespace dactyl
