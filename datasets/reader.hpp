#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/units.hpp"

namespace dactyl {

/// One picture, or file of templates, of a set in the FVC layout ID_IMPRESSION.ext.
struct DatasetPrint {
    std::filesystem::path path;
    std::string stem;        ///< file name without extension
    std::string finger;      ///< everything before the last underscore of the stem
    std::string impression;  ///< everything after it
};

/// A folder of prints with their true resolution.
struct Dataset {
    std::filesystem::path folder;
    std::string name;  ///< the folder's last component
    Dpi dpi = kInternalDpi;
    bool templates = false;            ///< the prints are files of templates, not pictures
    std::vector<DatasetPrint> prints;  ///< grouped by finger; fingers and impressions in natural order (2 before 10)
};

/// Lists a folder: its pictures, or, where there is none, its files of templates (see has_template_extension()).
/// Resolution: dpi.txt in the folder, else `dpi`, else 500. Files without an underscore or with an
/// unknown extension are passed over. Errors: kNotFound (no folder, or no prints in it), kUnreadable, kCorrupt (dpi.txt
/// that is no number), kResolutionOutOfRange.
Result<Dataset> read_dataset(const std::filesystem::path& folder, std::optional<Dpi> dpi = std::nullopt);

}  // namespace dactyl
