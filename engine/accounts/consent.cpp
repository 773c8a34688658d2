#include "engine/accounts/consent.hpp"

#include <algorithm>
#include <utility>

#include "engine/accounts/person_name.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kLongestText = 64;

constexpr std::array<std::pair<ConsentPurpose, std::string_view>, 5> kNames = {{
    {ConsentPurpose::kUnlock, "unlock"},
    {ConsentPurpose::kIdentification, "identification"},
    {ConsentPurpose::kDeduplication, "deduplication"},
    {ConsentPurpose::kResearch, "research"},
    {ConsentPurpose::kExtraRecords, "extra-records"},
}};

}  // namespace

std::string_view to_string(ConsentPurpose purpose) {
    const auto known = std::ranges::find(kNames, purpose, &std::pair<ConsentPurpose, std::string_view>::first);
    return known == kNames.end() ? "unknown" : known->second;
}

std::optional<ConsentPurpose> parse_consent_purpose(std::string_view text) {
    const auto known = std::ranges::find(kNames, text, &std::pair<ConsentPurpose, std::string_view>::second);
    if (known == kNames.end()) return std::nullopt;
    return known->first;
}

Result<void> Consent::check() const {
    if (to_string(purpose) == "unknown") return fail(ErrorCode::kInvalidArgument, "the purpose is unknown");
    if (auto checked = check_text(wording, "the wording's version", kLongestText); !checked) return checked;
    return check_text(channel, "the channel", kLongestText);
}

bool is_given(std::span<const Consent> statements, ConsentPurpose purpose) {
    bool given = false;
    for (const Consent& statement : statements) {
        if (statement.purpose == purpose) given = statement.given;
    }
    return given;
}

}  // namespace dactyl
