#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "datasets/synthetic/ground_truth.hpp"

namespace dactyl {

/// The bytes of a ground-truth file (engine/docs/formats/ground_truth.md); about 12 KB for a 300 x 400 print.
std::vector<std::byte> encode_ground_truth(const GroundTruth& truth);

/// Every byte is hostile until checked; memory is bounded by the input's size. decode(encode(t)) == t.
/// Errors: kUnsupportedFormat, kVersionTooNew, kCorrupt. Thread-safe.
Result<GroundTruth> decode_ground_truth(std::span<const std::byte> bytes);

/// decode_ground_truth() of a file. Errors: also kNotFound, kUnreadable; every message names the path.
Result<GroundTruth> read_ground_truth(const std::filesystem::path& path);

}  // namespace dactyl
