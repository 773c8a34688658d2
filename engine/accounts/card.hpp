#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

enum class CardKind : std::uint8_t { kDebit = 1, kCredit = 2, kSocialSecurity = 3, kShopping = 4, kOther = 9 };
enum class CardStatus : std::uint8_t { kActive = 1, kFrozen = 2 };

std::string_view to_string(CardKind kind);      ///< "debit", "credit", "social-security", "shopping", "other"
std::string_view to_string(CardStatus status);  ///< "active", "frozen"
std::optional<CardKind> parse_card_kind(std::string_view text);

/// Whether the last of the digits is the Luhn check digit of the others (ISO/IEC 7812-1, annex B). False for fewer than
/// two characters or anything but digits. Finds every wrong digit and every transposition of neighbours but 09 <-> 90.
bool luhn_holds(std::string_view digits);

/// Checks a card's number for its kind. Debit and credit: 12 to 19 digits with a Luhn check digit (ISO/IEC 7812); the
/// others: 4 to 32 letters or digits. Spaces and hyphens between are dropped. Returns the bare number. Errors:
/// kBadNumber, kBadCheckDigit. No message repeats the number.
Result<std::string> check_card_number(CardKind kind, std::string_view text);

/// A card as it may be shown: its full number stays sealed.
struct Card {
    CardId id;
    HolderId holder;
    CardKind kind = CardKind::kOther;
    CardStatus status = CardStatus::kActive;
    std::string alias;      ///< the holder's own word for it, unique for the holder
    std::string last_four;  ///< of the number
};

}  // namespace dactyl
