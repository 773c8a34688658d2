// dactyl_calibrate FOLDER...: fits the table of engine/match/calibration.cpp on sets of real prints and tests it on
// each set left out. engine/docs/calibration.md says how to read what it prints.
#include <cstdio>

#include <fmt/format.h>

#include "bench/calibration/fit.hpp"

namespace dactyl {
namespace {

bool concerns(const ImpostorComparison& c, int set) { return c.set_a == set || c.set_b == set; }

// Observed over predicted share of impostors at a score, on the comparisons of a set that the fit has not seen.
double left_out_ratio(const std::vector<ImpostorComparison>& comparisons, int set, const Calibration& fit, double score,
                      double share) {
    const double threshold = similarity_at(fit, score);
    std::size_t all = 0;
    std::size_t above = 0;
    for (const ImpostorComparison& c : comparisons) {
        if (!concerns(c, set)) continue;
        ++all;
        if (c.similarity >= threshold) ++above;
    }
    return static_cast<double>(above) / static_cast<double>(all) / share;
}

int calibrate(const std::vector<std::filesystem::path>& folders) {
    auto impostors = compare_impostors(folders);
    if (!impostors) {
        fmt::print(stderr, "error: {}\n", impostors.error().message);
        return 1;
    }
    for (const std::string& same : remove_same_fingers(*impostors)) fmt::print("same finger, left out: {}\n", same);
    const Calibration fit = fit_calibration(impostors->comparisons);
    fmt::print("{} impostor comparisons, {} pictures without a template\n", impostors->comparisons.size(),
               impostors->failures);
    fmt::print("tail from {:.5f}: shape {:.3f} +- {:.3f}, used {:.3f}, scale {:.6f}\n", fit.threshold, fit.fitted_shape,
               fit.shape_error, fit.tail.shape, fit.tail.scale);
    for (const CalibrationKnot& knot : fit.knots) fmt::print("{{{:.6f}, {:g}}},\n", knot.similarity, knot.score);

    fmt::print("left out: observed over predicted FMR at score 20, 30, 40\n");
    for (std::size_t set = 0; set < folders.size(); ++set) {
        std::vector<ImpostorComparison> others = impostors->comparisons;
        std::erase_if(others, [&](const ImpostorComparison& c) { return concerns(c, static_cast<int>(set)); });
        const Calibration without = fit_calibration(others);
        const auto ratio = [&](double score, double share) {
            return left_out_ratio(impostors->comparisons, static_cast<int>(set), without, score, share);
        };
        fmt::print("{:16} {:5.2f} {:5.2f} {:5.2f}\n", folders[set].filename().string(), ratio(20, 1e-2),
                   ratio(30, 1e-3), ratio(40, 1e-4));
    }
    return 0;
}

}  // namespace
}  // namespace dactyl

int main(int count, char** values) {
    if (count < 3) {
        fmt::print(stderr,
                   "usage: dactyl_calibrate FOLDER FOLDER...   (sets of prints in the FVC layout, two or more)\n");
        return 2;
    }
    return dactyl::calibrate({values + 1, values + count});
}
