#include "datasets/reader.hpp"

#include <fmt/core.h>

#include "datasets/folder.hpp"
#include "datasets/natural_order.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

/// Nothing for a name that does not follow ID_IMPRESSION.
std::optional<DatasetPrint> parse_name(const fs::path& path) {
    DatasetPrint print{path, path.stem().string(), {}, {}};
    const std::size_t underscore = print.stem.rfind('_');
    if (underscore == std::string::npos || underscore == 0 || underscore + 1 == print.stem.size()) return std::nullopt;
    print.finger = print.stem.substr(0, underscore);
    print.impression = print.stem.substr(underscore + 1);
    return print;
}

std::vector<DatasetPrint> prints_in(const std::vector<fs::path>& files) {
    std::vector<DatasetPrint> prints;
    for (const fs::path& path : files) {
        if (auto print = parse_name(path)) prints.push_back(std::move(*print));
    }
    return prints;
}

bool earlier(const DatasetPrint& a, const DatasetPrint& b) {
    if (a.finger != b.finger) return natural_less(a.finger, b.finger);
    return natural_less(a.impression, b.impression);
}

/// "set" of both "somewhere/set" and "somewhere/set/".
std::string name_of(const fs::path& folder) {
    std::error_code error;
    fs::path path = fs::canonical(folder, error);
    if (error) path = folder;
    return path.filename().string();
}

}  // namespace

Result<Dataset> read_dataset(const fs::path& folder, std::optional<Dpi> dpi) {
    auto files = list_pictures(folder);
    if (!files) return pass(files);
    const auto resolution = resolution_of_folder(folder, dpi);
    if (!resolution) return pass(resolution);

    Dataset dataset{folder, name_of(folder), *resolution, false, prints_in(*files)};
    if (dataset.prints.empty()) {
        files = list_templates(folder);
        if (!files) return pass(files);
        dataset.templates = true;
        dataset.prints = prints_in(*files);
    }
    if (dataset.prints.empty()) {
        return fail(
            ErrorCode::kNotFound,
            fmt::format("no prints in '{}': expected pictures or templates named ID_IMPRESSION.ext", folder.string()));
    }
    std::stable_sort(dataset.prints.begin(), dataset.prints.end(), earlier);
    const auto twin = std::adjacent_find(dataset.prints.begin(), dataset.prints.end(),
                                         [](const DatasetPrint& a, const DatasetPrint& b) { return a.stem == b.stem; });
    if (twin != dataset.prints.end()) {
        return fail(ErrorCode::kCorrupt, fmt::format("'{}' and '{}' are one print in two files", twin->path.string(),
                                                     (twin + 1)->path.filename().string()));
    }
    return dataset;
}

}  // namespace dactyl
