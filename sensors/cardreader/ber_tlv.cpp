#include "sensors/cardreader/ber_tlv.hpp"

#include <fmt/core.h>

namespace dactyl::ber {
namespace {

constexpr std::size_t kLongestTag = 3;
constexpr std::size_t kLongestLength = 3;  // bytes behind the first

tl::unexpected<Error> wrong(const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("a data object has {}", what));
}

}  // namespace

Result<std::optional<Header>> parse_header(Bytes bytes) {
    using Nothing = std::optional<Header>;
    if (bytes.empty()) return Nothing();
    Header header;
    header.tag = bytes[0];
    std::size_t at = 1;
    if ((bytes[0] & 0x1F) == 0x1F) {
        for (bool more = true; more; ++at) {
            if (at == kLongestTag) return wrong("a tag that is too long");
            if (at == bytes.size()) return Nothing();
            header.tag = header.tag << 8 | bytes[at];
            more = (bytes[at] & 0x80) != 0;
        }
    }
    if (at == bytes.size()) return Nothing();
    const std::uint8_t first = bytes[at++];
    header.length = first;
    if (first >= 0x80) {
        const std::size_t count = first & 0x7F;
        if (count == 0) return wrong("no definite length");
        if (count > kLongestLength) return wrong("a length that is too long");
        if (bytes.size() - at < count) return Nothing();
        header.length = 0;
        for (std::size_t i = 0; i < count; ++i) header.length = header.length << 8 | bytes[at++];
    }
    header.bytes = at;
    return Nothing(header);
}

Result<std::vector<Object>> parse(Bytes bytes) {
    std::vector<Object> objects;
    for (std::size_t at = 0; at < bytes.size();) {
        if (bytes[at] == 0) {
            ++at;
            continue;
        }
        const auto header = parse_header(bytes.subspan(at));
        if (!header) return fail(header.error().code, fmt::format("{}, at byte {}", header.error().message, at));
        if (!*header || bytes.size() - at - (*header)->bytes < (*header)->length) {
            return fail(ErrorCode::kCorrupt, fmt::format("the data object at byte {} is cut off", at));
        }
        objects.push_back({(*header)->tag, bytes.subspan(at + (*header)->bytes, (*header)->length)});
        at += (*header)->bytes + (*header)->length;
    }
    return objects;
}

std::optional<Bytes> find(std::span<const Object> objects, std::uint32_t tag) {
    for (const Object& object : objects) {
        if (object.tag == tag) return object.value;
    }
    return std::nullopt;
}

}  // namespace dactyl::ber
