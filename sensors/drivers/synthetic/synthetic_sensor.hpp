#pragma once

#include "sensors/driver.hpp"

namespace dactyl {

/// synthetic: see open_sensor().
Result<std::unique_ptr<Sensor>> open_synthetic_sensor(const SensorAddress& address);

}  // namespace dactyl
