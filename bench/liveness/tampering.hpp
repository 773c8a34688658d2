#pragma once

#include <random>

#include "engine/core/image.hpp"

namespace dactyl {

/// What somebody does to a stolen picture before showing it again: noise of up to 4 gray levels, contrast and
/// brightness changed by up to 15, a shift by up to 5 pixels along both axes.
GrayImage tampered(ImageView image, std::mt19937& random);

}  // namespace dactyl
