#include "templates/codec/card.hpp"

#include <fmt/core.h>

#include "engine/core/big_endian.hpp"
#include "templates/codec/ber_tlv.hpp"
#include "templates/codec/units.hpp"
#include "templates/codec/validity.hpp"

namespace dactyl {
namespace {

using namespace codec_units;
using namespace big_endian;

constexpr std::uint16_t kDataTemplate = 0x7F2E;
constexpr std::uint16_t kStandardData = 0x81;
constexpr int kMostMinutiaeOnCard = 255;

/// What the two forms differ in.
struct Layout {
    std::size_t bytes;
    double units_in_millimetre;
    int largest;  // coordinate
    int angles;
};

Layout layout_of(CardForm form) {
    if (form == CardForm::kNormal) return {5, 100, 0x3FFF, kIsoAngles};
    return {3, 10, 0xFF, kCompactAngles};
}

struct Point {
    double x = 0;
    double y = 0;
};

Point centre_of(std::span<const Minutia> minutiae) {
    Point sum;
    for (const Minutia& minutia : minutiae) {
        sum.x += minutia.x;
        sum.y += minutia.y;
    }
    const double count = std::max<double>(1, static_cast<double>(minutiae.size()));
    return {sum.x / count, sum.y / count};
}

double squared_distance(const Minutia& minutia, Point from) {
    const double dx = minutia.x - from.x;
    const double dy = minutia.y - from.y;
    return dx * dx + dy * dy;
}

/// The standard's order of removal, the ones to keep first.
std::vector<Minutia> by_worth(std::vector<Minutia> minutiae, Point centre) {
    std::stable_sort(minutiae.begin(), minutiae.end(), [&](const Minutia& a, const Minutia& b) {
        if (a.quality != b.quality) return a.quality > b.quality;
        const double far_a = squared_distance(a, centre);
        const double far_b = squared_distance(b, centre);
        if (far_a != far_b) return far_a < far_b;
        const bool ending_a = a.kind == MinutiaKind::kEnding;
        const bool ending_b = b.kind == MinutiaKind::kEnding;
        if (ending_a != ending_b) return ending_b;
        return a.direction.steps() < b.direction.steps();
    });
    return minutiae;
}

/// The corner from which coordinates are measured.
struct Extent {
    float left = 0, top = 0, right = 0, bottom = 0;
};

Extent extent_of(std::span<const Minutia> minutiae) {
    Extent extent;
    if (minutiae.empty()) return extent;
    extent = {minutiae[0].x, minutiae[0].y, minutiae[0].x, minutiae[0].y};
    for (const Minutia& minutia : minutiae) {
        extent.left = std::min(extent.left, minutia.x);
        extent.top = std::min(extent.top, minutia.y);
        extent.right = std::max(extent.right, minutia.x);
        extent.bottom = std::max(extent.bottom, minutia.y);
    }
    return extent;
}

/// Drops and shifts until every coordinate fits the form.
void fit(std::vector<Minutia>& minutiae, Point centre, const Layout& layout) {
    const double room = (layout.largest + 0.5) / layout.units_in_millimetre * kPixelsInMillimetre;
    Extent extent = extent_of(minutiae);
    if (extent.right < room && extent.bottom < room) return;
    while (extent.right - extent.left >= room || extent.bottom - extent.top >= room) {
        minutiae.erase(std::max_element(minutiae.begin(), minutiae.end(), [&](const Minutia& a, const Minutia& b) {
            return squared_distance(a, centre) < squared_distance(b, centre);
        }));
        extent = extent_of(minutiae);
    }
    for (Minutia& minutia : minutiae) {
        minutia.x -= extent.left;
        minutia.y -= extent.top;
    }
}

void put_in_order(std::vector<Minutia>& minutiae, const CardOptions& options) {
    const Point centre = centre_of(minutiae);
    const auto key = [&](const Minutia& minutia) -> std::pair<double, double> {
        switch (options.order) {
            case CardOrder::kXThenY:
                return {minutia.x, minutia.y};
            case CardOrder::kYThenX:
                return {minutia.y, minutia.x};
            case CardOrder::kAngle:
                return {minutia.direction.steps(), 0};
            case CardOrder::kPolar:
                return {squared_distance(minutia, centre), 0};
            case CardOrder::kQuality:
                break;
        }
        return {0, 0};
    };
    std::stable_sort(minutiae.begin(), minutiae.end(), [&](const Minutia& a, const Minutia& b) {
        return options.falling ? key(b) < key(a) : key(a) < key(b);
    });
}

std::uint16_t to_units(float pixels, const Layout& layout) {
    return static_cast<std::uint16_t>(rounded(pixels / kPixelsInMillimetre * layout.units_in_millimetre));
}

float to_pixels(int units, const Layout& layout) {
    return to_minutia_grid(units / layout.units_in_millimetre * kPixelsInMillimetre);
}

void write_minutia(Writer& out, const Minutia& minutia, CardForm form, const Layout& layout) {
    const std::uint16_t x = to_units(minutia.x, layout);
    const std::uint16_t y = to_units(minutia.y, layout);
    const std::uint32_t kind = static_cast<std::uint32_t>(minutia.kind);
    const std::uint32_t angle = angle_of(minutia.direction, layout.angles);
    if (form == CardForm::kNormal) {
        out.u16(kind << 14 | x);
        out.u16(y);
        out.u8(angle);
    } else {
        out.u8(x);
        out.u8(y);
        out.u8(kind << 6 | angle);
    }
}

Minutia read_minutia(Reader& in, CardForm form, const Layout& layout) {
    std::uint32_t kind = 0;
    int x = 0;
    int y = 0;
    int angle = 0;
    if (form == CardForm::kNormal) {
        const std::uint16_t kind_and_x = in.u16();
        kind = kind_and_x >> 14;
        x = kind_and_x & 0x3FFF;
        y = in.u16() & 0x3FFF;
        angle = in.u8();
    } else {
        x = in.u8();
        y = in.u8();
        const std::uint8_t kind_and_angle = in.u8();
        kind = kind_and_angle >> 6;
        angle = kind_and_angle & 0x3F;
    }
    const auto known = kind <= 2 ? static_cast<MinutiaKind>(kind) : MinutiaKind::kUnknown;
    return {to_pixels(x, layout), to_pixels(y, layout), direction_of(angle, layout.angles), known, kUnreportedQuality};
}

std::vector<std::byte> wrapped(Bytes data, std::uint16_t tag) {
    Writer out;
    ber_tlv::append(out, tag, data);
    return out.take();
}

/// The content of the first object of that tag in a row of objects; nothing when the row does not hold together.
std::optional<Bytes> object_in(Bytes bytes, std::uint16_t tag) {
    std::optional<Bytes> found;
    for (Reader in(bytes); in.left() > 0;) {
        const auto object = ber_tlv::take(in);
        if (!object) return std::nullopt;
        if (object->tag == tag && !found) found = object->value;
    }
    return found;
}

/// The content of an object of that tag that is all there is.
std::optional<Bytes> unwrapped(Bytes bytes, std::uint16_t tag) {
    Reader in(bytes);
    const auto object = ber_tlv::take(in);
    if (!object || object->tag != tag || in.left() > 0) return std::nullopt;
    return object->value;
}

tl::unexpected<Error> corrupt(std::size_t offset, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged card minutiae: {} at byte {}", what, offset));
}

/// The minutiae inside a biometric data object, or the bytes themselves.
Result<Bytes> content_of(Bytes bytes, const Layout& layout) {
    Reader start(bytes);
    if (start.u16() != kDataTemplate || start.overrun()) return bytes;
    if (const auto object = unwrapped(bytes, kDataTemplate)) {
        if (const auto data = object_in(*object, kStandardData)) return *data;
    }
    // 7F2E may also be the beginning of a bare first minutia.
    if (bytes.size() % layout.bytes == 0) return bytes;
    return corrupt(2, "its object does not hold together");
}

}  // namespace

Result<void> CardOptions::check() const {
    if (most_minutiae < 1 || most_minutiae > kMostMinutiaeOnCard) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a card takes 1 to {} minutiae", kMostMinutiaeOnCard));
    }
    return {};
}

Result<std::vector<std::byte>> encode_card(const Template& print, const CardOptions& options) {
    if (auto valid = options.check(); !valid) return pass(valid);
    if (auto valid = check_template(print, ErrorCode::kInvalidArgument); !valid) return pass(valid);
    const Layout layout = layout_of(options.form);
    const Point centre = centre_of(print.minutiae);
    std::vector<Minutia> minutiae = by_worth(print.minutiae, centre);
    minutiae.resize(std::min(minutiae.size(), static_cast<std::size_t>(options.most_minutiae)));
    fit(minutiae, centre, layout);
    if (options.order != CardOrder::kQuality) put_in_order(minutiae, options);

    Writer out;
    out.reserve(minutiae.size() * layout.bytes);
    for (const Minutia& minutia : minutiae) write_minutia(out, minutia, options.form, layout);
    std::vector<std::byte> bytes = out.take();
    if (!options.tlv) return bytes;
    return wrapped(wrapped(bytes, kStandardData), kDataTemplate);
}

Result<Template> decode_card(std::span<const std::byte> bytes, CardForm form) {
    const Layout layout = layout_of(form);
    const auto content = content_of(bytes, layout);
    if (!content) return pass(content);
    if (content->size() % layout.bytes != 0) return corrupt(bytes.size(), "it ends within a minutia");
    if (content->size() / layout.bytes > kMostMinutiaeOnCard)
        return corrupt(bytes.size(), "there are too many minutiae");

    Template print;
    print.quality = kUnreportedQuality;
    print.impression = Impression::kUnknown;
    Reader in(*content);
    print.minutiae.reserve(content->size() / layout.bytes);
    while (in.left() > 0) print.minutiae.push_back(read_minutia(in, form, layout));
    const Extent extent = extent_of(print.minutiae);
    print.width = static_cast<int>(extent.right) + 1;
    print.height = static_cast<int>(extent.bottom) + 1;
    return print;
}

}  // namespace dactyl
