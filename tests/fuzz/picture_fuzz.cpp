// What decodes keeps the limits. DACTYL_DECODER is the decoder of one format, or the door to all of them.
#include <cstdlib>

#include "engine/image/files/decoders.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/limits.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    const auto image = DACTYL_DECODER({reinterpret_cast<const std::byte*>(data), size}, kInternalDpi);
    if (image && !check_size(image->width(), image->height())) std::abort();
    return 0;
}
