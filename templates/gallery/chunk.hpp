#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/index/segment.hpp"

namespace dactyl {

/// The plain text of a chunk; engine/docs/formats/gallery.md.
std::vector<std::byte> encode_chunk(const GalleryColumns& columns);
/// Hostile until checked; memory is bounded by the input's size. Errors: kCorrupt.
Result<GalleryColumns> decode_chunk(std::span<const std::byte> bytes);

}  // namespace dactyl
