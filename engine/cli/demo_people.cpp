#include "engine/cli/demo_people.hpp"

#include <fmt/format.h>

namespace dactyl::cli {
namespace {

// Surnames and given names that placeholder people have in Chinese textbooks and ledgers.
constexpr std::array<std::string_view, 18> kSurnames = {"赵", "钱", "孙", "李", "周", "吴", "郑", "冯", "陈",
                                                        "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "许"};
constexpr std::array<std::string_view, 10> kGivenNames = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

// 11 is Beijing, but no district has the number 99 99; nobody alive was born in 1900.
std::string seventeen_digits(int index) { return fmt::format("11999919000101{:03}", index + 1); }

ResidentId number_of(int index) {
    const std::string first = seventeen_digits(index);
    return ResidentId::parse(first + ResidentId::check_character(first).value()).value();
}

// 99 99 99 was never given to an issuer of cards.
std::string payment_number(int series, int index) {
    const std::string first = fmt::format("999999{}{:08}", series, index);
    for (char check = '0'; check < '9'; ++check) {
        if (luhn_holds(first + check)) return first + check;
    }
    return first + '9';
}

}  // namespace

DemoPerson demo_person(int index) {
    const auto at = static_cast<std::size_t>(index);
    return {fmt::format("{}{}", kSurnames[at % kSurnames.size()], kGivenNames[at % kGivenNames.size()]),
            number_of(index),
            static_cast<std::uint32_t>(index),
            {{{CardKind::kDebit, payment_number(1, index)},
              {CardKind::kCredit, payment_number(2, index)},
              {CardKind::kSocialSecurity, fmt::format("T{:08}", index + 1)},
              {CardKind::kShopping, fmt::format("MALL{:06}", index + 1)}}}};
}

}  // namespace dactyl::cli
