#include <array>

#include <fmt/format.h>

#include "sensors/driver.hpp"
#include "sensors/drivers/file/file_sensor.hpp"
#include "sensors/drivers/synthetic/synthetic_sensor.hpp"

namespace dactyl {

std::span<const Driver> drivers() {
    static constexpr std::array kDrivers = {
        Driver{"file", "a picture, or a folder of pictures replayed in the order of their names",
               "file:PATH[?dpi=N&repeat=N]", open_file_sensor},
        Driver{"synthetic", "generated prints of nobody",
               "synthetic:[?seed=N&finger=N&impression=N&difficulty=easy|normal|hard]", open_synthetic_sensor},
    };
    return kDrivers;
}

Result<void> check_capture(const CaptureOptions& options, const std::stop_token& stop) {
    if (options.timeout <= std::chrono::milliseconds::zero()) {
        return fail(ErrorCode::kInvalidArgument, "the timeout of a capture has to be above 0 ms");
    }
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "the capture was cancelled");
    return {};
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
        list.push_back({std::string(driver.name), std::string(driver.description), std::string(driver.address)});
    }
    return list;
}

}  // namespace dactyl
