#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

/// Taking text apart without copying it, and without looking twice at what is plain.
namespace dactyl::text_forms {

/// Takes the next line off the front, without its end ("\n" or "\r\n").
inline std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// A whole field as a finite number.
inline std::optional<double> parse_number(std::string_view field) {
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !(value > -1e9 && value < 1e9))
        return std::nullopt;
    return value;
}

/// The decimal digits at the front of a text, eight at most.
struct DigitRun {
    std::uint32_t value = 0;
    std::size_t count = 0;
};

inline DigitRun read_digits(std::string_view text) {
    constexpr std::size_t kMost = 8;
    if (std::endian::native != std::endian::little || text.size() < kMost) {
        DigitRun run;
        for (; run.count < std::min(kMost, text.size()); ++run.count) {
            const unsigned digit = static_cast<unsigned char>(text[run.count]) - unsigned{'0'};
            if (digit > 9) break;
            run.value = 10 * run.value + digit;
        }
        return run;
    }
    // All eight characters at once, the first in the lowest byte: how long fields are cannot be foretold, and a wrong
    // guess costs more than the arithmetic.
    constexpr std::uint64_t kEach = 0x0101010101010101U;
    std::uint64_t digits = 0;
    std::memcpy(&digits, text.data(), kMost);
    digits ^= kEach * '0';
    // A byte's high bit is set where it is above 9 (a carry out of a byte only reaches bytes behind one that is).
    const std::uint64_t others = (digits | (digits + kEach * (0x80 - 10))) & (kEach * 0x80);
    const auto count = others == 0 ? kMost : static_cast<std::size_t>(std::countr_zero(others)) / 8;
    if (count == 0) return {};
    digits <<= 8 * (kMost - count);  // zeros in front, as in "00000123"
    digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFU;
    digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFU;
    digits = digits * 10000 + (digits >> 32);
    return {static_cast<std::uint32_t>(digits), count};
}

/// Reads a line field by field. For a blank as separator, runs of blanks count as one, also before the first field and
/// after the last.
template <char kSeparator>
class FieldReader {
  public:
    explicit FieldReader(std::string_view line) : line_(line) { skip_blanks(); }

    /// Whether every field was taken.
    bool done() const { return line_.empty(); }

    std::string_view word() {
        std::size_t end = 0;
        while (end < line_.size() && line_[end] != kSeparator) ++end;
        return take(end);
    }

    /// The next field as a finite number; NaN when it is none. (An optional would be returned through memory, written
    /// and read in different widths, which stalls for longer than all the rest takes.)
    double number() {
        // Few digits with or without a fraction, as nearly every field is: both numbers are exact and so their quotient
        // is the nearest double, as std::from_chars would give it.
        static constexpr std::array<std::uint64_t, 9> kPowers = {1,      10,      100,      1000,     10000,
                                                                 100000, 1000000, 10000000, 100000000};
        constexpr std::size_t kMostExact = 16;  // characters: 15 digits fit a double
        const DigitRun whole = read_digits(line_);
        if (whole.count == 0) return other_number();
        if (ends_at(whole.count)) {
            take(whole.count);
            return whole.value;
        }
        if (line_[whole.count] != '.') return other_number();
        const DigitRun fraction = read_digits(line_.substr(whole.count + 1));
        const std::size_t end = whole.count + 1 + fraction.count;
        if (fraction.count == 0 || end > kMostExact || !ends_at(end)) return other_number();
        take(end);
        const std::uint64_t power = kPowers[fraction.count];
        return static_cast<double>(whole.value * power + fraction.value) / static_cast<double>(power);
    }

  private:
    double other_number() { return parse_number(word()).value_or(std::numeric_limits<double>::quiet_NaN()); }
    bool ends_at(std::size_t at) const { return at == line_.size() || line_[at] == kSeparator; }
    std::string_view take(std::size_t count) {
        const std::string_view field = line_.substr(0, count);
        line_.remove_prefix(std::min(count + 1, line_.size()));
        skip_blanks();
        return field;
    }
    void skip_blanks() {
        if constexpr (kSeparator == ' ') {
            while (!line_.empty() && line_.front() == ' ') line_.remove_prefix(1);
        }
    }

    std::string_view line_;
};

}  // namespace dactyl::text_forms
