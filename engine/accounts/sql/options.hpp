#pragma once

#include <chrono>

namespace dactyl::sql {

struct Options {
    std::chrono::milliseconds busy_timeout{5000};  ///< how long to wait for another process, 0 to 10 min
};

}  // namespace dactyl::sql
