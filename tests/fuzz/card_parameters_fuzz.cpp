// What decodes can be written again and comes back.
#include <cstdlib>

#include "templates/codec/card_parameters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    const auto parameters = decode_card_parameters({reinterpret_cast<const std::byte*>(data), size});
    if (!parameters) return 0;
    const auto again = encode_card_parameters(*parameters, CardForm::kCompact);
    if (!again || *decode_card_parameters(*again) != *parameters) std::abort();
    return 0;
}
