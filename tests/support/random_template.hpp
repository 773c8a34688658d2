#pragma once

#include <algorithm>
#include <random>

#include "engine/core/template.hpp"

namespace dactyl {

/// A valid template of nobody, the same for the same generator state on every machine: minutiae by falling quality, an
/// oval foreground with a ragged edge.
inline Template random_template(std::mt19937& random, int minutiae) {
    // Not std::uniform_int_distribution: its numbers differ between standard libraries.
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    Template print;
    print.width = 200 + below(300);
    print.height = 200 + below(300);
    for (int i = 0; i < minutiae; ++i) {
        const auto kind = static_cast<MinutiaKind>(below(3));
        print.minutiae.push_back({static_cast<float>(below(print.width * 8)) / 8,
                                  static_cast<float>(below(print.height * 8)) / 8,
                                  Direction::from_steps(static_cast<std::uint16_t>(below(65'536))), kind,
                                  static_cast<std::uint8_t>(below(101))});
    }
    std::stable_sort(print.minutiae.begin(), print.minutiae.end(),
                     [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    print.foreground = Foreground(print.width, print.height);
    for (int row = 0; row < print.foreground.rows(); ++row) {
        for (int column = 0; column < print.foreground.columns(); ++column) {
            const double x = 2.0 * column / print.foreground.columns() - 1;
            const double y = 2.0 * row / print.foreground.rows() - 1;
            print.foreground.set_cell(column, row, x * x + y * y < 0.7 + 0.1 * below(3));
        }
    }
    print.quality = static_cast<std::uint8_t>(below(101));
    print.position = static_cast<FingerPosition>(below(11));
    print.impression = below(2) == 0 ? Impression::kLiveScanPlain : Impression::kSwipe;
    print.device = {static_cast<std::uint16_t>(below(65'536)), static_cast<std::uint16_t>(below(65'536))};
    print.extractor_version = static_cast<std::uint16_t>(below(65'536));
    return print;
}

}  // namespace dactyl
