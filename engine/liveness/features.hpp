#pragma once

#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// How many numbers liveness_features() gives.
std::size_t liveness_feature_count();

/// What the classifier looks at, in the sensor's own pixels (resampling would blur what tells casts from skin): histograms of
/// local phase codes in windows of 3, 5, 7, 11 and 15 pixels inside the print, each as square roots of shares; and statistics
/// of ridges and valleys: how bright, how contrasted, how rough on five scales. Errors: kImageTooSmall, kImageTooLarge,
/// kNoFingerprint (too little of a print). Thread-safe.
Result<std::vector<float>> liveness_features(ImageView image);

}  // namespace dactyl
