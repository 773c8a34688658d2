#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"
#include "engine/index/gallery.hpp"

namespace dactyl {

/// Seals a gallery into a file; engine/docs/formats/gallery.md. Written atomically, mode 0600. `extractor_version`:
/// that of its templates. One segment after the other: memory for one of them, and for those that compacting rewrites.
/// Errors: kUnwritable (also a pipe: the table is written last), kDiskFull, kInternal (OpenSSL).
Result<void> write_gallery_file(const std::filesystem::path& path, const Gallery& gallery, const Key256& key,
                                std::uint16_t extractor_version);

struct GalleryFileOptions {
    int threads = 0;                                                     ///< 0: all that oneTBB offers
    std::uint16_t extractor_version = 0;                                 ///< that the file must have; 0 takes any
    std::size_t memory_limit = std::numeric_limits<std::size_t>::max();  ///< bytes that the gallery may take
};

struct LoadedGallery {
    Gallery gallery;
    std::vector<std::size_t> damaged;  ///< numbers of the chunks that could not be loaded, from 0
    std::size_t lost = 0;              ///< entries in them
};

/// Opens a gallery file on several threads. Damaged chunks are reported and left out. Errors: kNotFound, kUnreadable,
/// kUnsupportedFormat, kVersionTooNew, kCorrupt, kKeyMismatch, kNotAllowed (other versions; memory_limit, with the
/// number needed). Messages name the path.
Result<LoadedGallery> read_gallery_file(const std::filesystem::path& path, const Key256& key,
                                        const GalleryFileOptions& options = {});

}  // namespace dactyl
