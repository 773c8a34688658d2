#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// A resident identity number by GB 11643: six digits of region, eight of date of birth, three of order, one check
/// character by ISO/IEC 7064 MOD 11-2. Exists only when valid. Wiped when destroyed.
class ResidentId {
  public:
    /// A check character written 'x' is taken for 'X'. The region's first two digits must be those of a province, the
    /// date one of the calendar from 1800 to 2199; whether it lies in the future is for the caller, who has a clock.
    /// Errors: kBadNumber (length, characters, impossible date or region), kBadCheckDigit. No message repeats the
    /// number.
    static Result<ResidentId> parse(std::string_view text);
    /// The check character of the first 17 digits: '0'-'9' or 'X'. Errors: kBadNumber.
    static Result<char> check_character(std::string_view first_seventeen);

    ResidentId(ResidentId&&) noexcept = default;
    ResidentId& operator=(ResidentId&&) noexcept = default;
    ResidentId(const ResidentId&) = default;
    ResidentId& operator=(const ResidentId&) = default;
    ~ResidentId();

    const std::string& number() const { return number_; }
    std::chrono::year_month_day birth_date() const;
    /// What may be shown: "110***********002X".
    std::string masked() const;

  private:
    explicit ResidentId(std::string_view number) : number_(number) {}
    std::string number_;
};

}  // namespace dactyl
