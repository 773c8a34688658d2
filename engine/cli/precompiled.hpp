#pragma once
// The heavy headers that nearly every command uses, compiled once for the room.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/cmake/precompiled.hpp"
