// Every form of a template: what decodes is valid and can be written in every form that holds it. The first byte picks
// the form, so that the card forms, which have no mark, are reached as well.
#include <cstdlib>

#include "templates/codec/formats.hpp"
#include "templates/codec/validity.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    if (size == 0) return 0;
    std::optional<TemplateFormat> format;
    if (data[0] < template_formats().size()) format = template_formats()[data[0]];
    const auto prints = decode_templates({reinterpret_cast<const std::byte*>(data) + 1, size - 1}, format);
    if (!prints) return 0;
    for (const Template& print : *prints) {
        if (!check_template(print, ErrorCode::kInternal)) std::abort();
        for (const TemplateFormat other : template_formats()) {
            if (!encode_templates({&print, 1}, other)) std::abort();
        }
    }
    return 0;
}
