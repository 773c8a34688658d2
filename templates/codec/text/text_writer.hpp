#pragma once

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

/// Text put together in room that is asked for once.
namespace dactyl::text_forms {

/// The most characters that whole() and thousandths() write.
inline constexpr std::size_t kLongestNumber = 16;

class TextWriter {
  public:
    /// Room for `most` characters: whoever writes keeps to it.
    explicit TextWriter(std::size_t most) : text_(most, '\0'), at_(text_.data()) {}

    void character(char value) { *at_++ = value; }
    void word(std::string_view value) {
        std::memcpy(at_, value.data(), value.size());
        at_ += value.size();
    }
    void whole(int value) { at_ = std::to_chars(at_, at_ + kLongestNumber, value).ptr; }
    /// A number that is not negative, given in thousandths, without the zeros at its end: 12500 as "12.5".
    void thousandths(int value) {
        whole(value / 1000);
        int rest = value % 1000;
        if (rest == 0) return;
        character('.');
        for (int place = 100; rest != 0; place /= 10) {
            character(static_cast<char>('0' + rest / place));
            rest %= place;
        }
    }

    std::string take() {
        text_.resize(static_cast<std::size_t>(at_ - text_.data()));
        return std::move(text_);
    }

  private:
    std::string text_;
    char* at_;
};

}  // namespace dactyl::text_forms
