#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/accounts/resident_id.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// The document that names a holder. Values are part of the format.
enum class DocumentKind : std::uint8_t { kResidentId = 1, kPassport = 2, kForeignResident = 3 };

std::string_view to_string(DocumentKind kind);  ///< "resident-id", "passport", "foreign-resident"
std::optional<DocumentKind> parse_document_kind(std::string_view text);

/// The number under which a holder is known: of a resident identity card, a passport or a foreign permanent resident
/// identity card. Exists only when valid. Wiped when destroyed.
class IdentityNumber {
  public:
    /// NOLINTNEXTLINE(google-explicit-constructor): a resident number is an identity number.
    IdentityNumber(const ResidentId& number);

    /// Passport: the issuing state (three letters, ICAO 9303) and 5 to 9 letters or digits, "CHN-E12345678"; letters
    /// are taken as capitals, the hyphen may be missing. Foreign resident: 18 characters that begin with 9 and end with
    /// the check character of GB 11643, or the form before 2023, three letters and 12 digits, of which only the form is
    /// checked. Errors: kBadNumber, kBadCheckDigit. No message repeats the number.
    static Result<IdentityNumber> parse(DocumentKind kind, std::string_view text);
    /// The inverse of text().
    static Result<IdentityNumber> from_text(std::string_view text);

    IdentityNumber(IdentityNumber&&) noexcept = default;
    IdentityNumber& operator=(IdentityNumber&&) noexcept = default;
    IdentityNumber(const IdentityNumber&) = default;
    IdentityNumber& operator=(const IdentityNumber&) = default;
    ~IdentityNumber();

    DocumentKind kind() const { return kind_; }
    /// The bare number.
    const std::string& number() const { return number_; }
    /// Kind and number in one: the number alone of a resident, "passport:CHN-E12345678" of others.
    std::string text() const;
    /// Where the number tells it.
    std::optional<std::chrono::year_month_day> birth_date() const;
    /// What may be shown: "110***********002X", "CHN*****678".
    std::string masked() const;
    /// The household's province by GB/T 2260 ("Beijing"), empty where the number does not tell.
    std::string_view province() const;

    friend bool operator==(const IdentityNumber& a, const IdentityNumber& b) {
        return a.kind_ == b.kind_ && a.number_ == b.number_;
    }

  private:
    IdentityNumber(DocumentKind kind, std::string number) : kind_(kind), number_(std::move(number)) {}
    DocumentKind kind_;
    std::string number_;
};

}  // namespace dactyl
