#pragma once

#include <cstddef>
#include <functional>

namespace dactyl {

/// Called now and then by long operations, from one thread at a time: `done` of `total` units, `done` never falling.
using ProgressCallback = std::function<void(std::size_t done, std::size_t total)>;

}  // namespace dactyl
