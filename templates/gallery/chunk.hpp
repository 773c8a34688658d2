#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/index/segment.hpp"

namespace dactyl {

/// The plain text of a chunk; engine/docs/formats/gallery.md.
std::vector<std::byte> encode_chunk(const GalleryColumns& columns);
/// Gives the next bytes of a chunk's plain text, as many as there is room for. Errors: its own.
using ChunkSource = std::function<Result<void>(std::span<std::byte>)>;

/// Reads a plain text of `size` bytes straight into its columns. Hostile until checked; memory is bounded by `size`.
/// Nothing of the columns has been checked yet: see GalleryColumns::check(). Errors: kCorrupt, and those of the source.
Result<GalleryColumns> read_chunk(std::size_t size, const ChunkSource& next);
/// The same from memory, checked. Errors: kCorrupt.
Result<GalleryColumns> decode_chunk(std::span<const std::byte> bytes);

}  // namespace dactyl
