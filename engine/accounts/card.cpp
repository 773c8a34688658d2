#include "engine/accounts/card.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/accounts/resident_id.hpp"
#include "engine/accounts/secret.hpp"

namespace dactyl {
namespace {

constexpr std::array<std::pair<CardKind, std::string_view>, 8> kKinds = {{
    {CardKind::kDebit, "debit"},
    {CardKind::kCredit, "credit"},
    {CardKind::kSocialSecurity, "social-security"},
    {CardKind::kShopping, "shopping"},
    {CardKind::kTransit, "transit"},
    {CardKind::kMembership, "membership"},
    {CardKind::kCertificate, "certificate"},
    {CardKind::kOther, "other"},
}};

// ISO/IEC 7812-1: primary account numbers of payment cards in use have 12 to 19 digits.
constexpr std::size_t kShortestPaymentNumber = 12;
constexpr std::size_t kLongestPaymentNumber = 19;
constexpr std::size_t kShortestNumber = 4;
constexpr std::size_t kLongestNumber = 32;
// Of social-security and transit cards (GB/T 31778 and older local ones).
constexpr std::size_t kShortestLong = 8;
constexpr std::size_t kLongestLong = 20;
constexpr std::size_t kLongestIssuer = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_letter_or_digit(char c) { return is_digit(c) || is_letter(c); }
bool is_payment(CardKind kind) { return kind == CardKind::kDebit || kind == CardKind::kCredit; }

// A social-security card of the third generation carries the resident number of its holder.
Result<void> check_social_security(std::string_view number) {
    constexpr std::size_t kResidentLength = 18;
    if (number.size() == kResidentLength && std::ranges::all_of(number.substr(0, kResidentLength - 1), is_digit)) {
        const auto resident = ResidentId::parse(number);
        return resident ? Result<void>() : pass(resident);
    }
    if (number.size() >= kShortestLong && number.size() <= kLongestLong &&
        std::ranges::all_of(number, is_letter_or_digit)) {
        return {};
    }
    return fail(ErrorCode::kBadNumber, "the number of a social-security card is 8 to 20 letters or digits");
}

Result<void> check_transit(std::string_view number) {
    if (number.size() >= kShortestLong && number.size() <= kLongestLong && std::ranges::all_of(number, is_digit)) {
        return {};
    }
    return fail(ErrorCode::kBadNumber, "the number of a transit card is 8 to 20 digits");
}

Result<void> check_bare_number(CardKind kind, std::string_view number) {
    if (kind == CardKind::kSocialSecurity) return check_social_security(number);
    if (kind == CardKind::kTransit) return check_transit(number);
    if (kind == CardKind::kCertificate) return fail(ErrorCode::kBadNumber, "a certificate is added with its text");
    if (!is_payment(kind)) {
        const bool fits = number.size() >= kShortestNumber && number.size() <= kLongestNumber &&
                          std::ranges::all_of(number, is_letter_or_digit);
        if (!fits) return fail(ErrorCode::kBadNumber, "the card number is not 4 to 32 letters or digits");
        return {};
    }
    if (number.size() < kShortestPaymentNumber || number.size() > kLongestPaymentNumber ||
        !std::ranges::all_of(number, is_digit)) {
        return fail(ErrorCode::kBadNumber, "the number of a debit or credit card is 12 to 19 digits");
    }
    if (!luhn_holds(number)) return fail(ErrorCode::kBadCheckDigit, "the check digit of the card number does not fit");
    return {};
}

}  // namespace

std::string_view to_string(CardKind kind) {
    const auto known = std::ranges::find(kKinds, kind, &std::pair<CardKind, std::string_view>::first);
    return known == kKinds.end() ? "other" : known->second;
}

std::string_view to_string(CardStatus status) {
    switch (status) {
        case CardStatus::kActive:
            return "active";
        case CardStatus::kFrozen:
            return "frozen";
        case CardStatus::kLost:
            return "lost";
        case CardStatus::kExpired:
            return "expired";
    }
    return "unknown";
}

std::optional<CardKind> parse_card_kind(std::string_view text) {
    const auto known = std::ranges::find(kKinds, text, &std::pair<CardKind, std::string_view>::second);
    if (known == kKinds.end()) return std::nullopt;
    return known->first;
}

Result<void> CardDetails::check() const {
    if (!issuer.empty()) {
        if (auto checked = check_text(issuer, "the issuer", kLongestIssuer); !checked) return checked;
    }
    if (expires && !expires->ok()) return fail(ErrorCode::kInvalidArgument, "the month of expiry does not exist");
    return policy.check();
}

CardStatus Card::status_at(std::chrono::sys_seconds now) const {
    if (status != CardStatus::kActive || !details.expires) return status;
    const auto first_day_after = std::chrono::sys_days(*details.expires / 1 + std::chrono::months(1));
    return now < first_day_after ? status : CardStatus::kExpired;
}

bool luhn_holds(std::string_view digits) {
    if (digits.size() < 2 || !std::ranges::all_of(digits, is_digit)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int value = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) {
            value *= 2;
            if (value > 9) value -= 9;
        }
        sum += value;
    }
    return sum % 10 == 0;
}

Result<std::string> check_card_number(CardKind kind, std::string_view text) {
    std::string bare;
    bare.reserve(text.size());  // so that growing leaves no copies of the number behind
    std::ranges::copy_if(text, std::back_inserter(bare), [](char c) { return c != ' ' && c != '-'; });
    if (auto checked = check_bare_number(kind, bare); !checked) {
        wipe_text(bare);
        return pass(checked);
    }
    return bare;
}

}  // namespace dactyl
