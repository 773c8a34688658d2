#include "engine/certificates/disclosures.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/accounts/crypto.hpp"
#include "engine/certificates/base64url.hpp"
#include "engine/certificates/json_text.hpp"

namespace dactyl {
namespace {

using nlohmann::json;

constexpr std::size_t kLongest = 65'536;
constexpr std::size_t kMostDisclosures = 64;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kSaltBytes = 16;  // RFC 9901, 9.3
constexpr std::array<std::string_view, 9> kReserved = {"iss", "vct",     "iat", "nbf", "exp",
                                                       "cnf", "_sd_alg", "_sd", "..."};

tl::unexpected<Error> corrupt() { return fail(ErrorCode::kCorrupt, "a certificate's disclosures do not fit it"); }

// Hashes within a value would hide fields in fields.
bool hides_nothing(const json& value) {
    if (value.is_object() && (value.contains("_sd") || value.contains("..."))) return false;
    return !value.is_structured() || std::ranges::all_of(value, hides_nothing);
}

}  // namespace

Result<SdJwtParts> split_sd_jwt(std::string_view text) {
    const auto first = text.find('~');
    if (text.size() > kLongest || first == std::string_view::npos) {
        return fail(ErrorCode::kCorrupt, "this is no certificate");
    }
    SdJwtParts parts;
    parts.token = text.substr(0, first);
    const auto last = text.rfind('~');
    parts.before_key_binding = text.substr(0, last + 1);
    parts.key_binding = text.substr(last + 1);
    for (auto at = first; at < last;) {
        const auto next = text.find('~', at + 1);
        if (parts.disclosed.size() == kMostDisclosures) return corrupt();
        parts.disclosed.push_back(text.substr(at + 1, next - at - 1));
        at = next;
    }
    return parts;
}

Result<std::string> make_disclosure(std::string_view name, const json& value) {
    std::array<std::byte, kSaltBytes> salt{};
    if (auto filled = crypto::fill_random(salt); !filled) return pass(filled);
    return to_base64url(bytes_of(json::array({to_base64url(salt), name, value}).dump()));
}

Result<Disclosed> read_disclosure(std::string_view disclosure) {
    const auto bytes = from_base64url(disclosure);
    if (!bytes) return pass(bytes);
    auto parsed = parse_json(text_of(*bytes));
    if (!parsed) return pass(parsed);
    const bool three =
        parsed->is_array() && parsed->size() == 3 && (*parsed)[0].is_string() && (*parsed)[1].is_string();
    if (!three || !hides_nothing((*parsed)[2])) return corrupt();
    Disclosed field{(*parsed)[1].get<std::string>(), std::move((*parsed)[2])};
    const bool named = !field.name.empty() && field.name.size() <= kLongestName;
    if (!named || std::ranges::find(kReserved, field.name) != kReserved.end()) return corrupt();
    return field;
}

Result<std::string> hash_text(std::string_view text) {
    const auto digest = crypto::sha256(bytes_of(text));
    if (!digest) return pass(digest);
    return to_base64url(*digest);
}

Result<std::map<std::string, json>> matched_disclosures(const json& hashes,
                                                        const std::vector<std::string_view>& disclosed) {
    std::set<std::string> open;
    for (const json& hash : hashes) {
        if (!hash.is_string() || !open.insert(hash.get<std::string>()).second) return corrupt();
    }
    std::map<std::string, json> fields;
    for (const std::string_view disclosure : disclosed) {
        const auto hash = hash_text(disclosure);
        if (!hash) return pass(hash);
        if (open.erase(*hash) == 0) return corrupt();  // of another certificate, or shown twice
        auto field = read_disclosure(disclosure);
        if (!field) return pass(field);
        if (!fields.emplace(std::move(field->name), std::move(field->value)).second) return corrupt();
    }
    return fields;
}

}  // namespace dactyl
