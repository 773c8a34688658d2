#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/accounts/card_policy.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

enum class CardKind : std::uint8_t {
    kDebit = 1,
    kCredit = 2,
    kSocialSecurity = 3,
    kShopping = 4,
    kTransit = 5,
    kMembership = 6,
    kCertificate = 7,  ///< an electronic certificate: certificate.hpp
    kOther = 9
};
/// As it is kept; an active card whose month has passed is expired without being told. Values are part of the format.
enum class CardStatus : std::uint8_t { kActive = 1, kFrozen = 2, kLost = 3, kExpired = 4 };

std::string_view to_string(CardKind kind);      ///< "debit", "credit", "social-security", "shopping", "transit", ...
std::string_view to_string(CardStatus status);  ///< "active", "frozen", "lost", "expired"
std::optional<CardKind> parse_card_kind(std::string_view text);

/// Whether the last of the digits is the Luhn check digit of the others (ISO/IEC 7812-1, annex B). False for fewer than
/// two characters or anything but digits. Finds every wrong digit and every transposition of neighbours but 09 <-> 90.
bool luhn_holds(std::string_view digits);

/// Checks a card's number for its kind. Debit and credit: 12 to 19 digits with a Luhn check digit (ISO/IEC 7812);
/// social security: 18 characters as a resident number (GB 11643), or 8 to 20 letters or digits of an older card;
/// transit: 8 to 20 digits; certificates none, because theirs stands in them; the others: 4 to 32 letters or digits. Spaces and hyphens between are dropped. Returns the
/// bare number. Errors: kBadNumber, kBadCheckDigit. No message repeats the number.
Result<std::string> check_card_number(CardKind kind, std::string_view text);

/// What is known of a card besides its number and alias.
struct CardDetails {
    std::string issuer = {};                              ///< up to 64 bytes
    std::optional<std::chrono::year_month> expires = {};  ///< the last month in which it is good
    bool is_default = false;                              ///< of its kind: the one meant when only the kind is named
    CardPolicy policy = {};

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    friend bool operator==(const CardDetails&, const CardDetails&) = default;
};

/// A card as it may be shown: its full number stays sealed.
struct Card {
    CardId id;
    HolderId holder;
    CardKind kind = CardKind::kOther;
    CardStatus status = CardStatus::kActive;
    std::string alias;      ///< the holder's own word for it, unique for the holder
    std::string last_four;  ///< of the number
    CardDetails details = {};
    bool has_pin = false;

    /// The status at a moment.
    CardStatus status_at(std::chrono::sys_seconds now) const;
};

}  // namespace dactyl
