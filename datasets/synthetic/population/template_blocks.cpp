#include "datasets/synthetic/population/template_blocks.hpp"

#include <cstring>

#include <fmt/format.h>

#include "datasets/synthetic/population/checksum.hpp"
#include "engine/core/read_file.hpp"

namespace dactyl {
namespace {

constexpr std::uint32_t kMagic = 0x31425444;  // "DTB1"
constexpr std::size_t kRecordHead = 12;       // bytes
constexpr std::size_t kMostBlockBytes = 1U << 30U;

tl::unexpected<Error> corrupt(const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged block of templates: {}", what));
}

}  // namespace

std::string template_block_name(std::uint32_t block) { return fmt::format("templates-{:06}.dtb", block); }

std::vector<std::byte> encode_template_block(std::span<const TemplateRecord> records) {
    std::vector<std::byte> bytes;
    append_u32(bytes, kMagic);
    append_u32(bytes, static_cast<std::uint32_t>(records.size()));
    for (const TemplateRecord& record : records) {
        append_u32(bytes, record.finger);
        append_u32(bytes, record.impression);
        append_u32(bytes, static_cast<std::uint32_t>(record.bytes.size()));
        bytes.insert(bytes.end(), record.bytes.begin(), record.bytes.end());
    }
    append_checksum(bytes);
    return bytes;
}

Result<std::vector<TemplateRecord>> decode_template_block(std::span<const std::byte> bytes) {
    if (bytes.size() < 12 || read_u32(bytes) != kMagic) {
        return fail(ErrorCode::kUnsupportedFormat, "no block of templates: it does not begin with DTB1");
    }
    const auto body = checked_body(bytes);
    if (!body) return corrupt("its checksum does not fit");
    const std::uint32_t count = read_u32(bytes.subspan(4));
    auto rest = body->subspan(8);
    if (count > rest.size() / kRecordHead) return corrupt("more records than bytes for them");
    std::vector<TemplateRecord> records(count);
    for (TemplateRecord& record : records) {
        if (rest.size() < kRecordHead) return corrupt("it ends within a record");
        record.finger = read_u32(rest);
        record.impression = read_u32(rest.subspan(4));
        const std::uint32_t length = read_u32(rest.subspan(8));
        rest = rest.subspan(kRecordHead);
        if (length > rest.size()) return corrupt("it ends within a record");
        record.bytes.assign(rest.begin(), rest.begin() + length);
        rest = rest.subspan(length);
    }
    if (!rest.empty()) return corrupt("bytes after the last record");
    return records;
}

Result<std::vector<TemplateRecord>> read_template_block(const std::filesystem::path& path) {
    const auto bytes = read_file(path, kMostBlockBytes);
    if (!bytes) return pass(bytes);
    auto records = decode_template_block(*bytes);
    if (!records) return fail(records.error().code, fmt::format("'{}': {}", path.string(), records.error().message));
    return records;
}

}  // namespace dactyl
