#include "templates/codec/native_view.hpp"

#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <fmt/core.h>

#include "templates/codec/foreground_outline.hpp"
#include "templates/codec/native_form.hpp"
#include "templates/codec/validity.hpp"
#include "templates/schema/template_generated.h"

namespace dactyl {
namespace {

using namespace native_form;

tl::unexpected<Error> corrupt(const char* what) {
    return fail(ErrorCode::kCorrupt, std::string("damaged native template: ") + what);
}

Minutia from_wire(const wire::Minutia& minutia) {
    return {static_cast<float>(minutia.x()) / kGridPerPixel, static_cast<float>(minutia.y()) / kGridPerPixel,
            Direction::from_steps(minutia.direction()), static_cast<MinutiaKind>(minutia.kind()), minutia.quality()};
}

const wire::Template& table_at(const void* body) { return *static_cast<const wire::Template*>(body); }

/// The body behind a header that fits it.
Result<Bytes> body_of(Bytes bytes) {
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
    return body;
}

Template heading_of(const wire::Template& table) {
    Template heading;
    heading.width = table.width();
    heading.height = table.height();
    heading.quality = table.quality();
    heading.position = static_cast<FingerPosition>(table.position());
    heading.impression = static_cast<Impression>(table.impression());
    heading.device = {table.device_vendor(), table.device_type()};
    heading.extractor_version = table.extractor_version();
    return heading;
}

}  // namespace

Result<NativeView> NativeView::of(Bytes bytes) {
    // FlatBuffers reads numbers where they lie.
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0) {
        return fail(ErrorCode::kInvalidArgument,
                    "a native template is viewed at addresses that are multiples of 8 only");
    }
    const auto body = body_of(bytes);
    if (!body) return pass(body);
    flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(body->data()), body->size());
    if (!verifier.VerifyBuffer<wire::Template>(nullptr)) return corrupt("its structure does not hold together");

    const auto* table = flatbuffers::GetRoot<wire::Template>(body->data());
    NativeView view(table);
    view.heading_ = heading_of(*table);
    if (auto valid = check_template(view.heading_, ErrorCode::kCorrupt); !valid) return pass(valid);
    if (view.size() > kMostMinutiae) return corrupt("a size is out of range");
    for (const wire::Minutia* minutia : *table->minutiae()) {
        if (auto valid = check_minutia(from_wire(*minutia), view.heading_, ErrorCode::kCorrupt); !valid)
            return pass(valid);
    }
    return view;
}

std::size_t NativeView::size() const { return table_at(body_).minutiae()->size(); }

Minutia NativeView::minutia(std::size_t index) const {
    return from_wire(*table_at(body_).minutiae()->Get(static_cast<flatbuffers::uoffset_t>(index)));
}

Result<Template> NativeView::copy() const {
    Template print = heading_;
    const auto& minutiae = *table_at(body_).minutiae();
    print.minutiae.reserve(minutiae.size());
    for (const wire::Minutia* minutia : minutiae) print.minutiae.push_back(from_wire(*minutia));
    if (const auto* outline = table_at(body_).foreground()) {
        auto foreground = decode_foreground({outline->data(), outline->size()}, print.width, print.height);
        if (!foreground) return corrupt("its foreground does not fit the picture");
        print.foreground = std::move(*foreground);
    }
    return print;
}

}  // namespace dactyl
