#pragma once

#include "sensors/driver.hpp"

namespace dactyl {

/// serial: modules of the ZFM / R30x / AS608 / R503 family; see engine/docs/sensors.md.
Result<std::unique_ptr<Sensor>> open_serial_sensor(const SensorAddress& address);

/// Serial lines to which such a module could be connected: USB adapters.
std::vector<FoundSensor> find_serial_sensors();

}  // namespace dactyl
