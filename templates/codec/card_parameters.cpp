#include "templates/codec/card_parameters.hpp"

#include <array>

#include <fmt/core.h>

#include "templates/codec/ber_tlv.hpp"

namespace dactyl {
namespace {

using namespace big_endian;

constexpr std::uint16_t kInformationTemplate = 0x7F60;
constexpr std::uint16_t kHeaderTemplate = 0xA1;
constexpr std::uint16_t kAlgorithmParameters = 0xB1;
constexpr std::uint16_t kBiometricType = 0x81;
constexpr std::uint16_t kFormatOwner = 0x87;
constexpr std::uint16_t kFormatType = 0x88;
constexpr std::uint16_t kMinutiaeNumbers = 0x81;  // within the parameters
constexpr std::uint16_t kMinutiaeOrder = 0x82;
constexpr std::uint16_t kFeatures = 0x83;

constexpr std::uint32_t kFingerprint = 0x08;
constexpr std::uint32_t kIsoSubcommittee37 = 0x0101;
constexpr std::uint32_t kCardNormalFormat = 0x0005;  // registered for the card formats of ISO/IEC 19794-2:2005
constexpr std::uint32_t kCardCompactFormat = 0x0006;

// The order's byte: two bits rising (1) or falling (2), three bits by what.
constexpr std::uint8_t kRising = 1;
constexpr std::uint8_t kFalling = 2;
constexpr std::uint8_t kDirectionBits = 3;
constexpr int kOrderShift = 2;
constexpr std::uint8_t kOrderBits = 7;
constexpr int kMost = 255;

tl::unexpected<Error> corrupt(std::size_t offset, const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged card parameters: {} at byte {}", what, offset));
}

std::uint8_t order_code(const CardParameters& parameters) {
    if (parameters.order == CardOrder::kQuality) return 0;
    return static_cast<std::uint8_t>(static_cast<int>(parameters.order) << kOrderShift |
                                     (parameters.falling ? kFalling : kRising));
}

/// One object among the parameters; false when its value has no meaning.
bool read_parameter(const ber_tlv::Object& object, CardParameters& parameters) {
    Reader in(object.value);
    switch (object.tag) {
        case kMinutiaeNumbers:
            if (object.value.size() != 2) return false;
            parameters.fewest_minutiae = in.u8();
            parameters.most_minutiae = in.u8();
            return parameters.check().has_value();
        case kMinutiaeOrder: {
            if (object.value.size() != 1) return false;
            const std::uint8_t code = in.u8();
            const int order = code >> kOrderShift & kOrderBits;
            if (order > static_cast<int>(CardOrder::kPolar)) return false;
            parameters.order = static_cast<CardOrder>(order);
            parameters.falling = order != 0 && (code & kDirectionBits) == kFalling;
            return true;
        }
        case kFeatures:
            if (object.value.size() != 1) return false;
            parameters.features = in.u8();
            return true;
        default:
            return true;
    }
}

Result<CardParameters> read_parameters(const ber_tlv::Object& object) {
    CardParameters parameters;
    Reader in(object.value, object.offset);
    while (in.left() > 0) {
        const std::size_t offset = in.offset();
        const auto parameter = ber_tlv::take(in);
        if (!parameter) return corrupt(offset, "an object does not hold together");
        if (!read_parameter(*parameter, parameters)) return corrupt(parameter->offset, "a value has no meaning");
    }
    return parameters;
}

/// Looks for the parameters in a template and in the templates inside it.
Result<CardParameters> find_parameters(const ber_tlv::Object& parent) {
    Reader in(parent.value, parent.offset);
    while (in.left() > 0) {
        const std::size_t offset = in.offset();
        const auto object = ber_tlv::take(in);
        if (!object) return corrupt(offset, "an object does not hold together");
        if (object->tag == kAlgorithmParameters) return read_parameters(*object);
        if (object->tag == kHeaderTemplate) return find_parameters(*object);
    }
    return CardParameters{};
}

std::vector<std::byte> number(std::uint32_t value, int bytes) {
    Writer out;
    if (bytes == 1) out.u8(value);
    if (bytes == 2) out.u16(value);
    return out.take();
}

}  // namespace

Result<void> CardParameters::check() const {
    if (fewest_minutiae < 0 || most_minutiae < 1 || most_minutiae > kMost || fewest_minutiae > most_minutiae) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("a card compares up to {} minutiae", kMost));
    }
    return {};
}

Result<CardOptions> options_for(const CardParameters& parameters, const Template& print, CardForm form) {
    if (print.minutiae.size() < static_cast<std::size_t>(parameters.fewest_minutiae)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("the card compares no fewer than {} minutiae", parameters.fewest_minutiae));
    }
    CardOptions options;
    options.form = form;
    options.most_minutiae = parameters.most_minutiae;
    options.order = parameters.order;
    options.falling = parameters.falling;
    return options;
}

Result<std::vector<std::byte>> encode_card_parameters(const CardParameters& parameters, CardForm form) {
    if (auto valid = parameters.check(); !valid) return pass(valid);
    Writer inside;
    ber_tlv::append(inside, kMinutiaeNumbers,
                    number(static_cast<std::uint32_t>(parameters.fewest_minutiae << 8 | parameters.most_minutiae), 2));
    ber_tlv::append(inside, kMinutiaeOrder, number(order_code(parameters), 1));
    if (parameters.features != 0) ber_tlv::append(inside, kFeatures, number(parameters.features, 1));
    Writer header;
    ber_tlv::append(header, kBiometricType, number(kFingerprint, 1));
    ber_tlv::append(header, kFormatOwner, number(kIsoSubcommittee37, 2));
    ber_tlv::append(header, kFormatType, number(form == CardForm::kNormal ? kCardNormalFormat : kCardCompactFormat, 2));
    ber_tlv::append(header, kAlgorithmParameters, inside.take());
    Writer body;
    ber_tlv::append(body, kHeaderTemplate, header.take());
    Writer out;
    ber_tlv::append(out, kInformationTemplate, body.take());
    return out.take();
}

Result<CardParameters> decode_card_parameters(std::span<const std::byte> bytes) {
    Reader in(bytes);
    const auto object = ber_tlv::take(in);
    const bool known = object && (object->tag == kInformationTemplate || object->tag == kAlgorithmParameters);
    if (!known) {
        return fail(ErrorCode::kUnsupportedFormat, "no card parameters: neither 7F60 nor B1 holds the bytes");
    }
    if (in.left() > 0) return corrupt(in.offset(), "there are bytes left over");
    return object->tag == kAlgorithmParameters ? read_parameters(*object) : find_parameters(*object);
}

}  // namespace dactyl
