#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/core/result.hpp"
#include "sensors/sensor.hpp"

namespace CLI {
class App;
}

namespace dactyl::cli {

/// Where one print comes from: a picture file, or a reader by its URI.
struct PrintSource {
    std::string picture;
    std::string sensor;
    std::optional<double> dpi;  ///< of the picture; 500 when not given
};

/// Adds [PICTURE], --sensor and --dpi; parsing demands one of the first two.
void add_print_source(CLI::App& app, PrintSource& source);

/// The resolution that --dpi asks for, or 500.
Dpi picture_dpi(const std::optional<double>& dpi);

/// Reads the picture, or opens the reader and waits for a finger.
Result<Capture> take_print(const PrintSource& source);

}  // namespace dactyl::cli
