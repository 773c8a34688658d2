#pragma once
// The heavy headers that nearly every file of the room uses, compiled once. CLI11 is none of them: its global
// validators are compiled again into every source that sees it.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/cmake/precompiled.hpp"
