#pragma once

#include <memory>
#include <mutex>
#include <span>

#include "engine/index/gallery.hpp"

namespace dactyl {

/// A gallery that changes while it is searched. Searches take a snapshot and keep it; nothing here ever waits for one.
/// Thread-safe.
class LiveGallery {
  public:
    explicit LiveGallery(Gallery gallery = {});

    /// The gallery as it is now.
    std::shared_ptr<const Gallery> snapshot() const;
    /// Errors: as Gallery::with and Gallery::without; then nothing changes. Below a millisecond.
    Result<void> add(std::vector<GalleryEntry> entries);
    Result<void> remove(std::span<const FingerId> fingers);
    /// Merges small segments and drops what was removed, where that pays; additions and removals wait meanwhile,
    /// searches do not. For an idle moment: rewrites up to the whole gallery, a second a gigabyte. Returns whether
    /// something was done.
    bool compact();

  private:
    void publish(Gallery gallery);

    std::mutex changing_;         // one change at a time
    mutable std::mutex reading_;  // held for copying one pointer
    std::shared_ptr<const Gallery> current_;
};

}  // namespace dactyl
