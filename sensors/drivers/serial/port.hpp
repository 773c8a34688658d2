#pragma once

#include <filesystem>
#include <span>
#include <utility>

#include "engine/core/result.hpp"
#include "sensors/patience.hpp"

namespace dactyl::serial {

/// A serial line, raw, 8 bits, no parity, one stop bit, for this process alone.
class Port {
  public:
    /// `baud` is one of 9600, 19200, 38400, 57600, 115200. Errors: kNotFound, kDeviceUnavailable (no serial line, no
    /// permission, in use).
    static Result<Port> open(const std::filesystem::path& path, unsigned baud);
    Port(Port&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    Port& operator=(Port&& other) noexcept;
    Port(const Port&) = delete;
    ~Port();

    /// Waits for bytes and reads what is there, at least one. Errors: kTimeout, kCancelled, kDeviceUnavailable.
    Result<std::size_t> read(std::span<std::uint8_t> into, const Patience& patience) const;
    /// All of them. Errors: as read().
    Result<void> write(std::span<const std::uint8_t> bytes, const Patience& patience) const;
    /// Whether a look at the line still finds it there.
    bool alive() const;

  private:
    explicit Port(int file) : file_(file) {}
    int file_ = -1;
};

/// Whether a rate is one of those that Port::open() takes.
bool is_baud_rate(std::uint64_t baud);

}  // namespace dactyl::serial
