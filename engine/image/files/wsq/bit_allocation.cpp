#include "engine/image/files/wsq/bit_allocation.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl::wsq {
namespace {

// IAFIS-IC-0110, part 3, names these values and gives no others.
constexpr double kLeastVariance = 1.01;     // of a subband that is coded
constexpr double kFlatVariance = 20'000;    // of subbands 0 to 3 together: below, the print's place is not believed
constexpr double kFinestBin = 0.15;         // ours: far below a gray level, and values still fit 16 bits
constexpr double kLoadingFactor = 2.5;      // standard deviations at which the quantiser overloads
constexpr std::size_t kLowestSubbands = 4;  // 0 to 3, whose bins do not depend on their variance
constexpr std::array<double, 8> kWeights = {1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08};  // of 52 to 59
constexpr std::size_t kFirstWeighted = 52;

/// The part of a subband in which a print is expected.
Region middle_of(const Region& band) {
    Region middle = band;
    middle.x += band.width / 8;
    middle.y += 9 * band.height / 32;
    middle.width = 3 * band.width / 4;
    middle.height = 7 * band.height / 16;
    return middle.width > 0 && middle.height > 0 ? middle : band;
}

double variance_in(Plane& plane, const Region& region) {
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < region.height; ++y) {
        const float* row = plane.row(region.y + y) + region.x;
        for (int x = 0; x < region.width; ++x) {
            sum += row[x];
            squares += double{row[x]} * row[x];
        }
    }
    const double count = region.width * region.height;
    // A sample alone does not vary; its strength says whether it matters.
    return count > 1 ? (squares - sum * sum / count) / (count - 1) : squares;
}

using Variances = std::array<double, kCodedSubbands>;

Variances variances_of(Plane& plane, const Subbands& subbands) {
    Variances variances{};
    const auto measure = [&](std::size_t band, bool whole) {
        const Region& region = subbands.regions[band];
        variances[band] = variance_in(plane, whole ? region : middle_of(region));
    };
    double lowest = 0;
    for (std::size_t band = 0; band < kLowestSubbands; ++band) {
        measure(band, false);
        lowest += variances[band];
    }
    const bool flat = lowest < kFlatVariance;
    for (std::size_t band = flat ? 0 : kLowestSubbands; band < variances.size(); ++band) measure(band, flat);
    return variances;
}

/// The bin's width up to a factor that all subbands share.
double relative_bin(std::size_t band, double variance) {
    if (band < kLowestSubbands) return 1;
    const double weight = band < kFirstWeighted ? 1 : kWeights[band - kFirstWeighted];
    return 10 / (weight * std::log(variance));
}

/// The share of the picture's samples that lie in the subband.
double share_of(std::size_t band) { return band < kLowestSubbands ? 1.0 / 1024 : band < 51 ? 1.0 / 256 : 1.0 / 16; }

struct Coded {
    std::size_t band;
    double deviation;
    double bin;
};

/// What the relative bins are divided by.
double finest(std::vector<Coded> coded, double bits_per_pixel) {
    for (;;) {
        double share = 0;
        double product = 0;  // as a logarithm
        for (const Coded& one : coded) {
            share += share_of(one.band);
            product += share_of(one.band) * std::log(one.deviation / one.bin);
        }
        const double factor = std::exp2(bits_per_pixel / share - 1) / kLoadingFactor / std::exp(product / share);
        const std::size_t before = coded.size();
        // Those that would get no bits leave their share to the others.
        std::erase_if(coded, [&](const Coded& one) { return one.bin / factor >= 2 * kLoadingFactor * one.deviation; });
        if (coded.size() == before || coded.empty()) return factor;
    }
}

}  // namespace

BinWidths allocate_bins(Plane& coefficients, const Subbands& subbands, double bits_per_pixel) {
    BinWidths widths{};
    const Variances variances = variances_of(coefficients, subbands);
    std::vector<Coded> coded;
    for (std::size_t band = 0; band < variances.size(); ++band) {
        if (variances[band] < kLeastVariance) continue;
        coded.push_back({band, std::sqrt(variances[band]), relative_bin(band, variances[band])});
    }
    if (coded.empty()) return widths;
    const double factor = finest(coded, bits_per_pixel);
    for (const Coded& one : coded) widths[one.band] = std::max(one.bin / factor, kFinestBin);
    return widths;
}

}  // namespace dactyl::wsq
