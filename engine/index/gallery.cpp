#include "engine/index/gallery.hpp"

#include <algorithm>
#include <string>

#include "engine/match/prepared_print.hpp"

namespace dactyl {
namespace {

/// Segments up to this size are merged while entries are added: a megabyte to copy.
constexpr std::size_t kSmallSegment = 512;
/// A gallery with more segments than its size asks for is fragmented from this many on.
constexpr std::size_t kSpareSegments = 16;
/// As is one of which more than this share was removed,
constexpr std::size_t kRemovedShare = 4;
/// and compacting rewrites full segments that lost more than this.
constexpr std::size_t kLostShare = 8;

GalleryPart part_of(std::vector<GalleryEntry> entries) {
    return {std::make_shared<const Segment>(std::move(entries)), nullptr, 0};
}

/// Bytes that an overlap region may take; one of the largest scanners takes 2 KB.
constexpr std::size_t kLargestRegion = std::size_t{64} << 10;

Result<void> check_ids(std::vector<std::uint64_t> ids) {
    std::sort(ids.begin(), ids.end());
    if (!ids.empty() && ids.front() == 0) return fail(ErrorCode::kInvalidArgument, "a gallery entry has no finger id");
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) {
        return fail(ErrorCode::kAlreadyExists, "two gallery entries carry the same finger id");
    }
    return {};
}

std::vector<std::uint64_t> ids_of(std::span<const GalleryEntry> entries) {
    std::vector<std::uint64_t> ids;
    ids.reserve(entries.size());
    for (const GalleryEntry& entry : entries) ids.push_back(entry.finger.value());
    return ids;
}

// Also bounds what a segment's prints take together.
Result<void> check_entries(std::span<const GalleryEntry> entries) {
    for (const GalleryEntry& entry : entries) {
        if (entry.reference.memory_bytes() > sizeof(PreparedPrint) + kLargestRegion) {
            return fail(ErrorCode::kInvalidArgument, "a gallery entry covers more than any print does");
        }
    }
    return check_ids(ids_of(entries));
}

// The living entries of some parts, in segments that are as full as may be.
class Rewriter {
  public:
    void take(const GalleryPart& part) {
        for (std::size_t i = 0; i < part.segment->size(); ++i) {
            if (part.alive(i)) kept_.push_back({part.segment.get(), i});
        }
    }
    std::vector<GalleryPart> parts() {
        std::sort(kept_.begin(), kept_.end(),
                  [](const Kept& a, const Kept& b) { return a.segment->finger(a.entry) < b.segment->finger(b.entry); });
        std::vector<GalleryPart> parts;
        for (std::size_t first = 0; first < kept_.size(); first += Segment::kMostEntries) {
            const std::size_t last = std::min(first + Segment::kMostEntries, kept_.size());
            GalleryColumns columns;
            for (std::size_t k = first; k < last; ++k) append_entry(*kept_[k].segment, kept_[k].entry, columns);
            parts.push_back({std::make_shared<const Segment>(std::move(columns)), nullptr, 0});
        }
        return parts;
    }

  private:
    struct Kept {
        const Segment* segment;
        std::size_t entry;
    };
    std::vector<Kept> kept_;
};

}  // namespace

Gallery::Gallery(std::vector<GalleryPart> parts) : parts_(std::move(parts)) {
    std::erase_if(parts_, [](const GalleryPart& part) { return part.alive_count() == 0; });
    for (const GalleryPart& part : parts_) size_ += part.alive_count();
}

Result<Gallery> Gallery::build(std::vector<GalleryEntry> entries) {
    if (const auto checked = check_entries(entries); !checked) return pass(checked);
    std::vector<GalleryPart> parts;
    for (std::size_t first = 0; first < entries.size(); first += Segment::kMostEntries) {
        const auto last = std::min(first + Segment::kMostEntries, entries.size());
        parts.push_back(part_of({std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(first)),
                                 std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(last))}));
    }
    return Gallery(std::move(parts));
}

Result<Gallery> Gallery::of_segments(std::vector<std::shared_ptr<const Segment>> segments) {
    std::vector<std::uint64_t> ids;
    std::vector<GalleryPart> parts;
    for (auto& segment : segments) {
        ids.insert(ids.end(), segment->columns().finger.begin(), segment->columns().finger.end());
        parts.push_back({std::move(segment), nullptr, 0});
    }
    if (const auto checked = check_ids(std::move(ids)); !checked) return pass(checked);
    return Gallery(std::move(parts));
}

Result<Gallery> Gallery::with(std::vector<GalleryEntry> entries) const {
    if (const auto checked = check_entries(entries); !checked) return pass(checked);
    for (const GalleryEntry& entry : entries) {
        if (contains(entry.finger)) return fail(ErrorCode::kAlreadyExists, "the gallery has that finger id already");
    }
    auto built = build(std::move(entries));
    if (!built) return pass(built);
    std::vector<GalleryPart> parts = parts_;
    parts.insert(parts.end(), built->parts_.begin(), built->parts_.end());
    while (parts.size() >= 2) {
        const GalleryPart last = parts[parts.size() - 1];
        const GalleryPart before = parts[parts.size() - 2];
        const bool small = last.segment->size() + before.segment->size() <= kSmallSegment;
        if (!small || last.segment->size() * 2 < before.segment->size()) break;
        Rewriter rewriter;
        rewriter.take(before);
        rewriter.take(last);
        parts.resize(parts.size() - 2);
        for (GalleryPart& part : rewriter.parts()) parts.push_back(std::move(part));
    }
    return Gallery(std::move(parts));
}

Result<Gallery> Gallery::without(std::span<const FingerId> fingers) const {
    std::vector<GalleryPart> parts = parts_;
    std::vector<std::shared_ptr<std::vector<std::uint64_t>>> changed(parts.size());
    for (const FingerId finger : fingers) {
        bool known = false;
        for (std::size_t p = 0; p < parts.size() && !known; ++p) {
            const auto entry = parts[p].segment->find(finger);
            if (!entry) continue;
            if (!changed[p]) {
                const std::size_t words = (parts[p].segment->size() + 63) / 64;
                changed[p] = parts[p].removed ? std::make_shared<std::vector<std::uint64_t>>(*parts[p].removed)
                                              : std::make_shared<std::vector<std::uint64_t>>(words);
                parts[p].removed = changed[p];
            }
            known = parts[p].alive(*entry);
            if (!known) continue;
            (*changed[p])[*entry / 64] |= std::uint64_t{1} << (*entry % 64);
            ++parts[p].removed_count;
        }
        if (!known) return fail(ErrorCode::kNotFound, "the gallery has no entry of that finger id");
    }
    return Gallery(std::move(parts));
}

Gallery Gallery::compacted() const {
    std::vector<GalleryPart> parts;
    Rewriter rewriter;
    for (const GalleryPart& part : parts_) {
        const bool full = part.segment->size() * 2 >= Segment::kMostEntries;
        const bool keeps = full && part.removed_count * kLostShare < part.segment->size();
        if (keeps) {
            parts.push_back(part);
        } else {
            rewriter.take(part);
        }
    }
    for (GalleryPart& part : rewriter.parts()) parts.push_back(std::move(part));
    return Gallery(std::move(parts));
}

bool Gallery::fragmented() const {
    std::size_t all = 0;
    for (const GalleryPart& part : parts_) all += part.segment->size();
    return parts_.size() > kSpareSegments + 2 * all / Segment::kMostEntries || (all - size_) * kRemovedShare > all;
}

bool Gallery::contains(FingerId finger) const {
    return std::any_of(parts_.begin(), parts_.end(), [&](const GalleryPart& part) {
        const auto entry = part.segment->find(finger);
        return entry && part.alive(*entry);
    });
}

std::vector<FingerId> Gallery::fingers() const {
    std::vector<FingerId> ids;
    ids.reserve(size_);
    for (const GalleryPart& part : parts_) {
        for (std::size_t i = 0; i < part.segment->size(); ++i) {
            if (part.alive(i)) ids.push_back(part.segment->finger(i));
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::size_t Gallery::memory_bytes() const {
    std::size_t bytes = sizeof(Gallery) + parts_.capacity() * sizeof(GalleryPart);
    for (const GalleryPart& part : parts_) {
        bytes += part.segment->memory_bytes();
        if (part.removed) bytes += part.removed->capacity() * sizeof(std::uint64_t);
    }
    return bytes;
}

}  // namespace dactyl
