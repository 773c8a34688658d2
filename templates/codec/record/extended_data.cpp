#include "templates/codec/record/extended_data.hpp"

#include <algorithm>

#include "templates/codec/record/layout.hpp"

namespace dactyl {
namespace {

using namespace records;

constexpr std::size_t kCoreAngles = 1;
constexpr std::size_t kDeltaAngles = 3;
constexpr std::uint16_t kCoordinateBits = 0x3FFF;
constexpr std::uint16_t kHasAngles = 0x4000;   // ISO: in x
constexpr std::uint8_t kAllHaveAngles = 0x40;  // ANSI: in the count
constexpr std::uint8_t kCountBits = 0x3F;

std::vector<std::uint8_t> bytes_of(Writer& out) {
    const std::vector<std::byte> bytes = out.take();
    const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
    return {first, first + bytes.size()};
}

std::vector<SingularPoint> read_points(Reader& in, bool ansi, std::size_t angles) {
    const std::uint8_t header = in.u8();
    std::vector<SingularPoint> points;
    for (int left = ansi ? header & kCountBits : header; left > 0 && !in.overrun(); --left) {
        SingularPoint& point = points.emplace_back();
        const std::uint16_t x = in.u16();
        point.x = x & kCoordinateBits;
        point.y = in.u16() & kCoordinateBits;
        const bool has_angles = ansi ? (header & kAllHaveAngles) != 0 : (x & kHasAngles) != 0;
        for (std::size_t i = 0; has_angles && i < angles; ++i) point.angles.push_back(in.u8());
    }
    return points;
}

void write_points(Writer& out, std::span<const SingularPoint> points, bool ansi, std::size_t angles) {
    const auto has_angles = [&](const SingularPoint& point) { return point.angles.size() == angles; };
    const bool all = std::all_of(points.begin(), points.end(), has_angles) && !points.empty();
    const std::size_t count = std::min<std::size_t>(points.size(), kCountBits);
    out.u8(static_cast<std::uint32_t>(count) | (ansi && all ? kAllHaveAngles : 0U));
    for (const SingularPoint& point : points.first(count)) {
        const bool with_angles = ansi ? all : has_angles(point);
        out.u16(point.x | (!ansi && with_angles ? std::uint32_t{kHasAngles} : 0U));
        out.u16(point.y);
        if (with_angles) out.bytes(point.angles);
    }
}

}  // namespace

std::optional<RidgeCounts> read_ridge_counts(std::span<const std::uint8_t> data) {
    Reader in(std::as_bytes(data));
    RidgeCounts counts;
    counts.method = in.u8();
    while (in.left() > 0) {
        RidgeCount& count = counts.counts.emplace_back();
        count.first = in.u8();
        count.second = in.u8();
        count.ridges = in.u8();
    }
    if (in.overrun()) return std::nullopt;
    return counts;
}

std::vector<std::uint8_t> write_ridge_counts(const RidgeCounts& counts) {
    Writer out;
    out.u8(counts.method);
    for (const RidgeCount& count : counts.counts) {
        for (const std::uint8_t field : {count.first, count.second, count.ridges}) out.u8(field);
    }
    return bytes_of(out);
}

std::optional<SingularPoints> read_singular_points(std::span<const std::uint8_t> data, RecordFormat format) {
    Reader in(std::as_bytes(data));
    SingularPoints points;
    points.cores = read_points(in, is_ansi(format), kCoreAngles);
    points.deltas = read_points(in, is_ansi(format), kDeltaAngles);
    if (in.overrun() || in.left() > 0) return std::nullopt;
    return points;
}

std::vector<std::uint8_t> write_singular_points(const SingularPoints& points, RecordFormat format) {
    Writer out;
    write_points(out, points.cores, is_ansi(format), kCoreAngles);
    write_points(out, points.deltas, is_ansi(format), kDeltaAngles);
    return bytes_of(out);
}

}  // namespace dactyl
