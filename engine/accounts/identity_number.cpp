#include "engine/accounts/identity_number.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/core/image.hpp"

namespace dactyl {
namespace {

constexpr std::array<std::pair<DocumentKind, std::string_view>, 3> kKinds = {{
    {DocumentKind::kResidentId, "resident-id"},
    {DocumentKind::kPassport, "passport"},
    {DocumentKind::kForeignResident, "foreign-resident"},
}};

constexpr std::size_t kStateLetters = 3;
// ICAO Doc 9303 part 4: a passport number has up to nine characters; the shortest in use have five.
constexpr std::size_t kShortestPassport = 5;
constexpr std::size_t kLongestPassport = 9;
constexpr std::size_t kForeignLength = 18;
constexpr std::size_t kFormerForeignLength = 15;
constexpr std::size_t kBirthAt = 6;

// First two digits of a resident number by GB/T 2260, in ascending order.
constexpr std::array<std::pair<std::string_view, std::string_view>, 35> kProvinces = {{
    {"11", "Beijing"},  {"12", "Tianjin"},   {"13", "Hebei"},        {"14", "Shanxi"},    {"15", "Inner Mongolia"},
    {"21", "Liaoning"}, {"22", "Jilin"},     {"23", "Heilongjiang"}, {"31", "Shanghai"},  {"32", "Jiangsu"},
    {"33", "Zhejiang"}, {"34", "Anhui"},     {"35", "Fujian"},       {"36", "Jiangxi"},   {"37", "Shandong"},
    {"41", "Henan"},    {"42", "Hubei"},     {"43", "Hunan"},        {"44", "Guangdong"}, {"45", "Guangxi"},
    {"46", "Hainan"},   {"50", "Chongqing"}, {"51", "Sichuan"},      {"52", "Guizhou"},   {"53", "Yunnan"},
    {"54", "Tibet"},    {"61", "Shaanxi"},   {"62", "Gansu"},        {"63", "Qinghai"},   {"64", "Ningxia"},
    {"65", "Xinjiang"}, {"71", "Taiwan"},    {"81", "Hong Kong"},    {"82", "Macao"},     {"83", "Taiwan"},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

std::string capitals_without_hyphens(std::string_view text) {
    std::string bare;
    bare.reserve(text.size());  // growing would leave copies of the number behind
    for (const char c : text) {
        if (c != '-') bare += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return bare;
}

Result<void> check_passport(std::string_view bare) {
    const bool fits =
        bare.size() >= kStateLetters + kShortestPassport && bare.size() <= kStateLetters + kLongestPassport &&
        std::ranges::all_of(bare.substr(0, kStateLetters), is_letter) &&
        std::ranges::all_of(bare.substr(kStateLetters), [](char c) { return is_digit(c) || is_letter(c); });
    if (fits) return {};
    return fail(ErrorCode::kBadNumber, "a passport is three letters of a state and 5 to 9 letters or digits");
}

std::optional<std::chrono::year_month_day> date_at(std::string_view digits) {
    const auto number = [&](std::size_t from, std::size_t length) {
        int value = 0;
        for (const char c : digits.substr(from, length)) value = value * 10 + (c - '0');
        return value;
    };
    const std::chrono::year_month_day date(std::chrono::year(number(0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                           std::chrono::day(static_cast<unsigned>(number(6, 2))));
    if (!date.ok()) return std::nullopt;
    return date;
}

Result<void> check_foreign_resident(std::string_view bare) {
    if (bare.size() == kFormerForeignLength) {
        const bool fits = std::ranges::all_of(bare.substr(0, kStateLetters), is_letter) &&
                          std::ranges::all_of(bare.substr(kStateLetters), is_digit);
        if (fits) return {};
    }
    const bool fits = bare.size() == kForeignLength && bare.front() == '9' &&
                      std::ranges::all_of(bare.substr(0, kForeignLength - 1), is_digit) &&
                      date_at(bare.substr(kBirthAt, 8)).has_value();
    if (!fits) return fail(ErrorCode::kBadNumber, "the number of a foreign resident is of neither form");
    const auto check = ResidentId::check_character(bare.substr(0, kForeignLength - 1));
    if (!check) return pass(check);
    if (*check != bare.back()) {
        return fail(ErrorCode::kBadCheckDigit, "the check character of the foreign resident's number does not fit");
    }
    return {};
}

}  // namespace

std::string_view to_string(DocumentKind kind) {
    const auto known = std::ranges::find(kKinds, kind, &std::pair<DocumentKind, std::string_view>::first);
    return known == kKinds.end() ? "unknown" : known->second;
}

std::optional<DocumentKind> parse_document_kind(std::string_view text) {
    const auto known = std::ranges::find(kKinds, text, &std::pair<DocumentKind, std::string_view>::second);
    if (known == kKinds.end()) return std::nullopt;
    return known->first;
}

IdentityNumber::IdentityNumber(const ResidentId& number) : kind_(DocumentKind::kResidentId), number_(number.number()) {}

IdentityNumber::~IdentityNumber() { wipe_memory(number_.data(), number_.size()); }

Result<IdentityNumber> IdentityNumber::parse(DocumentKind kind, std::string_view text) {
    if (kind == DocumentKind::kResidentId) {
        const auto resident = ResidentId::parse(text);
        if (!resident) return pass(resident);
        return IdentityNumber(*resident);
    }
    IdentityNumber made(kind, capitals_without_hyphens(text));
    const auto checked =
        kind == DocumentKind::kPassport ? check_passport(made.number_) : check_foreign_resident(made.number_);
    if (!checked) return pass(checked);
    return made;
}

Result<IdentityNumber> IdentityNumber::from_text(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return parse(DocumentKind::kResidentId, text);
    const auto kind = parse_document_kind(text.substr(0, colon));
    if (!kind) return fail(ErrorCode::kBadNumber, "the kind of document is unknown");
    return parse(*kind, text.substr(colon + 1));
}

std::string IdentityNumber::text() const {
    if (kind_ == DocumentKind::kResidentId) return number_;
    return std::string(to_string(kind_)) + ":" + number_;
}

std::optional<std::chrono::year_month_day> IdentityNumber::birth_date() const {
    if (number_.size() != kForeignLength) return std::nullopt;
    return date_at(std::string_view(number_).substr(kBirthAt, 8));
}

std::string IdentityNumber::masked() const {
    const std::size_t last = kind_ == DocumentKind::kPassport ? 3 : 4;
    std::string text = number_;
    std::fill(text.begin() + kStateLetters, text.end() - static_cast<std::ptrdiff_t>(last), '*');
    return text;
}

std::string_view IdentityNumber::province() const {
    if (kind_ != DocumentKind::kResidentId) return {};
    const auto code = std::string_view(number_).substr(0, 2);
    const auto known = std::ranges::find(kProvinces, code, &std::pair<std::string_view, std::string_view>::first);
    return known == kProvinces.end() ? std::string_view() : known->second;
}

}  // namespace dactyl
