#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/image/files/wsq/codes.hpp"

namespace dactyl::wsq {

/// Bits of a run of bytes, the highest first.
class BitReader {
  public:
    explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    /// The next 16 bits, zeros beyond the end.
    std::uint32_t peek() {
        while (held_ < kLongestCode) {
            window_ = window_ << 8 | (at_ < bytes_.size() ? bytes_[at_] : 0U);
            ++at_;
            held_ += 8;
        }
        return static_cast<std::uint32_t>(window_ >> (held_ - kLongestCode)) & 0xFFFFU;
    }
    void skip(int bits) { held_ -= bits; }
    /// Bits that are left; negative once more were taken than there were.
    std::int64_t left() const {
        return (static_cast<std::int64_t>(bytes_.size()) - static_cast<std::int64_t>(at_)) * 8 + held_;
    }
    /// Up to 16.
    std::uint32_t take(int bits) {
        const std::uint32_t value = peek() >> (kLongestCode - bits);
        skip(bits);
        return value;
    }

  private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
    std::uint64_t window_ = 0;
    int held_ = 0;
};

/// Looks codes up by their first bits.
class HuffmanDecoder {
  public:
    /// Nothing when the counts claim more codes than their lengths allow.
    static std::optional<HuffmanDecoder> of(const HuffmanTable& table);

    /// The next symbol, taken off; nothing when the bits are no code.
    std::optional<int> next(BitReader& in) const {
        const std::uint32_t bits = in.peek();
        const Entry entry = short_[bits >> (kLongestCode - kShortBits)];
        if (entry.length != 0) {
            in.skip(entry.length);
            return entry.symbol;
        }
        return next_long(in, bits);
    }

  private:
    static constexpr int kShortBits = 10;
    struct Entry {
        std::uint8_t length = 0;
        std::uint8_t symbol = 0;
    };

    std::optional<int> next_long(BitReader& in, std::uint32_t bits) const;

    std::array<Entry, 1U << kShortBits> short_{};
    std::array<std::uint32_t, kLongestCode + 1> end_{};    // first code beyond those of a length
    std::array<std::int32_t, kLongestCode + 1> offset_{};  // from a code to its symbol
    std::array<std::uint8_t, 256> symbols_{};
};

/// One symbol's bits.
struct HuffmanCode {
    std::uint16_t bits = 0;
    std::uint8_t length = 0;  ///< 0: the symbol does not occur
};

/// The shortest table for symbols that occur that often, no code longer than 16 bits and none of ones alone (ITU-T
/// T.81, annex K.2).
HuffmanTable best_table(const std::array<std::uint32_t, 256>& counts);

std::array<HuffmanCode, 256> codes_of(const HuffmanTable& table);

}  // namespace dactyl::wsq
