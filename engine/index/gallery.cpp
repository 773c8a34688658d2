#include "engine/index/gallery.hpp"

#include <algorithm>

namespace dactyl {

Result<Gallery> Gallery::build(std::vector<GalleryEntry> entries) {
    std::sort(entries.begin(), entries.end(),
              [](const GalleryEntry& a, const GalleryEntry& b) { return a.finger < b.finger; });
    const auto twice =
        std::adjacent_find(entries.begin(), entries.end(),
                           [](const GalleryEntry& a, const GalleryEntry& b) { return a.finger == b.finger; });
    if (twice != entries.end()) return fail(ErrorCode::kAlreadyExists, "two gallery entries carry the same finger id");
    Gallery gallery;
    gallery.entries_ = std::move(entries);
    return gallery;
}

std::size_t Gallery::memory_bytes() const {
    std::size_t bytes = sizeof(Gallery) + entries_.capacity() * sizeof(GalleryEntry);
    for (const GalleryEntry& entry : entries_) bytes += entry.reference.memory_bytes();
    return bytes;
}

}  // namespace dactyl
