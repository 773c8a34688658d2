#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

inline constexpr std::uint32_t kFingersPerBlock = 1000;

/// One template of a block, still encoded.
struct TemplateRecord {
    std::uint32_t finger = 0;
    std::uint32_t impression = 0;
    std::vector<std::byte> bytes;  ///< of a native template

    friend bool operator==(const TemplateRecord&, const TemplateRecord&) = default;
};

/// "templates-000012.dtb"
std::string template_block_name(std::uint32_t block);

std::vector<std::byte> encode_template_block(std::span<const TemplateRecord> records);
/// Hostile until checked; memory is bounded by the input's size. Errors: kUnsupportedFormat, kCorrupt.
Result<std::vector<TemplateRecord>> decode_template_block(std::span<const std::byte> bytes);
/// decode_template_block() of a file. Errors: also kNotFound, kUnreadable; every message names the path.
Result<std::vector<TemplateRecord>> read_template_block(const std::filesystem::path& path);

}  // namespace dactyl
