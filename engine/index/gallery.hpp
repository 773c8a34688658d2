#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "engine/index/segment.hpp"

namespace dactyl {

/// What becomes of entries whose template an older extractor made: their minutiae lie elsewhere, and scores are
/// calibrated for none but the present one.
enum class OutdatedPolicy : std::uint8_t {
    kRefuse,    ///< the build fails with kNotAllowed
    kLeaveOut,  ///< they are left out and counted; the caller has them extracted anew
};

struct BuildOptions {
    int threads = 0;  ///< 0: all that oneTBB offers
    /// Bytes that the gallery may take; a larger one is refused with the number needed.
    std::size_t memory_limit = std::numeric_limits<std::size_t>::max();
    /// The extractor version that entries must have; 0 takes any. Entries of version 0 (from elsewhere) always pass.
    std::uint16_t extractor_version = 0;
    OutdatedPolicy outdated = OutdatedPolicy::kRefuse;
};

/// One segment of a gallery, and which of its entries were removed since.
struct GalleryPart {
    std::shared_ptr<const Segment> segment;
    std::shared_ptr<const std::vector<std::uint64_t>> removed;  ///< one bit an entry; null: none
    std::size_t removed_count = 0;

    bool alive(std::size_t i) const { return !removed || (((*removed)[i / 64] >> (i % 64)) & 1U) == 0; }
    std::size_t alive_count() const { return segment->size() - removed_count; }
};

/// Makes entry i; called from several threads.
using EntrySource = std::function<Result<GalleryEntry>(std::size_t i)>;

/// An immutable snapshot of enrolled prints: segments, of which successive snapshots share what did not change. A few
/// pointers to copy. Thread-safe. A holder may have any number of fingers, and of impressions of each.
class Gallery {
  public:
    Gallery() = default;

    /// Errors: kAlreadyExists when two entries carry the same FingerId, kInvalidArgument for the id 0.
    static Result<Gallery> build(std::vector<GalleryEntry> entries);

    struct Built;
    /// Builds from `count` entries in parallel without ever holding more than a segment a thread unpacked. Errors:
    /// those of `source`, kAlreadyExists, kInvalidArgument, kCancelled, kNotAllowed (outdated entries; memory_limit,
    /// naming the bytes needed).
    static Result<Built> build(std::size_t count, const EntrySource& source, const BuildOptions& options,
                               std::stop_token stop = {});

    /// From segments (of a snapshot file). Errors: kAlreadyExists.
    static Result<Gallery> of_segments(std::vector<std::shared_ptr<const Segment>> segments);

    /// This gallery and more entries; they make a segment of their own, or are merged with the last while both are
    /// small: some hundred microseconds. Errors: kAlreadyExists, kInvalidArgument; then nothing is added.
    Result<Gallery> with(std::vector<GalleryEntry> entries) const;
    /// This gallery but for some entries: tombstones. Errors: kNotFound for an unknown id; then nothing is removed.
    Result<Gallery> without(std::span<const FingerId> fingers) const;
    /// The same entries in as few segments as possible, without tombstones; full ones that lost little stay as they
    /// are.
    Gallery compacted() const;
    /// Whether compacting is worth its time: many small segments, or many tombstones.
    bool fragmented() const;

    bool contains(FingerId finger) const;
    std::size_t size() const { return size_; }  ///< without what was removed
    bool empty() const { return size_ == 0; }
    std::span<const GalleryPart> parts() const { return parts_; }
    std::vector<FingerId> fingers() const;  ///< ascending
    std::size_t memory_bytes() const;

  private:
    explicit Gallery(std::vector<GalleryPart> parts);

    std::vector<GalleryPart> parts_;
    std::size_t size_ = 0;
};

struct Gallery::Built {
    Gallery gallery;
    std::size_t outdated = 0;  ///< entries left out
};

}  // namespace dactyl
