#pragma once

#include <vector>

#include "datasets/reader.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// A row a set, prints of different fingers side by side, cropped about the middle to tiles of one size, gray between
/// them. Errors: those of reading the pictures.
Result<GrayImage> contact_sheet(const std::vector<Dataset>& sets, int prints_a_set);

}  // namespace dactyl
