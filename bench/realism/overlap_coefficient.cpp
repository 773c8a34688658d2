#include "bench/realism/overlap_coefficient.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace dactyl {
namespace {

std::map<long, double> shares(std::span<const double> values, double bin) {
    std::map<long, double> shares;
    for (const double v : values) shares[std::lround(std::floor(v / bin))] += 1.0 / static_cast<double>(values.size());
    return shares;
}

}  // namespace

double overlap_coefficient(std::span<const double> a, std::span<const double> b, double bin) {
    const auto of_a = shares(a, bin);
    const auto of_b = shares(b, bin);
    double common = 0;
    for (const auto& [index, share] : of_a) {
        if (const auto at = of_b.find(index); at != of_b.end()) common += std::min(share, at->second);
    }
    return common;
}

}  // namespace dactyl
