#include "engine/index/live_gallery.hpp"

#include <utility>

namespace dactyl {

LiveGallery::LiveGallery(Gallery gallery) : current_(std::make_shared<const Gallery>(std::move(gallery))) {}

std::shared_ptr<const Gallery> LiveGallery::snapshot() const {
    const std::lock_guard lock(reading_);
    return current_;
}

Result<void> LiveGallery::add(std::vector<GalleryEntry> entries) {
    const std::lock_guard lock(changing_);
    auto next = snapshot()->with(std::move(entries));
    if (!next) return pass(next);
    publish(std::move(*next));
    return {};
}

Result<void> LiveGallery::remove(std::span<const FingerId> fingers) {
    const std::lock_guard lock(changing_);
    auto next = snapshot()->without(fingers);
    if (!next) return pass(next);
    publish(std::move(*next));
    return {};
}

bool LiveGallery::compact() {
    const std::lock_guard lock(changing_);
    const auto now = snapshot();
    if (!now->fragmented()) return false;
    publish(now->compacted());
    return true;
}

void LiveGallery::publish(Gallery gallery) {
    auto next = std::make_shared<const Gallery>(std::move(gallery));
    {
        const std::lock_guard lock(reading_);
        std::swap(current_, next);
    }
    // The old snapshot, where nobody holds it, is freed here: outside of the lock.
}

}  // namespace dactyl
