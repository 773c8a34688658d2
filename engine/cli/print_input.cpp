#include "engine/cli/print_input.hpp"

#include "engine/cli/print_source.hpp"
#include "engine/cli/stage_pictures.hpp"
#include "engine/cli/template_input.hpp"
#include "engine/core/read_file.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "templates/codec/native.hpp"

namespace dactyl::cli {
namespace {

// A native template stays far below; a longer file can only be a picture, whose own reader knows its limit.
constexpr std::size_t kMostTemplateBytes = 1 << 20;

}  // namespace

Result<DrawnPrint> read_print(const std::filesystem::path& path, const std::optional<double>& dpi) {
    if (const auto bytes = read_file(path, kMostTemplateBytes)) {
        Result<Template> print = decode_native(*bytes);
        if (print) {
            GrayImage picture = picture_of_foreground(*print);
            return DrawnPrint{std::move(picture), std::move(*print)};
        }
        if (print.error().code != ErrorCode::kUnsupportedFormat)
            return tl::unexpected(in_file(path.string(), print.error()));
    }
    const Result<GrayImage> picture = read_picture(path, picture_dpi(dpi));
    if (!picture) return pass(picture);
    StagePictures stages(false);
    Result<Template> print = extract(*picture, {}, &stages);
    if (!print) return tl::unexpected(in_file(path.string(), print.error()));
    return DrawnPrint{stages.resampled()->clone(), std::move(*print)};
}

}  // namespace dactyl::cli
