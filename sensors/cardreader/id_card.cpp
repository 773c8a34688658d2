#include "sensors/cardreader/id_card.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/core/image.hpp"
#include "sensors/cardreader/apdu.hpp"
#include "sensors/cardreader/ber_tlv.hpp"
#include "sensors/cardreader/text.hpp"
#include "templates/codec/card.hpp"
#include "templates/codec/formats.hpp"

namespace dactyl {
namespace {

enum Instruction : std::uint8_t { kSelect = 0xA4, kReadBinary = 0xB0, kGetData = 0xCA };

// The two objects: the file that holds each, and its tag.
struct Place {
    std::uint16_t file;
    std::uint32_t tag;
    const char* name;
};
constexpr Place kHolder{0x0101, 0x65, "holder's data"};
constexpr Place kPrints{0x0102, 0x7F61, "prints"};

constexpr std::size_t kLargestObject = 32'767;  // what READ BINARY can address
constexpr std::size_t kPiece = 1024;            // bytes asked for at once

// Of ISO/IEC 7816-11 and 19785-3: the biometric information template.
constexpr std::uint32_t kInformation = 0x7F60;
constexpr std::uint32_t kBiometricHeader = 0xA1;
constexpr std::uint32_t kSubtype = 0x82;
constexpr std::uint32_t kFormatOwner = 0x87;
constexpr std::uint32_t kFormatType = 0x88;
constexpr std::uint32_t kCardData = 0x7F2E;
constexpr std::uint32_t kRecord = 0x5F2E;
constexpr std::uint32_t kStandardData = 0x81;
constexpr unsigned kStandardsCommittee = 0x0101;  // ISO/IEC JTC 1/SC 37
constexpr std::size_t kMostPrints = 16;

tl::unexpected<Error> refused(const apdu::Answer& answer, const char* what) {
    switch (answer.status) {
        case 0x6A82:
        case 0x6A88:
            return fail(ErrorCode::kNotFound, fmt::format("the card holds no {}", what));
        case 0x6982:
        case 0x6985:
            return fail(ErrorCode::kNotAllowed, fmt::format("the card does not let its {} be read", what));
        default:
            return fail(ErrorCode::kDeviceFailed,
                        fmt::format("the card answers {:04X} when its {} is asked for", answer.status, what));
    }
}

tl::unexpected<Error> torn(const Place& place) {
    return fail(ErrorCode::kCorrupt, fmt::format("the card's {} are cut off", place.name));
}

/// How many bytes an object has, by its first ones. Nothing while they do not tell.
Result<std::optional<std::size_t>> size_of(ber::Bytes bytes, const Place& place) {
    const auto header = ber::parse_header(bytes);
    if (!header) return pass(header);
    if (!*header) return std::optional<std::size_t>();
    const std::size_t size = (*header)->bytes + (*header)->length;
    if ((*header)->tag != place.tag || size > kLargestObject) {
        return fail(ErrorCode::kCorrupt, fmt::format("the card's {} have a wrong tag or length", place.name));
    }
    return std::optional(size);
}

/// The selected file, as far as its object reaches.
Result<std::vector<std::uint8_t>> read_file_object(CardChannel& card, const Place& place) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t size = 0; size == 0 || bytes.size() < size;) {
        const std::size_t wanted = size == 0 ? apdu::kShortAnswer : std::min(kPiece, size - bytes.size());
        const auto answer = apdu::exchange(card, {0,
                                                  kReadBinary,
                                                  static_cast<std::uint8_t>(bytes.size() >> 8),
                                                  static_cast<std::uint8_t>(bytes.size()),
                                                  {},
                                                  wanted});
        if (!answer) return pass(answer);
        const bool end = answer->status == 0x6282;  // the file ends before the asked-for length
        if (!answer->done() && !end) return refused(*answer, place.name);
        if (answer->data.empty() || answer->data.size() > kLargestObject) return torn(place);
        bytes.insert(bytes.end(), answer->data.begin(), answer->data.end());
        const auto told = size_of(bytes, place);
        if (!told) return pass(told);
        if (*told) size = **told;
        if (end && (size == 0 || bytes.size() < size)) return torn(place);
        if (size == 0 && bytes.size() > apdu::kShortAnswer) return torn(place);
        if (size != 0 && bytes.size() > size) bytes.resize(size);
    }
    return bytes;
}

Result<std::vector<std::uint8_t>> get_data(CardChannel& card, const Place& place) {
    const auto answer = apdu::exchange(card, {0,
                                              kGetData,
                                              static_cast<std::uint8_t>(place.tag >> 8),
                                              static_cast<std::uint8_t>(place.tag),
                                              {},
                                              apdu::kShortAnswer});
    if (!answer) return pass(answer);
    if (!answer->done()) return refused(*answer, place.name);
    const auto size = size_of(answer->data, place);
    if (!size) return pass(size);
    if (!*size || **size > answer->data.size()) return torn(place);
    return std::vector(answer->data.begin(), answer->data.begin() + static_cast<std::ptrdiff_t>(**size));
}

/// The object of a place with its tag.
Result<std::vector<std::uint8_t>> fetch(CardChannel& card, const Place& place) {
    const auto selected =
        apdu::exchange(card, {0,
                              kSelect,
                              0x02,
                              0x0C,
                              {static_cast<std::uint8_t>(place.file >> 8), static_cast<std::uint8_t>(place.file)},
                              0});
    if (!selected) return pass(selected);
    return selected->done() ? read_file_object(card, place) : get_data(card, place);
}

/// The value of the one object that the bytes are.
Result<std::vector<ber::Object>> inside(std::span<const std::uint8_t> bytes, const Place& place) {
    const auto outer = ber::parse(bytes);
    if (!outer) return pass(outer);
    const auto value = ber::find(*outer, place.tag);
    if (!value) return fail(ErrorCode::kCorrupt, fmt::format("the card's {} have a wrong tag", place.name));
    return ber::parse(*value);
}

Result<void> is_date(const std::string& text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || (text.size() == 8 && digits)) return {};
    return fail(ErrorCode::kCorrupt, "a date on the card is no YYYYMMDD");
}

unsigned number_of(std::optional<ber::Bytes> value) {
    unsigned number = 0;
    if (value && value->size() <= 2) {
        for (const std::uint8_t byte : *value) number = number << 8 | byte;
    }
    return number;
}

/// The finger of a biometric subtype: side in the two low bits, finger in the next three.
FingerPosition position_of(unsigned subtype) {
    const unsigned side = subtype & 3;
    const unsigned finger = subtype >> 2 & 7;
    if (side < 1 || side > 2 || finger < 1 || finger > 5) return FingerPosition::kUnknown;
    return static_cast<FingerPosition>((side == 1 ? 0 : 5) + finger);
}

/// By the format types of ISO/IEC 19794-2:2005.
Result<Template> decode_print(std::span<const ber::Object> information) {
    unsigned owner = kStandardsCommittee;
    unsigned type = 0;
    unsigned subtype = 0;
    if (const auto header = ber::find(information, kBiometricHeader)) {
        const auto fields = ber::parse(*header);
        if (!fields) return pass(fields);
        if (const auto stated = ber::find(*fields, kFormatOwner)) owner = number_of(stated);
        type = number_of(ber::find(*fields, kFormatType));
        subtype = number_of(ber::find(*fields, kSubtype));
    }
    if (owner != kStandardsCommittee)
        return fail(ErrorCode::kUnsupportedFormat, "a print on the card is of a private form");
    const auto record = ber::find(information, kRecord);
    const auto card = ber::find(information, kCardData);
    Result<Template> print = fail(ErrorCode::kUnsupportedFormat, "a print on the card is of an unknown form");
    if (record && type <= 2) {
        auto decoded = decode_templates(std::as_bytes(*record));
        if (!decoded) return pass(decoded);
        if (decoded->size() != 1) return fail(ErrorCode::kCorrupt, "a record on the card holds no single print");
        print = std::move(decoded->front());
    } else if (card && (type == 0 || (type >= 3 && type <= 6))) {
        const auto parts = ber::parse(*card);
        if (!parts) return pass(parts);
        const auto minutiae = ber::find(*parts, kStandardData);
        if (!minutiae) return fail(ErrorCode::kCorrupt, "a print on the card has no minutiae");
        print = decode_card(std::as_bytes(*minutiae), type == 3 || type == 4 ? CardForm::kNormal : CardForm::kCompact);
    }
    if (print && subtype != 0) print->position = position_of(subtype);
    return print;
}

}  // namespace

Result<CardHolder> decode_holder(std::span<const std::uint8_t> bytes) {
    const auto fields = inside(bytes, kHolder);
    if (!fields) return pass(fields);
    const unsigned encoding = number_of(ber::find(*fields, 0xC0));
    if (encoding > 1) return fail(ErrorCode::kUnsupportedFormat, "text on the card is of an unknown encoding");
    CardHolder holder;
    const std::pair<std::uint32_t, std::string*> places[] = {{0xC1, &holder.id_number},    {0x5F20, &holder.name},
                                                             {0x5F2B, &holder.birth},      {0x5F35, &holder.sex},
                                                             {0xC4, &holder.ethnic_group}, {0x5F42, &holder.address},
                                                             {0xC2, &holder.authority},    {0xC3, &holder.valid_until}};
    for (const auto& [tag, into] : places) {
        const auto value = ber::find(*fields, tag);
        if (!value) continue;
        auto text = to_utf8(*value, static_cast<CardText>(encoding));
        if (!text) return pass(text);
        *into = std::move(*text);
    }
    for (const std::string* date : {&holder.birth, &holder.valid_until}) {
        if (auto well = is_date(*date); !well) return pass(well);
    }
    return holder;
}

Result<std::vector<Template>> decode_prints(std::span<const std::uint8_t> bytes) {
    const auto group = inside(bytes, kPrints);
    if (!group) return pass(group);
    std::vector<Template> prints;
    for (const ber::Object& object : *group) {
        if (object.tag != kInformation) continue;
        if (prints.size() == kMostPrints) return fail(ErrorCode::kCorrupt, "the card holds too many prints");
        const auto information = ber::parse(object.value);
        if (!information) return pass(information);
        auto print = decode_print(*information);
        if (!print) return pass(print);
        prints.push_back(std::move(*print));
    }
    if (prints.empty()) return fail(ErrorCode::kNotFound, "the card holds no print");
    return prints;
}

Result<IdCard> read_id_card(CardChannel& card, const IdCardOptions& options) {
    if (options.application.size() < 5 || options.application.size() > 16) {
        return fail(ErrorCode::kInvalidArgument, "the name of a card's application has 5 to 16 bytes");
    }
    const auto selected = apdu::exchange(card, {0, kSelect, 0x04, 0x0C, options.application, 0});
    if (!selected) return pass(selected);
    if (!selected->done()) return refused(*selected, "such application");
    auto holder_bytes = fetch(card, kHolder);
    if (!holder_bytes) return pass(holder_bytes);
    auto holder = decode_holder(*holder_bytes);
    wipe_memory(holder_bytes->data(), holder_bytes->size());
    if (!holder) return pass(holder);
    auto print_bytes = fetch(card, kPrints);
    if (!print_bytes) return pass(print_bytes);
    auto prints = decode_prints(*print_bytes);
    wipe_memory(print_bytes->data(), print_bytes->size());
    if (!prints) return pass(prints);
    return IdCard{std::move(*holder), std::move(*prints)};
}

}  // namespace dactyl
