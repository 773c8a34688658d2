#pragma once

#include <vector>

#include "engine/index/gallery.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl::testing_prints {

/// An impression of somebody's finger as an enrolment.
inline GalleryEntry entry_of(std::uint64_t finger, std::uint64_t holder, std::uint32_t person,
                             FingerPosition position = FingerPosition::kUnknown) {
    return {FingerId(finger), HolderId(holder), position, Reference(moved(random_print(person), -4, 6, 2, 3))};
}

/// One finger each of holders first to last; the finger carries its holder's number.
inline std::vector<GalleryEntry> entries_of(std::uint64_t first, std::uint64_t last) {
    std::vector<GalleryEntry> entries;
    for (std::uint64_t h = first; h <= last; ++h) entries.push_back(entry_of(h, h, static_cast<std::uint32_t>(h)));
    return entries;
}

/// Another impression of that person's finger, turned and shifted.
inline Probe probe_of(std::uint32_t person) { return Probe(moved(random_print(person), 40, 5, 5, 2, 99)); }

}  // namespace dactyl::testing_prints
