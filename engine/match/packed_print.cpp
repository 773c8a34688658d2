#include "engine/match/packed_print.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

namespace dactyl {
namespace {

static_assert(std::endian::native == std::endian::little, "packed prints are copied to and from memory as they are");

struct Header {
    std::uint8_t count = 0;
    std::uint8_t described = 0;
    std::uint16_t columns = 0;
    std::uint16_t rows = 0;
    std::uint16_t reserved = 0;  // 0
};
static_assert(sizeof(Header) == 8);

std::size_t region_words(const Header& header) { return (std::size_t{header.columns} * header.rows + 63) / 64; }

std::size_t packed_size(const Header& header) {
    constexpr std::size_t kOfCode = (kCylinderLayers + 1) * sizeof(std::uint32_t);
    constexpr std::size_t kOfMinutia = 3 * sizeof(std::int16_t) + 1;
    return sizeof(Header) + header.described * kOfCode + header.count * kOfMinutia +
           region_words(header) * sizeof(std::uint64_t);
}

template <class T>
std::byte* put(std::byte* to, const T* values, std::size_t count) {
    std::memcpy(to, values, count * sizeof(T));
    return to + count * sizeof(T);
}

template <class T>
const std::byte* take(const std::byte* from, LaneArray<T>& lanes, std::size_t count) {
    std::memcpy(lanes.data(), from, count * sizeof(T));
    std::fill(lanes.begin() + static_cast<std::ptrdiff_t>(count), lanes.end(), T{});
    return from + count * sizeof(T);
}

Header header_of(std::span<const std::byte> bytes) {
    Header header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    return header;
}

}  // namespace

void pack_print(const PreparedPrint& print, std::vector<std::byte>& out) {
    Header header;
    header.count = static_cast<std::uint8_t>(print.count);
    header.described = static_cast<std::uint8_t>(print.described);
    header.columns = static_cast<std::uint16_t>(print.overlap.columns());
    header.rows = static_cast<std::uint16_t>(print.overlap.rows());
    const std::size_t begin = out.size();
    out.resize(begin + packed_size(header));
    std::byte* to = put(out.data() + begin, &header, 1);
    for (const auto& layer : print.bits) to = put(to, layer.data(), header.described);
    to = put(to, print.valid.data(), header.described);
    to = put(to, print.x.data(), header.count);
    to = put(to, print.y.data(), header.count);
    to = put(to, print.direction.data(), header.count);
    to = put(to, print.quality.data(), header.count);
    put(to, print.overlap.words().data(), print.overlap.words().size());
}

void unpack_print(std::span<const std::byte> bytes, PreparedPrint& out) {
    const Header header = header_of(bytes);
    const std::byte* from = bytes.data() + sizeof(header);
    for (auto& layer : out.bits) from = take(from, layer, header.described);
    from = take(from, out.valid, header.described);
    from = take(from, out.x, header.count);
    from = take(from, out.y, header.count);
    from = take(from, out.direction, header.count);
    from = take(from, out.quality, header.count);
    out.source.fill(0);
    out.count = header.count;
    out.described = header.described;
    out.quality_sum = std::accumulate(out.quality.begin(), out.quality.end(), 0);
    const auto words = out.overlap.reset(header.columns, header.rows);
    if (!words.empty()) std::memcpy(words.data(), from, words.size_bytes());
}

bool is_packed_print(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(Header)) return false;
    const Header header = header_of(bytes);
    return header.described <= header.count && header.count <= kLanes && header.reserved == 0 &&
           bytes.size() == packed_size(header);
}

}  // namespace dactyl
