#include "templates/gallery/chunk.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace dactyl {
namespace {

constexpr std::size_t kPrefix = 8;
constexpr std::size_t kEntryBytes = 8 + 8 + sizeof(PrintSignature) + 4 + 2 + 1 + 1;

// Passes every column of fixed width to `visit`, in the order of the file.
template <class Columns, class Visit>
void for_each_column(Columns& columns, const Visit& visit) {
    visit(columns.finger);
    visit(columns.holder);
    visit(columns.signature);
    visit(columns.print_end);
    visit(columns.extractor_version);
    visit(columns.position);
    visit(columns.pattern);
    visit(columns.prints);
}

template <class T>
std::size_t bytes_of(const std::vector<T>& column) {
    return column.size() * sizeof(T);
}

}  // namespace

std::vector<std::byte> encode_chunk(const GalleryColumns& columns) {
    std::vector<std::byte> bytes(kPrefix + columns.size() * kEntryBytes + columns.prints.size());
    const auto entries = static_cast<std::uint32_t>(columns.size());
    const auto prints = static_cast<std::uint32_t>(columns.prints.size());
    std::memcpy(&bytes[0], &entries, sizeof(entries));
    std::memcpy(&bytes[4], &prints, sizeof(prints));
    std::size_t at = kPrefix;
    for_each_column(columns, [&](const auto& column) {
        if (!column.empty()) std::memcpy(&bytes[at], column.data(), bytes_of(column));
        at += bytes_of(column);
    });
    return bytes;
}

Result<GalleryColumns> read_chunk(std::size_t size, const ChunkSource& next) {
    if (size < kPrefix) return fail(ErrorCode::kCorrupt, "a gallery chunk is too short");
    std::array<std::uint32_t, 2> counts{};
    if (auto read = next(std::as_writable_bytes(std::span(counts))); !read) return pass(read);
    const auto [entries, prints] = counts;
    if (entries > Segment::kMostEntries || size != kPrefix + entries * kEntryBytes + prints) {
        return fail(ErrorCode::kCorrupt, "a gallery chunk's size does not fit its number of entries");
    }
    GalleryColumns columns;
    Result<void> read;
    for_each_column(columns, [&](auto& column) {
        if (!read) return;
        const bool of_prints = static_cast<const void*>(&column) == &columns.prints;
        column.resize(of_prints ? prints : entries);
        read = next(std::as_writable_bytes(std::span(column)));
    });
    if (!read) return pass(read);
    return columns;
}

Result<GalleryColumns> decode_chunk(std::span<const std::byte> bytes) {
    auto columns = read_chunk(bytes.size(), [rest = bytes](std::span<std::byte> out) mutable -> Result<void> {
        std::ranges::copy(rest.first(out.size()), out.begin());
        rest = rest.subspan(out.size());
        return {};
    });
    if (!columns) return columns;
    if (const auto checked = columns->check(); !checked) return pass(checked);
    return columns;
}

}  // namespace dactyl
