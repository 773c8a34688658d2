#include "datasets/natural_order.hpp"

#include <compare>

namespace dactyl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the run of digits, or the one other byte, that the text begins with.
std::string_view take_piece(std::string_view& text) {
    std::size_t length = 1;
    if (is_digit(text[0])) {
        while (length < text.size() && is_digit(text[length])) ++length;
    }
    const std::string_view piece = text.substr(0, length);
    text.remove_prefix(length);
    return piece;
}

/// By value, of any length.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    const auto length = a.size() <=> b.size();
    return length != 0 ? length : a.compare(b) <=> 0;
}

std::strong_ordering compare(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        const std::string_view piece_a = take_piece(a);
        const std::string_view piece_b = take_piece(b);
        const bool numbers = is_digit(piece_a[0]) && is_digit(piece_b[0]);
        const auto order = numbers ? compare_numbers(piece_a, piece_b) : piece_a.compare(piece_b) <=> 0;
        if (order != 0) return order;
    }
    return a.size() <=> b.size();
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const auto order = compare(a, b);
    return order != 0 ? order < 0 : a < b;
}

}  // namespace dactyl
