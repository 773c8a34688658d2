#pragma once

#include "sensors/driver.hpp"

namespace dactyl {

/// libfprint: USB readers that hand out pictures; see engine/docs/sensors.md. Built where Debian's libfprint-2-dev is.
Result<std::unique_ptr<Sensor>> open_libfprint_sensor(const SensorAddress& address);

/// Readers that libfprint sees and that hand out pictures.
std::vector<FoundSensor> find_libfprint_sensors();

}  // namespace dactyl
