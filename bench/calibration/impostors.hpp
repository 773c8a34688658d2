#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace dactyl {

/// A comparison of prints of two fingers that are taken for different ones.
struct ImpostorComparison {
    int set_a = 0;  ///< index of the folder
    int set_b = 0;
    int finger_a = 0;  ///< numbered through all folders
    int finger_b = 0;
    double similarity = 0;  ///< uncalibrated
};

struct Impostors {
    std::vector<ImpostorComparison> comparisons;
    std::vector<std::string> fingers;  ///< "folder/finger"
    int failures = 0;                  ///< pictures without a template
};

/// Extracts every print of the folders and compares every pair of different fingers, within and across folders.
/// Errors: those of read_dataset().
Result<Impostors> compare_impostors(const std::vector<std::filesystem::path>& folders);

/// Removes pairs of fingers from different folders that are the same finger under two names: those of which more than
/// half of the comparisons lie among the highest 0.1 %. Returns what was removed, for the record.
std::vector<std::string> remove_same_fingers(Impostors& impostors);

}  // namespace dactyl
