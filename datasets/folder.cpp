#include "datasets/folder.hpp"

#include <charconv>
#include <system_error>

#include <fmt/core.h>

#include "datasets/natural_order.hpp"
#include "engine/core/read_file.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestResolutionFile = 64;

tl::unexpected<Error> cannot_list(const fs::path& folder, const std::error_code& error) {
    const bool absent = error == std::errc::no_such_file_or_directory;
    return fail(absent ? ErrorCode::kNotFound : ErrorCode::kUnreadable,
                fmt::format("cannot list the folder '{}': {}", folder.string(), error.message()));
}

Result<std::vector<fs::path>> list(const fs::path& folder, bool (*wanted)(const fs::path&)) {
    std::error_code error;
    std::vector<fs::path> files;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (wanted(entry->path()) && entry->is_regular_file(ignored)) files.push_back(entry->path());
    }
    if (error) return cannot_list(folder, error);
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return natural_less(a.filename().string(), b.filename().string());
    });
    return files;
}

std::optional<double> parse_number(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    text.remove_suffix(text.size() - (text.find_last_not_of(kBlanks) + 1));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

}  // namespace

Result<std::vector<fs::path>> list_pictures(const fs::path& folder) { return list(folder, has_picture_extension); }

bool has_template_extension(const fs::path& path) {
    static constexpr std::array<std::string_view, 8> kExtensions = {".dctl", ".fmr", ".ist",         ".json",
                                                                    ".csv",  ".xyt", ".card-normal", ".card-compact"};
    return std::find(kExtensions.begin(), kExtensions.end(), path.extension().string()) != kExtensions.end();
}

Result<std::vector<fs::path>> list_templates(const fs::path& folder) { return list(folder, has_template_extension); }

Result<Dpi> check_resolution(double dots_per_inch, std::string_view source) {
    if (!(dots_per_inch >= kLowestDpi.value() && dots_per_inch <= kHighestDpi.value())) {
        return fail(ErrorCode::kResolutionOutOfRange, fmt::format("{} dpi of {} lie outside {} to {}", dots_per_inch,
                                                                  source, kLowestDpi.value(), kHighestDpi.value()));
    }
    return Dpi(dots_per_inch);
}

Result<Dpi> resolution_of_folder(const fs::path& folder, std::optional<Dpi> otherwise) {
    const fs::path path = folder / kResolutionFile;
    const auto bytes = read_file(path, kLongestResolutionFile);
    if (bytes) {
        const auto number = parse_number({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        if (!number) return fail(ErrorCode::kCorrupt, fmt::format("'{}' holds no number", path.string()));
        return check_resolution(*number, fmt::format("'{}'", path.string()));
    }
    if (bytes.error().code == ErrorCode::kUnsupportedFormat) {
        return fail(ErrorCode::kCorrupt, fmt::format("'{}' holds no number", path.string()));
    }
    if (bytes.error().code != ErrorCode::kNotFound) return pass(bytes);
    return check_resolution(otherwise.value_or(kInternalDpi).value(), "the caller");
}

}  // namespace dactyl
