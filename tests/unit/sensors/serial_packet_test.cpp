#include <numeric>

#include "sensors/drivers/serial/module.hpp"
#include "sensors/drivers/serial/packet.hpp"

namespace dactyl::serial {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<std::optional<Packet>> read_all(const Bytes& bytes, std::size_t piece) {
    PacketReader reader(kAnyAddress);
    std::vector<std::optional<Packet>> out;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.push(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        while (auto taken = reader.take()) {
            const auto* packet = std::get_if<Packet>(&*taken);
            out.push_back(packet != nullptr ? std::optional(*packet) : std::nullopt);
        }
    }
    return out;
}

// The example of the data sheet: verify the password 00000000.
TEST(SerialPacket, IsWrittenAsTheDataSheetSays) {
    const Bytes expected = {0xEF, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x07, 0x13, 0, 0, 0, 0, 0x00, 0x1B};
    EXPECT_EQ(encode_packet(kAnyAddress, {PacketKind::kCommand, {0x13, 0, 0, 0, 0}}), expected);
}

TEST(SerialPacket, ComesBackInPiecesOfAnySize) {
    Bytes payload(256);
    std::iota(payload.begin(), payload.end(), std::uint8_t{0});
    const Packet first{PacketKind::kData, payload};
    const Packet second{PacketKind::kLastData, {1}};
    Bytes bytes = encode_packet(kAnyAddress, first);
    const Bytes more = encode_packet(kAnyAddress, second);
    bytes.insert(bytes.end(), more.begin(), more.end());
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        const auto read = read_all(bytes, piece);
        ASSERT_EQ(read.size(), 2U) << piece;
        EXPECT_EQ(read[0], first);
        EXPECT_EQ(read[1], second);
    }
}

TEST(SerialPacket, EveryFlippedBitIsSeen) {
    const Bytes bytes = encode_packet(kAnyAddress, {PacketKind::kAnswer, {0x00, 0x12, 0x34}});
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        Bytes damaged = bytes;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1 << bit % 8));
        for (const auto& packet : read_all(damaged, damaged.size())) EXPECT_FALSE(packet) << bit;
    }
}

TEST(SerialPacket, OneBehindDamageIsFound) {
    Bytes bytes = encode_packet(kAnyAddress, {PacketKind::kAnswer, {0x00, 0x12, 0x34}});
    const Bytes good = encode_packet(kAnyAddress, {PacketKind::kAnswer, {0x02}});
    bytes[8] = 0x09;  // a length that reaches into the packet behind
    bytes.insert(bytes.end(), good.begin(), good.end());
    const auto read = read_all(bytes, 3);
    ASSERT_GE(read.size(), 2U);
    EXPECT_FALSE(read.front());
    EXPECT_EQ(read.back(), (Packet{PacketKind::kAnswer, {0x02}}));
}

TEST(SerialPacket, OfAnotherModuleIsNoise) {
    for (const auto& packet : read_all(encode_packet(7, {PacketKind::kAnswer, {0}}), 4)) EXPECT_FALSE(packet);
}

TEST(SerialParameters, AreCheckedAgainstTheirRanges) {
    Bytes bytes(16, 0);
    bytes[13] = 3;
    bytes[15] = 6;
    const auto parameters = parse_parameters(bytes);
    ASSERT_TRUE(parameters);
    EXPECT_EQ(parameters->packet_bytes, 256U);
    EXPECT_EQ(parameters->baud, 57'600U);
    for (const auto& [at, value] : {std::pair<std::size_t, int>{13, 4}, {12, 1}, {15, 0}, {15, 13}, {14, 1}}) {
        Bytes wrong = bytes;
        wrong[at] = static_cast<std::uint8_t>(value);
        EXPECT_EQ(parse_parameters(wrong).error().code, ErrorCode::kDeviceFailed) << at;
    }
    bytes.pop_back();
    EXPECT_FALSE(parse_parameters(bytes));
}

}  // namespace
}  // namespace dactyl::serial
