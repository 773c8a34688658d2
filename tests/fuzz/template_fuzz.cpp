// DACTYL_FORM is one form of a template, or std::nullopt for the door that tells them apart: what decodes is valid and
// can be written in every form that holds it.
#include <cstdlib>

#include "templates/codec/formats.hpp"
#include "templates/codec/validity.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dactyl;
    const auto prints = decode_templates({reinterpret_cast<const std::byte*>(data), size}, DACTYL_FORM);
    if (!prints) return 0;
    for (const Template& print : *prints) {
        if (!check_template(print, ErrorCode::kInternal)) std::abort();
        for (const TemplateFormat other : template_formats()) {
            if (!encode_templates({&print, 1}, other)) std::abort();
        }
    }
    return 0;
}
