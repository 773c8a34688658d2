#include "engine/accounts/resident_id.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/core/image.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::size_t kBodyLength = 17;
constexpr int kEarliestYear = 1800;
constexpr int kLatestYear = 2199;

// First two digits of the region by GB/T 2260: provinces, municipalities, autonomous and special administrative
// regions. 83 is the number that residence permits for residents of Taiwan carry, 91 those of foreign nationals.
constexpr std::array<int, 36> kProvinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                            44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91};

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number_at(std::string_view text, std::size_t position, std::size_t length) {
    int value = 0;
    for (const char c : text.substr(position, length)) value = value * 10 + (c - '0');
    return value;
}

std::chrono::year_month_day date_of(std::string_view number) {
    return {std::chrono::year(number_at(number, 6, 4)),
            std::chrono::month(static_cast<unsigned>(number_at(number, 10, 2))),
            std::chrono::day(static_cast<unsigned>(number_at(number, 12, 2)))};
}

}  // namespace

Result<char> ResidentId::check_character(std::string_view first_seventeen) {
    if (first_seventeen.size() != kBodyLength || !all_digits(first_seventeen)) {
        return fail(ErrorCode::kBadNumber, "the first part of a resident ID number is 17 digits");
    }
    // ISO/IEC 7064 MOD 11-2, recursive method: the check character makes the weighted sum congruent to 1.
    int sum = 0;
    for (const char c : first_seventeen) sum = (sum + (c - '0')) * 2 % 11;
    const int check = (12 - sum) % 11;
    return check == 10 ? 'X' : static_cast<char>('0' + check);
}

Result<ResidentId> ResidentId::parse(std::string_view text) {
    if (text.size() != kLength) return fail(ErrorCode::kBadNumber, "a resident ID number has 18 characters");
    const std::string_view body = text.substr(0, kBodyLength);
    const char last = text[kBodyLength] == 'x' ? 'X' : text[kBodyLength];
    if (!all_digits(body) || !(last == 'X' || (last >= '0' && last <= '9'))) {
        return fail(ErrorCode::kBadNumber, "a resident ID number is 17 digits and a check character, 0 to 9 or X");
    }
    if (!std::ranges::binary_search(kProvinces, number_at(body, 0, 2))) {
        return fail(ErrorCode::kBadNumber, "the region of the resident ID number does not exist");
    }
    const auto date = date_of(body);
    if (!date.ok() || static_cast<int>(date.year()) < kEarliestYear || static_cast<int>(date.year()) > kLatestYear) {
        return fail(ErrorCode::kBadNumber, "the date of birth in the resident ID number does not exist");
    }
    if (check_character(body).value() != last) {
        return fail(ErrorCode::kBadCheckDigit, "the check character of the resident ID number does not fit");
    }
    ResidentId id(text);
    id.number_.back() = last;
    return id;
}

ResidentId::~ResidentId() { wipe_memory(number_.data(), number_.size()); }

std::chrono::year_month_day ResidentId::birth_date() const { return date_of(number_); }

std::string ResidentId::masked() const {
    constexpr std::size_t kShownFirst = 3;
    constexpr std::size_t kShownLast = 4;
    std::string text = number_;
    std::fill(text.begin() + kShownFirst, text.end() - kShownLast, '*');
    return text;
}

}  // namespace dactyl
