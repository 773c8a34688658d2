#include "engine/accounts/disclosure.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/person_name.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kLongestHidden = 400;
constexpr std::size_t kLongestRole = 64;
constexpr std::size_t kLongestPurpose = 128;
constexpr std::size_t kMostPurposes = 32;

constexpr std::array<std::pair<PersonalField, std::string_view>, 8> kNames = {{
    {PersonalField::kName, "name"},
    {PersonalField::kNumber, "number"},
    {PersonalField::kAddress, "address"},
    {PersonalField::kPhone, "phone"},
    {PersonalField::kEmail, "email"},
    {PersonalField::kNationality, "nationality"},
    {PersonalField::kCardNumbers, "card-numbers"},
    {PersonalField::kRecords, "records"},
}};

}  // namespace

std::string_view to_string(PersonalField field) {
    const auto known = std::ranges::find(kNames, field, &std::pair<PersonalField, std::string_view>::first);
    return known == kNames.end() ? "unknown" : known->second;
}

std::optional<PersonalField> parse_personal_field(std::string_view text) {
    const auto known = std::ranges::find(kNames, text, &std::pair<PersonalField, std::string_view>::second);
    if (known == kNames.end()) return std::nullopt;
    return known->first;
}

bool is_hidden_text(PersonalField field) {
    return field >= PersonalField::kAddress && field <= PersonalField::kNationality;
}

Result<void> check_hidden(const HiddenFields& fields) {
    for (const auto& [field, text] : fields) {
        if (!is_hidden_text(field)) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is not a hidden text", to_string(field)));
        }
        if (auto checked = check_text(text, fmt::format("the {}", to_string(field)), kLongestHidden); !checked) {
            return checked;
        }
    }
    return {};
}

Result<void> Role::check() const {
    if (auto checked = check_text(name, "the role", kLongestRole); !checked) return checked;
    if (purposes.empty() || purposes.size() > kMostPurposes || fields.empty()) {
        return fail(ErrorCode::kInvalidArgument, "a role has 1 to 32 purposes and at least one field");
    }
    for (const std::string& purpose : purposes) {
        if (auto checked = check_text(purpose, "the purpose", kLongestPurpose); !checked) return checked;
    }
    if (std::ranges::any_of(fields, [](PersonalField field) { return to_string(field) == "unknown"; })) {
        return fail(ErrorCode::kInvalidArgument, "a field of the role is unknown");
    }
    return {};
}

bool Role::may_name(std::string_view purpose) const { return std::ranges::find(purposes, purpose) != purposes.end(); }

bool Role::may_open(PersonalField field) const { return std::ranges::find(fields, field) != fields.end(); }

}  // namespace dactyl
