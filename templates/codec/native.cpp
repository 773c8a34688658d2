#include "templates/codec/native.hpp"

#include <bit>
#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <fmt/core.h>
#include <zlib.h>

#include "templates/codec/foreground_outline.hpp"
#include "templates/codec/validity.hpp"
#include "templates/schema/template_generated.h"

namespace dactyl {
namespace {

static_assert(std::endian::native == std::endian::little, "the header is copied as it lies in memory");

constexpr std::uint32_t kMagic = 0x4C544344;  // "DCTL"
constexpr std::uint16_t kVersion = 1;
constexpr float kGridPerPixel = 8;
constexpr std::size_t kBodyAlignment = 8;
constexpr std::size_t kExpectedBytes = 1024;

/// The first 16 bytes of a record, as they lie there.
struct Header {
    std::uint32_t magic = kMagic;
    std::uint16_t version = kVersion;
    std::uint16_t reserved = 0;
    std::uint32_t length = 0;
    std::uint32_t checksum = 0;
};
static_assert(sizeof(Header) == 16);

using Bytes = std::span<const std::byte>;

/// Over everything but the checksum itself.
std::uint32_t checksum_of(const Header& header, Bytes body) {
    uLong crc = ::crc32(0, reinterpret_cast<const Bytef*>(&header), offsetof(Header, checksum));
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return static_cast<std::uint32_t>(crc);
}

std::uint16_t to_wire(float pixels) { return static_cast<std::uint16_t>(pixels * kGridPerPixel); }

wire::Minutia to_wire(const Minutia& minutia) {
    return {to_wire(minutia.x), to_wire(minutia.y), minutia.direction.steps(), static_cast<std::uint8_t>(minutia.kind),
            minutia.quality};
}

Minutia from_wire(const wire::Minutia& minutia) {
    return {static_cast<float>(minutia.x()) / kGridPerPixel, static_cast<float>(minutia.y()) / kGridPerPixel,
            Direction::from_steps(minutia.direction()), static_cast<MinutiaKind>(minutia.kind()), minutia.quality()};
}

void write_body(flatbuffers::FlatBufferBuilder& builder, const Template& print) {
    wire::Minutia* minutiae = nullptr;
    const auto minutiae_at = builder.CreateUninitializedVectorOfStructs(print.minutiae.size(), &minutiae);
    for (const Minutia& minutia : print.minutiae) *minutiae++ = to_wire(minutia);
    flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> foreground_at;
    if (print.foreground != Foreground()) foreground_at = builder.CreateVector(encode_foreground(print.foreground));

    wire::TemplateBuilder body(builder);
    body.add_minutiae(minutiae_at);
    if (!foreground_at.IsNull()) body.add_foreground(foreground_at);
    body.add_width(static_cast<std::uint16_t>(print.width));
    body.add_height(static_cast<std::uint16_t>(print.height));
    body.add_device_vendor(print.device.vendor);
    body.add_device_type(print.device.type);
    body.add_extractor_version(print.extractor_version);
    body.add_quality(print.quality);
    body.add_position(static_cast<std::uint8_t>(print.position));
    body.add_impression(static_cast<std::uint8_t>(print.impression));
    builder.Finish(body.Finish());
}

tl::unexpected<Error> corrupt(const char* what) {
    return fail(ErrorCode::kCorrupt, std::string("damaged native template: ") + what);
}

Result<Template> read_body(Bytes body) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(body.data());
    flatbuffers::Verifier verifier(data, body.size());
    if (!verifier.VerifyBuffer<wire::Template>(nullptr)) return corrupt("its structure does not hold together");
    const wire::Template& wire = *flatbuffers::GetRoot<wire::Template>(data);
    if (wire.width() == 0 || wire.width() > kLargestTemplateSide || wire.height() == 0 ||
        wire.height() > kLargestTemplateSide || wire.minutiae()->size() > kMostMinutiae) {
        return corrupt("a size is out of range");
    }

    Template print;
    print.width = wire.width();
    print.height = wire.height();
    print.quality = wire.quality();
    print.position = static_cast<FingerPosition>(wire.position());
    print.impression = static_cast<Impression>(wire.impression());
    print.device = {wire.device_vendor(), wire.device_type()};
    print.extractor_version = wire.extractor_version();
    print.minutiae.reserve(wire.minutiae()->size());
    for (const wire::Minutia* minutia : *wire.minutiae()) print.minutiae.push_back(from_wire(*minutia));
    if (const auto* outline = wire.foreground()) {
        auto foreground = decode_foreground({outline->data(), outline->size()}, print.width, print.height);
        if (!foreground) return corrupt("its foreground does not fit the picture");
        print.foreground = std::move(*foreground);
    }
    if (auto valid = check_template(print, ErrorCode::kCorrupt); !valid) return pass(valid);
    return print;
}

}  // namespace

Result<std::vector<std::byte>> encode_native(const Template& print) {
    if (auto valid = check_template(print, ErrorCode::kInvalidArgument); !valid) return pass(valid);
    flatbuffers::FlatBufferBuilder builder(kExpectedBytes);
    write_body(builder, print);
    const Bytes body = std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize()));

    Header header;
    header.length = static_cast<std::uint32_t>(sizeof(Header) + body.size());
    header.checksum = checksum_of(header, body);
    std::vector<std::byte> record(header.length);
    std::memcpy(record.data(), &header, sizeof(Header));
    std::copy(body.begin(), body.end(), record.begin() + sizeof(Header));
    return record;
}

Result<Template> decode_native(Bytes bytes) {
    std::uint32_t magic = 0;
    if (bytes.size() >= sizeof magic) std::memcpy(&magic, bytes.data(), sizeof magic);
    if (magic != kMagic) return fail(ErrorCode::kUnsupportedFormat, "no native template: it does not begin with DCTL");
    if (bytes.size() < sizeof(Header)) return corrupt("it ends within its header");
    Header header;
    std::memcpy(&header, bytes.data(), sizeof(Header));
    if (header.version > kVersion) {
        return fail(ErrorCode::kVersionTooNew,
                    fmt::format("a native template of format version {}: this software knows up to {}", header.version,
                                kVersion));
    }
    if (header.version == 0) return corrupt("its version is 0");
    if (header.length != bytes.size()) return corrupt("its length does not fit");
    if (header.reserved != 0) return corrupt("a reserved field is in use");
    const Bytes body = bytes.subspan(sizeof(Header));
    if (header.checksum != checksum_of(header, body)) return corrupt("its checksum does not fit");

    // FlatBuffers reads numbers where they lie: bytes that lie askew in memory are moved first.
    if (reinterpret_cast<std::uintptr_t>(body.data()) % kBodyAlignment == 0) return read_body(body);
    const std::vector<std::byte> aligned(body.begin(), body.end());
    return read_body(aligned);
}

}  // namespace dactyl
