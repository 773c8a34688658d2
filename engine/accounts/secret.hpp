#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/accounts/bytes.hpp"

namespace dactyl {

/// Overwrites a text and empties it. For numbers and names that were held in a plain std::string.
void wipe_text(std::string& text) noexcept;

/// Bytes that must not outlive their use: wiped when destroyed, assigned over or moved from. Its size is set once, so
/// that no growing leaves copies behind. Copying is explicit, through copy_of().
class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size) : bytes_(size) {}
    static SecretBytes copy_of(ByteView bytes);
    SecretBytes(SecretBytes&& other) noexcept = default;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    std::size_t size() const { return bytes_.size(); }
    std::span<std::byte> writable() { return bytes_; }
    ByteView view() const { return bytes_; }

  private:
    Bytes bytes_;
};

/// A 256-bit key; wiped when destroyed or moved from.
class Key256 {
  public:
    static constexpr std::size_t kSize = 32;  ///< bytes

    Key256() = default;
    Key256(Key256&& other) noexcept;
    Key256& operator=(Key256&& other) noexcept;
    Key256(const Key256&) = delete;
    Key256& operator=(const Key256&) = delete;
    ~Key256();

    std::span<std::byte, kSize> writable() { return bytes_; }
    std::span<const std::byte, kSize> view() const { return bytes_; }

  private:
    std::array<std::byte, kSize> bytes_{};
};

}  // namespace dactyl
