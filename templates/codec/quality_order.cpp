#include "templates/codec/quality_order.hpp"

namespace dactyl {

void sort_by_quality(std::vector<Minutia>& minutiae) {
    const auto better = [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; };
    if (std::is_sorted(minutiae.begin(), minutiae.end(), better)) return;
    std::stable_sort(minutiae.begin(), minutiae.end(), better);
}

std::vector<Minutia> best_minutiae(std::span<const Minutia> minutiae, std::size_t most) {
    std::vector<std::size_t> order(minutiae.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (most < order.size()) {
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return minutiae[a].quality > minutiae[b].quality; });
        order.resize(most);
        std::sort(order.begin(), order.end());
    }
    std::vector<Minutia> best;
    best.reserve(order.size());
    for (const std::size_t i : order) best.push_back(minutiae[i]);
    return best;
}

}  // namespace dactyl
