#include "engine/index/filter.hpp"

namespace dactyl {
namespace {

bool in_mask(unsigned mask, std::uint8_t code) { return code == 0 || ((mask >> code) & 1U) != 0; }

}  // namespace

std::vector<std::uint8_t> eligible_entries(const GalleryPart& part, const GalleryFilter& filter) {
    if (filter.takes_all() && part.removed_count == 0) return {};
    const Segment& segment = *part.segment;
    std::vector<std::uint8_t> eligible(segment.size(), filter.only.empty() ? 1 : 0);
    const auto mark = [&](const std::vector<HolderId>& holders, std::uint8_t value) {
        for (const HolderId holder : holders) {
            for (const std::uint16_t i : segment.entries_of(holder)) eligible[i] = value;
        }
    };
    mark(filter.only, 1);
    mark(filter.except, 0);
    const GalleryColumns& columns = segment.columns();
    for (std::size_t i = 0; i < eligible.size(); ++i) {
        const bool passes = part.alive(i) && in_mask(filter.positions, columns.position[i]) &&
                            in_mask(filter.patterns, columns.pattern[i]);
        if (!passes) eligible[i] = 0;
    }
    return eligible;
}

}  // namespace dactyl
