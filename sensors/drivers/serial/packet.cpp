#include "sensors/drivers/serial/packet.hpp"

#include <numeric>

#include "engine/core/image.hpp"

namespace dactyl::serial {
namespace {

constexpr std::size_t kHeader = 9;  // mark 2, address 4, kind 1, length 2
constexpr std::size_t kSum = 2;

constexpr std::uint8_t byte_of(std::uint32_t value, int index) {
    return static_cast<std::uint8_t>(value >> (8 * index));
}

/// Of kind, length and payload.
std::uint16_t sum_of(std::span<const std::uint8_t> bytes) {
    return static_cast<std::uint16_t>(std::accumulate(bytes.begin(), bytes.end(), 0U));
}

bool is_kind(std::uint8_t kind) {
    return kind == static_cast<std::uint8_t>(PacketKind::kCommand) ||
           kind == static_cast<std::uint8_t>(PacketKind::kData) ||
           kind == static_cast<std::uint8_t>(PacketKind::kAnswer) ||
           kind == static_cast<std::uint8_t>(PacketKind::kLastData);
}

}  // namespace

std::vector<std::uint8_t> encode_packet(std::uint32_t address, const Packet& packet) {
    const std::size_t length = packet.payload.size() + kSum;
    const std::uint8_t head[kHeader] = {0xEF,
                                        0x01,
                                        byte_of(address, 3),
                                        byte_of(address, 2),
                                        byte_of(address, 1),
                                        byte_of(address, 0),
                                        static_cast<std::uint8_t>(packet.kind),
                                        static_cast<std::uint8_t>(length >> 8),
                                        static_cast<std::uint8_t>(length)};
    std::vector<std::uint8_t> bytes(kHeader + packet.payload.size());
    const auto behind = std::copy(std::begin(head), std::end(head), bytes.begin());
    std::copy(packet.payload.begin(), packet.payload.end(), behind);
    const std::uint16_t sum = sum_of(std::span(bytes).subspan(6));
    bytes.push_back(static_cast<std::uint8_t>(sum >> 8));
    bytes.push_back(static_cast<std::uint8_t>(sum));
    return bytes;
}

PacketReader::~PacketReader() { wipe_memory(bytes_.data(), bytes_.size()); }

void PacketReader::clear() {
    wipe_memory(bytes_.data(), bytes_.size());
    bytes_.clear();
    begin_ = 0;
}

void PacketReader::push(std::span<const std::uint8_t> bytes) {
    // Moved to the front before it grows: a new allocation would leave the old bytes behind unwiped.
    std::vector<std::uint8_t> held(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.end());
    held.insert(held.end(), bytes.begin(), bytes.end());
    clear();
    bytes_.swap(held);
}

bool PacketReader::starts_packet(std::size_t at) const {
    const std::uint8_t* next = bytes_.data() + at;
    const std::uint8_t expected[] = {
        0xEF, 0x01, byte_of(address_, 3), byte_of(address_, 2), byte_of(address_, 1), byte_of(address_, 0)};
    const std::size_t there = std::min(bytes_.size() - at, sizeof expected);
    return std::equal(expected, expected + there, next);
}

std::optional<std::variant<Packet, Damage>> PacketReader::take() {
    std::size_t start = begin_;
    while (start < bytes_.size() && !starts_packet(start)) ++start;
    if (start > begin_) {
        begin_ = start;
        return Damage{};
    }
    const std::size_t there = bytes_.size() - begin_;
    if (there < kHeader) return std::nullopt;
    const std::uint8_t* head = bytes_.data() + begin_;
    const std::size_t length = static_cast<std::size_t>(head[7]) << 8 | head[8];
    if (!is_kind(head[6]) || length <= kSum || length > kLargestPayload + kSum) {
        begin_ += 2;
        return Damage{};
    }
    if (there < kHeader + length) return std::nullopt;
    const std::uint8_t* sum = head + kHeader + length - kSum;
    if (sum_of({head + 6, sum}) != (sum[0] << 8 | sum[1])) {
        begin_ += 2;
        return Damage{};
    }
    begin_ += kHeader + length;
    return Packet{static_cast<PacketKind>(head[6]), {head + kHeader, sum}};
}

}  // namespace dactyl::serial
