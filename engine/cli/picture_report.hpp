#pragma once

#include <span>

#include "engine/cli/console.hpp"
#include "engine/cli/template_input.hpp"
#include "engine/core/finding.hpp"

namespace dactyl::cli {

/// Every field of a finger image record with its meaning, or what a picture file says of itself. Errors: those of
/// decoding.
Result<Json> describe_picture(const LoadedFile& file);

/// What in the file its standard does not allow; every picture in it is decoded. Errors: those of decoding.
Result<std::vector<Finding>> check_picture(const LoadedFile& file);

}  // namespace dactyl::cli
