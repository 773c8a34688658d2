// What decodes is valid and comes back from its own encoding, and the checksum does not keep the fuzzer out: each input
// is also tried as the body of a record whose header fits.
#include <cstdlib>
#include <cstring>
#include <vector>

#include <zlib.h>

#include "templates/codec/native.hpp"

namespace {

using namespace dactyl;

constexpr std::size_t kHeader = 16;

void decode(std::span<const std::byte> bytes) {
    const auto print = decode_native(bytes);
    if (!print) return;
    const auto again = encode_native(*print);
    if (!again) std::abort();
    const auto back = decode_native(*again);
    if (!back || *back != *print) std::abort();
}

std::vector<std::byte> with_header(std::span<const std::byte> body) {
    std::vector<std::byte> record(kHeader + body.size());
    const auto length = static_cast<std::uint32_t>(record.size());
    std::memcpy(record.data(), "DCTL\1\0\0\0", 8);
    std::memcpy(record.data() + 8, &length, 4);
    std::copy(body.begin(), body.end(), record.begin() + kHeader);
    const auto* bytes = reinterpret_cast<const Bytef*>(record.data());
    uLong crc = ::crc32(0, bytes, 12);
    crc = ::crc32(crc, bytes + kHeader, static_cast<uInt>(body.size()));
    const auto checksum = static_cast<std::uint32_t>(crc);
    std::memcpy(record.data() + 12, &checksum, 4);
    return record;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    decode(bytes);
    if (size > kHeader) decode(with_header(bytes.subspan(kHeader)));
    return 0;
}
