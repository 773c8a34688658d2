#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/cmake/precompiled.hpp"
