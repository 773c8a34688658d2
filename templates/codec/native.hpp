#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// The native template form (engine/docs/formats/template.md): FlatBuffers behind a magic, a version and a checksum.
/// Typically under 600 bytes. Lossless: decode(encode(t)) == t for every valid template.
/// Errors: kInvalidArgument when the template is not valid (see check_template() in templates/codec/validity.hpp).
/// Thread-safe.
Result<std::vector<std::byte>> encode_native(const Template& print);

/// Every byte is hostile until verified: structure, checksum, ranges and meaning are checked before anything is
/// believed, and memory is bounded by the input's size. Errors: kUnsupportedFormat (other magic), kVersionTooNew,
/// kCorrupt. Thread-safe.
Result<Template> decode_native(std::span<const std::byte> bytes);

}  // namespace dactyl
