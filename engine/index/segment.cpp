#include "engine/index/segment.hpp"

#include <algorithm>
#include <numeric>

#include "engine/match/packed_print.hpp"

namespace dactyl {
namespace {

template <class T>
std::size_t bytes_of(const std::vector<T>& column) {
    return column.capacity() * sizeof(T);
}

void reserve(GalleryColumns& columns, std::size_t entries) {
    columns.finger.reserve(entries);
    columns.holder.reserve(entries);
    columns.position.reserve(entries);
    columns.pattern.reserve(entries);
    columns.extractor_version.reserve(entries);
    columns.signature.reserve(entries);
    columns.print_end.reserve(entries);
}

GalleryColumns columns_of(std::vector<GalleryEntry> entries) {
    std::sort(entries.begin(), entries.end(),
              [](const GalleryEntry& a, const GalleryEntry& b) { return a.finger < b.finger; });
    GalleryColumns columns;
    reserve(columns, entries.size());
    for (const GalleryEntry& entry : entries) {
        columns.finger.push_back(entry.finger.value());
        columns.holder.push_back(entry.holder.value());
        columns.position.push_back(static_cast<std::uint8_t>(entry.position));
        columns.pattern.push_back(static_cast<std::uint8_t>(entry.pattern));
        columns.extractor_version.push_back(entry.extractor_version);
        columns.signature.push_back(make_signature(entry.reference.print()));
        pack_print(entry.reference.print(), columns.prints);
        columns.print_end.push_back(static_cast<std::uint32_t>(columns.prints.size()));
    }
    columns.prints.shrink_to_fit();
    return columns;
}

}  // namespace

Result<void> GalleryColumns::check() const {
    const std::size_t n = size();
    const bool fits = holder.size() == n && position.size() == n && pattern.size() == n &&
                      extractor_version.size() == n && signature.size() == n && print_end.size() == n &&
                      n <= Segment::kMostEntries;
    if (!fits) return fail(ErrorCode::kCorrupt, "columns of a gallery segment differ in length");
    std::uint64_t last_finger = 0;
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (finger[i] <= last_finger) return fail(ErrorCode::kCorrupt, "finger ids of a gallery segment do not rise");
        if (position[i] >= kFingerPositions || pattern[i] >= kFingerPatterns) {
            return fail(ErrorCode::kCorrupt, "a gallery entry has a position or pattern that does not exist");
        }
        const bool inside = print_end[i] >= begin && print_end[i] <= prints.size();
        if (!inside || !is_packed_print(std::span(prints).subspan(begin, print_end[i] - begin))) {
            return fail(ErrorCode::kCorrupt, "a gallery entry is no packed print");
        }
        last_finger = finger[i];
        begin = print_end[i];
    }
    if (begin != prints.size()) return fail(ErrorCode::kCorrupt, "bytes after the last print of a gallery segment");
    return {};
}

Segment::Segment(std::vector<GalleryEntry> entries) : Segment(columns_of(std::move(entries))) {}

Segment::Segment(GalleryColumns columns) : columns_(std::move(columns)) { index_holders(); }

std::span<const std::byte> Segment::packed_print(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : columns_.print_end[i - 1];
    return std::span(columns_.prints).subspan(begin, columns_.print_end[i] - begin);
}

std::optional<std::size_t> Segment::find(FingerId finger) const {
    const auto found = std::lower_bound(columns_.finger.begin(), columns_.finger.end(), finger.value());
    if (found == columns_.finger.end() || *found != finger.value()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.finger.begin());
}

std::span<const std::uint16_t> Segment::entries_of(HolderId holder) const {
    const auto before = [this](std::uint16_t i, std::uint64_t value) { return columns_.holder[i] < value; };
    const auto first = std::lower_bound(by_holder_.begin(), by_holder_.end(), holder.value(), before);
    auto last = first;
    while (last != by_holder_.end() && columns_.holder[*last] == holder.value()) ++last;
    return {first, last};
}

std::size_t Segment::memory_bytes() const {
    const GalleryColumns& c = columns_;
    return sizeof(Segment) + bytes_of(c.finger) + bytes_of(c.holder) + bytes_of(c.position) + bytes_of(c.pattern) +
           bytes_of(c.extractor_version) + bytes_of(c.signature) + bytes_of(c.print_end) + bytes_of(c.prints) +
           bytes_of(by_holder_);
}

void Segment::index_holders() {
    by_holder_.resize(size());
    std::iota(by_holder_.begin(), by_holder_.end(), std::uint16_t{0});
    std::stable_sort(by_holder_.begin(), by_holder_.end(),
                     [this](std::uint16_t a, std::uint16_t b) { return columns_.holder[a] < columns_.holder[b]; });
}

void append_entry(const Segment& segment, std::size_t i, GalleryColumns& out) {
    const GalleryColumns& from = segment.columns();
    out.finger.push_back(from.finger[i]);
    out.holder.push_back(from.holder[i]);
    out.position.push_back(from.position[i]);
    out.pattern.push_back(from.pattern[i]);
    out.extractor_version.push_back(from.extractor_version[i]);
    out.signature.push_back(from.signature[i]);
    const auto print = segment.packed_print(i);
    out.prints.insert(out.prints.end(), print.begin(), print.end());
    out.print_end.push_back(static_cast<std::uint32_t>(out.prints.size()));
}

}  // namespace dactyl
