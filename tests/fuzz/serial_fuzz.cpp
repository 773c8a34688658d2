// The first byte says into how many pieces the line cuts the others: which packets come out does not depend on it, and
// each of them stands in the bytes as it would be written.
#include <algorithm>
#include <cstdlib>

#include "sensors/drivers/serial/module.hpp"

namespace {

using namespace dactyl::serial;
using Bytes = std::span<const std::uint8_t>;

std::vector<Packet> packets_of(Bytes bytes, std::size_t piece) {
    PacketReader reader(kAnyAddress);
    std::vector<Packet> packets;
    while (!bytes.empty()) {
        const Bytes now = bytes.first(std::min(piece, bytes.size()));
        bytes = bytes.subspan(now.size());
        reader.push(now);
        while (auto taken = reader.take()) {
            if (const auto* packet = std::get_if<Packet>(&*taken)) packets.push_back(*packet);
        }
    }
    return packets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    (void)parse_parameters(bytes);
    if (bytes.empty()) return 0;
    const Bytes line = bytes.subspan(1);
    const auto packets = packets_of(line, line.size());
    if (packets_of(line, bytes[0] + std::size_t{1}) != packets) std::abort();
    for (const Packet& packet : packets) {
        const auto written = encode_packet(kAnyAddress, packet);
        if (std::search(line.begin(), line.end(), written.begin(), written.end()) == line.end()) std::abort();
        if (packet.payload.size() > 1) (void)parse_parameters(Bytes(packet.payload).subspan(1));
    }
    return 0;
}
