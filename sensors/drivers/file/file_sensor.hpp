#pragma once

#include "sensors/driver.hpp"

namespace dactyl {

/// file: see open_sensor(). A picture that cannot be read is reported by its capture, and passed over by the next one.
Result<std::unique_ptr<Sensor>> open_file_sensor(const SensorAddress& address);

}  // namespace dactyl
