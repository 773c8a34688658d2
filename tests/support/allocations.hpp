#pragma once

#include <cstddef>

namespace dactyl {

/// How often this thread has called operator new: a test program that links allocations.cpp counts.
std::size_t allocations_here();

}  // namespace dactyl
