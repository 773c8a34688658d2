#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"
#include "engine/match/prepared.hpp"

namespace dactyl {

/// One enrolled impression as the index knows it: whose it is, and its match-ready form. Nothing else about the person.
struct GalleryEntry {
    FingerId finger;
    HolderId holder;
    FingerPosition position = FingerPosition::kUnknown;
    Reference reference;
};

/// An immutable snapshot of enrolled prints. Searches hold it by shared_ptr; changing the enrolment means building the
/// next.
class Gallery {
  public:
    Gallery() = default;
    /// Errors: kAlreadyExists when two entries carry the same FingerId.
    static Result<Gallery> build(std::vector<GalleryEntry> entries);

    std::span<const GalleryEntry> entries() const { return entries_; }
    std::size_t size() const { return entries_.size(); }
    std::size_t memory_bytes() const;

  private:
    std::vector<GalleryEntry> entries_;  // by FingerId
};

}  // namespace dactyl
