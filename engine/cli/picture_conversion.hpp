#pragma once

#include <optional>
#include <string>

#include "engine/cli/template_input.hpp"
#include "engine/image/files/image_record.hpp"

namespace dactyl::cli {

/// The names that --to takes beside those of templates.
std::span<const std::string_view> picture_targets();

struct PictureConversion {
    std::string to;  ///< one of picture_targets()
    std::optional<std::size_t> view;
    std::optional<double> dpi;   ///< of a picture that does not state its resolution; 500
    std::string size;            ///< WIDTHxHEIGHT of raw pixels
    std::string compression;     ///< in a record; empty: as it is in a record already, otherwise raw
    std::optional<double> rate;  ///< WSQ: bits a pixel; JPEG 2000: ratio; JPEG: quality
};

/// The bytes of a picture, or of the views of a finger image record, in another form. Within records nothing is
/// decoded that need not be. Errors: those of reading and writing, and kInvalidArgument.
Result<std::vector<std::byte>> convert_picture(const LoadedFile& file, const PictureConversion& conversion);

}  // namespace dactyl::cli
