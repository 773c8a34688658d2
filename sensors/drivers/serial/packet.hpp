#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace dactyl::serial {

/// Frames of the ZFM / R30x / AS608 / R503 modules: EF01, address 4, kind 1, length 2 (payload + 2), payload, sum 2,
/// all big-endian; the sum is that of kind, length bytes and payload modulo 65536.
inline constexpr std::uint32_t kAnyAddress = 0xFFFFFFFF;
inline constexpr std::size_t kLargestPayload = 256;  ///< bytes: the largest packet size that modules offer
inline constexpr std::size_t kPacketOverhead = 11;   ///< bytes around a payload

enum class PacketKind : std::uint8_t { kCommand = 1, kData = 2, kAnswer = 7, kLastData = 8 };

struct Packet {
    PacketKind kind = PacketKind::kCommand;
    std::vector<std::uint8_t> payload;

    friend bool operator==(const Packet&, const Packet&) = default;
};

/// `payload` has 1 to kLargestPayload bytes.
std::vector<std::uint8_t> encode_packet(std::uint32_t address, const Packet& packet);

/// Bytes that are no packet: noise between packets, or a packet whose sum does not fit.
struct Damage {};

/// Cuts a stream of bytes into packets. Never holds more than one packet's bytes and what was pushed last. Wipes what
/// it held.
class PacketReader {
  public:
    explicit PacketReader(std::uint32_t address) : address_(address) {}
    PacketReader(PacketReader&&) noexcept = default;
    PacketReader(const PacketReader&) = delete;
    PacketReader& operator=(const PacketReader&) = delete;
    ~PacketReader();

    void push(std::span<const std::uint8_t> bytes);
    /// The next packet or damage, in the order of the bytes; nothing while more bytes are needed. After damage the
    /// search goes on two bytes behind the last header, so that a wrong length swallows no other packet.
    std::optional<std::variant<Packet, Damage>> take();
    /// Forgets everything that came in.
    void clear();

  private:
    bool starts_packet(std::size_t at) const;

    std::uint32_t address_;
    std::vector<std::uint8_t> bytes_;
    std::size_t begin_ = 0;  ///< of what was not taken yet
};

}  // namespace dactyl::serial
