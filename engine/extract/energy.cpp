#include "engine/extract/energy.hpp"

#include <algorithm>
#include <vector>

#include "engine/extract/morphology.hpp"
#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {

Energy measure_energy(const Response& response, const Map<std::int16_t>& normalised, const EnergyMaskOptions& options) {
    constexpr float kPart = 1.0F / (kCell * kCell);
    constexpr float kLeastVariance = 1e-6F;  // keeps a blank corner finite
    const int columns = normalised.width() / kCell;
    const int cell_rows = normalised.height() / kCell;
    Map<float> energy(columns, cell_rows);
    Map<float> variance(columns, cell_rows);
    Samples<float> energy_sums(static_cast<std::size_t>(normalised.width()));
    Samples<float> variance_sums(energy_sums.size());
    for (int r = 0; r < cell_rows; ++r) {
        std::fill(energy_sums.begin(), energy_sums.end(), 0.0F);
        std::fill(variance_sums.begin(), variance_sums.end(), 0.0F);
        for (int y = r * kCell; y < (r + 1) * kCell; ++y) {
            rows::add_energy(response.even.row(y), response.odd.row(y), normalised.row(y), energy_sums.data(),
                             variance_sums.data(), normalised.width());
        }
        for (int c = 0; c < columns; ++c) {
            const float* e = energy_sums.data() + c * kCell;
            const float* v = variance_sums.data() + c * kCell;
            energy.at(c, r) = ((e[0] + e[1]) + (e[2] + e[3])) * kPart;
            variance.at(c, r) = ((v[0] + v[1]) + (v[2] + v[3])) * kPart;
        }
    }
    Energy out{smooth(energy, options.sigma / kCell), smooth(variance, options.sigma / kCell)};
    for (std::size_t i = 0; i < out.explained.samples().size(); ++i) {
        float& v = out.explained.samples()[i];
        v = std::min(1.0F, out.filtered.samples()[i] / (v + kLeastVariance));
    }
    return out;
}

Mask mask_by_energy(const Map<float>& filtered, const Mask& segmentation, const EnergyMaskOptions& options) {
    constexpr double kPercentile = 0.8;
    Samples<float> inside;
    for (std::size_t i = 0; i < filtered.samples().size(); ++i) {
        if (segmentation.samples()[i] != 0) inside.push_back(filtered.samples()[i]);
    }
    Mask out(segmentation.width(), segmentation.height());
    if (inside.empty()) return out;
    const auto k = inside.begin() + static_cast<std::ptrdiff_t>(kPercentile * static_cast<double>(inside.size()));
    std::nth_element(inside.begin(), k, inside.end());
    const float limit = static_cast<float>(options.level) * *k;
    for (std::size_t i = 0; i < out.samples().size(); ++i) {
        out.samples()[i] = segmentation.samples()[i] != 0 && filtered.samples()[i] > limit ? 1 : 0;
    }
    out = tidy(out, options.close, options.open);
    // Closing may have grown over the segmentation's edge.
    for (std::size_t i = 0; i < out.samples().size(); ++i) out.samples()[i] &= segmentation.samples()[i];
    return out;
}

}  // namespace dactyl::stages
