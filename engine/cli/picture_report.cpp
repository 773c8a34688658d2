#include "engine/cli/picture_report.hpp"

#include <fmt/format.h>

#include "engine/cli/template_report.hpp"
#include "engine/image/files/image_record.hpp"

namespace dactyl::cli {
namespace {

std::string unit_of(std::uint8_t code) {
    if (code == 1) return "1 (pixels an inch)";
    return code == 2 ? "2 (pixels a centimetre)" : fmt::format("{} (no meaning)", code);
}

std::string quality_of(std::uint8_t value) {
    return value >= 254 ? fmt::format("{} (not known)", value) : fmt::format("{}", value);
}

Json view_json(const ImageRecord& record, std::size_t index) {
    const ImageRecordView& view = record.views[index];
    Json json = {{"finger", position_name(view.position)},
                 {"view", fmt::format("{} of {}", view.number, view.count)},
                 {"quality", quality_of(view.quality)},
                 {"impression", impression_name(view.impression)},
                 {"picture", fmt::format("{} x {} px", view.width, view.height)},
                 {"bytes", view.data.size()}};
    const auto picture = picture_of(record, index);
    json["pixels"] = picture ? "decode" : fmt::format("do not decode: {}", picture.error().message);
    return json;
}

}  // namespace

Result<Json> describe_picture(const LoadedFile& file) {
    if (file.picture != PictureFormat::kImageRecord) {
        const auto picture = decode_picture(file.bytes, kInternalDpi);
        if (!picture) return pass(picture);
        return Json{{"form", name_of(file)},
                    {"picture", fmt::format("{} x {} px", picture->width(), picture->height())},
                    {"bytes", file.bytes.size()},
                    {"bits_per_pixel", 8.0 * static_cast<double>(file.bytes.size()) /
                                           (static_cast<double>(picture->width()) * picture->height())}};
    }
    const auto record = decode_image_record(file.bytes);
    if (!record) return pass(record);
    Json json = {{"form", to_string(record->format)}};
    if (record->format == ImageRecordFormat::kAnsi2004) {
        json["vendor"] = fmt::format("{:#06x}", record->vendor);
        json["product"] = fmt::format("{:#06x}", record->product);
    }
    json["device"] = fmt::format("{:#06x}", record->device);
    json["acquisition_level"] = record->level;
    json["fingers"] = record->fingers;
    json["resolution_unit"] = unit_of(record->units);
    json["device_resolution"] = fmt::format("{} x {}", record->scan_x, record->scan_y);
    json["picture_resolution"] = fmt::format("{} x {}", record->image_x, record->image_y);
    if (const auto dpi = resolution_of(*record); dpi && *dpi) json["dpi"] = (*dpi)->value();
    json["pixel_depth"] = fmt::format("{} bits", record->depth);
    json["compression"] =
        fmt::format("{} ({})", record->compression, to_string(static_cast<ImageCompression>(record->compression)));
    json["views"] = Json::array();
    for (std::size_t i = 0; i < record->views.size(); ++i) json["views"].push_back(view_json(*record, i));
    return json;
}

Result<std::vector<Finding>> check_picture(const LoadedFile& file) {
    std::vector<Finding> findings;
    if (file.picture != PictureFormat::kImageRecord) {
        const auto picture = decode_picture(file.bytes, kInternalDpi);
        if (!picture) return pass(picture);
        return findings;
    }
    const auto record = decode_image_record(file.bytes, &findings);
    if (!record) return pass(record);
    std::size_t offset = record->format == ImageRecordFormat::kAnsi2004 ? 36 : 32;
    for (std::size_t i = 0; i < record->views.size(); ++i) {
        constexpr std::size_t kViewHeader = 14;
        if (const auto picture = picture_of(*record, i); !picture) {
            findings.push_back({offset + kViewHeader, "the pixels do not decode: " + picture.error().message});
        }
        offset += kViewHeader + record->views[i].data.size();
    }
    return findings;
}

}  // namespace dactyl::cli
