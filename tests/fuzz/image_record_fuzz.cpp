// What decodes can be written again and comes back; the pictures inside keep the limits.
#include <cstdlib>

#include "engine/image/files/image_record.hpp"
#include "engine/image/limits.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    constexpr std::size_t kMostPictures = 4;  // of each record: the others would only be slow
    std::vector<Finding> findings;
    const auto record = decode_image_record({reinterpret_cast<const std::byte*>(data), size}, &findings);
    for (const Finding& finding : findings) {
        if (finding.offset > size) std::abort();
    }
    if (!record) return 0;
    const auto again = encode_image_record(*record);
    if (!again || *decode_image_record(*again) != *record) std::abort();
    for (std::size_t view = 0; view < std::min(record->views.size(), kMostPictures); ++view) {
        const auto image = picture_of(*record, view);
        if (image && !check_size(image->width(), image->height())) std::abort();
    }
    return 0;
}
