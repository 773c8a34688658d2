#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"

/// What of a person is hidden, and who may open it for what.
namespace dactyl {

/// What is opened by a disclosure only. Values are part of the format.
enum class PersonalField : std::uint8_t {
    kName = 1,
    kNumber = 2,
    kAddress = 3,
    kPhone = 4,
    kEmail = 5,
    kNationality = 6,
    kCardNumbers = 7,
    kRecords = 8,  ///< voluntary records: blood group and the like
};

inline constexpr std::array kPersonalFields = {
    PersonalField::kName,  PersonalField::kNumber,      PersonalField::kAddress,     PersonalField::kPhone,
    PersonalField::kEmail, PersonalField::kNationality, PersonalField::kCardNumbers, PersonalField::kRecords};

std::string_view to_string(PersonalField field);  ///< "name", "number", "address", ...
std::optional<PersonalField> parse_personal_field(std::string_view text);

/// Whether the field is one that lies sealed under the second key and is given as a text: address, phone, email,
/// nationality.
bool is_hidden_text(PersonalField field);

/// The hidden texts of one person.
using HiddenFields = std::map<PersonalField, std::string>;
/// Texts of 1 to 400 bytes under fields that is_hidden_text(). Errors: kInvalidArgument.
Result<void> check_hidden(const HiddenFields& fields);

/// Who may open what for what. A role proves itself by a one-time code besides whatever let its bearer in.
struct Role {
    std::string name;                   ///< 1 to 64 bytes
    std::vector<std::string> purposes;  ///< that it may name, at least one, 1 to 128 bytes each
    std::vector<PersonalField> fields;  ///< that it may open, at least one

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    bool may_name(std::string_view purpose) const;
    bool may_open(PersonalField field) const;
};

/// A role as it is kept: with the secret of its codes, and what came of them.
struct StoredRole {
    Role role;
    SecretBytes secret;
    std::int64_t last_step = -1;  ///< of the code that was used last: none is taken twice
    int failures = 0;             ///< wrong codes in a row
    std::chrono::sys_seconds locked_until{};
};

}  // namespace dactyl
