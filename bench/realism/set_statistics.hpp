#pragma once

#include <string>
#include <vector>

#include "datasets/reader.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// What the engine sees in a set of prints; a value a print or a pair.
struct SetStatistics {
    std::string name;
    int failures = 0;              ///< prints without a template
    std::vector<double> minutiae;  ///< a print
    std::vector<double> area;      ///< of a print, square millimetres
    std::vector<double> density;   ///< minutiae a square millimetre
    std::vector<double> period;    ///< mean ridge period of a print, pixels at 500 dpi
    std::vector<double> quality;   ///< 0 to 100
    std::vector<double> genuine;   ///< scores of all pairs of one finger
    std::vector<double> impostor;  ///< scores of pairs of different fingers, same impression number
};

/// Extracts and compares all prints of a set on all threads. Errors: those of reading the pictures.
Result<SetStatistics> measure_set(const Dataset& set);

/// All values of several sets together.
SetStatistics pool(std::string name, const std::vector<SetStatistics>& sets);

}  // namespace dactyl
