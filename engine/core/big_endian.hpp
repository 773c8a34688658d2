#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Numbers with their highest byte first, as the standards for records and cards have them.
namespace dactyl::big_endian {

using Bytes = std::span<const std::byte>;

/// Reads big-endian numbers one after the other. Beyond the end everything reads as 0 and overrun() stays true: callers
/// check once after a group of fields, and in every loop whose count the bytes themselves gave.
class Reader {
  public:
    explicit Reader(Bytes bytes, std::size_t offset = 0) : bytes_(bytes), base_(offset) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return number(4); }
    Bytes take(std::size_t count) {
        if (count > left()) {
            overrun_ = true;
            count = left();
        }
        const Bytes taken = bytes_.subspan(at_, count);
        at_ += count;
        return taken;
    }
    /// A reader of the next `count` bytes alone, with offsets that go on from here.
    Reader part(std::size_t count) {
        const std::size_t begin = offset();
        return Reader(take(count), begin);
    }

    std::size_t left() const { return bytes_.size() - at_; }
    /// Of the next byte, from the start of the record.
    std::size_t offset() const { return base_ + at_; }
    bool overrun() const { return overrun_; }

  private:
    std::uint32_t number(std::size_t count) {
        std::uint32_t value = 0;
        const Bytes taken = take(count);
        if (taken.size() < count) return 0;
        for (const std::byte byte : taken) value = value << 8 | std::to_integer<std::uint32_t>(byte);
        return value;
    }

    Bytes bytes_;
    std::size_t base_;
    std::size_t at_ = 0;
    bool overrun_ = false;
};

/// Appends big-endian numbers.
class Writer {
  public:
    /// Makes room for that many bytes more.
    void reserve(std::size_t count) { out_.reserve(out_.size() + count); }
    void u8(std::uint32_t value) { out_.push_back(static_cast<std::byte>(value)); }
    void u16(std::uint32_t value) { number(value, 2); }
    void u32(std::uint32_t value) { number(value, 4); }
    void bytes(Bytes data) { out_.insert(out_.end(), data.begin(), data.end()); }
    void bytes(std::span<const std::uint8_t> data) { bytes(std::as_bytes(data)); }
    /// Overwrites a number written before.
    void put_u32(std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i) out_[at + i] = static_cast<std::byte>(value >> (24 - 8 * i));
    }

    std::size_t size() const { return out_.size(); }
    std::vector<std::byte> take() { return std::move(out_); }

  private:
    void number(std::uint32_t value, unsigned count) {
        const std::array<std::byte, 4> all = {static_cast<std::byte>(value >> 24), static_cast<std::byte>(value >> 16),
                                              static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
        out_.insert(out_.end(), all.end() - count, all.end());
    }

    std::vector<std::byte> out_;
};

}  // namespace dactyl::big_endian
