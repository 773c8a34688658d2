#include "templates/codec/native.hpp"

#include <bit>
#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <zlib.h>

#include "templates/codec/foreground_outline.hpp"
#include "templates/codec/native_form.hpp"
#include "templates/codec/native_view.hpp"
#include "templates/codec/validity.hpp"
#include "templates/schema/template_generated.h"

namespace dactyl {
namespace {

static_assert(std::endian::native == std::endian::little, "the header is copied as it lies in memory");

using namespace native_form;

constexpr std::size_t kExpectedBytes = 1024;

std::uint16_t to_wire(float pixels) { return static_cast<std::uint16_t>(pixels * kGridPerPixel); }

wire::Minutia to_wire(const Minutia& minutia) {
    return {to_wire(minutia.x), to_wire(minutia.y), minutia.direction.steps(), static_cast<std::uint8_t>(minutia.kind),
            minutia.quality};
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

}  // namespace

std::uint32_t native_form::checksum_of(const Header& header, Bytes body) {
    uLong crc = ::crc32(0, reinterpret_cast<const Bytef*>(&header), offsetof(Header, checksum));
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return static_cast<std::uint32_t>(crc);
}

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
    // Bytes that lie askew in memory are moved first.
    std::vector<std::byte> aligned;
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % NativeView::kAlignment != 0) {
        aligned.assign(bytes.begin(), bytes.end());
        bytes = aligned;
    }
    const auto view = NativeView::of(bytes);
    if (!view) return pass(view);
    return view->copy();
}

}  // namespace dactyl
