#pragma once

#include <cstdint>
#include <vector>

#include "engine/index/gallery.hpp"

namespace dactyl {

/// Which entries of a gallery a search looks at. An empty filter takes all.
struct GalleryFilter {
    /// Bit p: position p is looked at. Entries whose position is unknown always are.
    std::uint16_t positions = 0xFFFF;
    /// Bit p: pattern p is looked at. Entries whose pattern is unknown always are.
    std::uint8_t patterns = 0xFF;
    std::vector<HolderId> only;    ///< where not empty: these holders alone
    std::vector<HolderId> except;  ///< these never

    bool takes_all() const { return positions == 0xFFFF && patterns == 0xFF && only.empty() && except.empty(); }
    static std::uint16_t position(FingerPosition position) {
        return position == FingerPosition::kUnknown ? std::uint16_t{0xFFFF}
                                                    : static_cast<std::uint16_t>(1U << static_cast<unsigned>(position));
    }
};

/// One byte an entry of the part: 1 where it is alive and passes the filter. Empty where all do.
std::vector<std::uint8_t> eligible_entries(const GalleryPart& part, const GalleryFilter& filter);

}  // namespace dactyl
