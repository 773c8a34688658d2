// What decodes can be written again and comes back; noticing findings changes nothing.
#include <cstdlib>

#include "templates/codec/record/minutiae_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    const auto record = decode_record(bytes);
    std::vector<RecordFinding> findings;
    const auto noted = decode_record(bytes, &findings);
    if (record.has_value() != noted.has_value()) std::abort();
    for (const RecordFinding& finding : findings) {
        if (finding.offset > size) std::abort();
    }
    if (!record) return 0;
    const auto again = encode_record(*record);
    if (!again || *decode_record(*again) != *record || *noted != *record) std::abort();
    return 0;
}
