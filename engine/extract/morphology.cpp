#include "engine/extract/morphology.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace dactyl::stages {
namespace {

// One step of dilation (kGrow) or erosion by 3 x 3 cells; what lies beyond the map neither grows
// nor erodes. Cells are 0 or 1, so that "or" and "and"
// do.
template <bool kGrow>
Mask step(const Mask& mask) {
    const int w = mask.width();
    const int h = mask.height();
    const auto join = [](int a, int b) { return static_cast<std::uint8_t>(kGrow ? a | b : a & b); };
    constexpr std::uint8_t kBeyond = kGrow ? 0 : 1;
    Mask across(w, h + 2, kBeyond);
    Samples<std::uint8_t> padded(static_cast<std::size_t>(w + 2), kBeyond);
    for (int y = 0; y < h; ++y) {
        std::copy_n(mask.row(y), w, padded.begin() + 1);
        std::uint8_t* out = across.row(y + 1);
        for (int x = 0; x < w; ++x) {
            const std::uint8_t* p = padded.data() + x;
            out[x] = join(join(p[0], p[1]), p[2]);
        }
    }
    Mask out(w, h);
    for (int y = 0; y < h; ++y) {
        const std::uint8_t* above = across.row(y);
        const std::uint8_t* here = across.row(y + 1);
        const std::uint8_t* below = across.row(y + 2);
        std::uint8_t* o = out.row(y);
        for (int x = 0; x < w; ++x) o[x] = join(join(above[x], here[x]), below[x]);
    }
    return out;
}

// Marks everything that a walk over 4-neighbours of equal value reaches from (x, y); returns the number of cells.
int flood(const Mask& mask, int x, int y, int label, Map<int>& labels, Samples<int>& stack) {
    const int w = mask.width();
    const auto& cells = mask.samples();
    auto& marks = labels.samples();
    const auto value = mask.at(x, y);
    stack.assign(1, y * w + x);
    labels.at(x, y) = label;
    int count = 0;
    while (!stack.empty()) {
        const int i = stack.back();
        stack.pop_back();
        ++count;
        const int column = i % w;
        const auto visit = [&](int j) {
            const auto k = static_cast<std::size_t>(j);
            if (cells[k] == value && marks[k] == 0) {
                marks[k] = label;
                stack.push_back(j);
            }
        };
        if (column > 0) visit(i - 1);
        if (column < w - 1) visit(i + 1);
        if (i >= w) visit(i - w);
        if (i < w * (mask.height() - 1)) visit(i + w);
    }
    return count;
}

}  // namespace

Mask dilate(const Mask& mask, int times) {
    Mask out = mask;
    for (int i = 0; i < times; ++i) out = step<true>(out);
    return out;
}

Mask erode(const Mask& mask, int times) {
    Mask out = mask;
    for (int i = 0; i < times; ++i) out = step<false>(out);
    return out;
}

Mask largest_filled(const Mask& mask) {
    const int w = mask.width();
    const int h = mask.height();
    Map<int> labels(w, h);
    Samples<int> stack;
    int best = 0;
    int best_count = 0;
    int next = 0;
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            if (mask.at(x, y) == 0 || labels.at(x, y) != 0) continue;
            const int count = flood(mask, x, y, ++next, labels, stack);
            if (count > best_count) {
                best_count = count;
                best = next;
            }
        }
    }
    // Ground that the walk around the border does not reach is a hole; the margin lets that walk go all round.
    Mask ground(w + 2, h + 2, 1);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) ground.at(x + 1, y + 1) = best != 0 && labels.at(x, y) == best ? 0 : 1;
    }
    Map<int> outside(w + 2, h + 2);
    flood(ground, 0, 0, 1, outside, stack);
    Mask out(w, h);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) out.at(x, y) = outside.at(x + 1, y + 1) != 0 ? 0 : 1;
    }
    return out;
}

Mask tidy(const Mask& mask, int close, int open) {
    const Mask closed = largest_filled(erode(dilate(mask, close), close));
    return largest_filled(dilate(erode(closed, open), open));
}

int area(const Mask& mask) { return std::accumulate(mask.samples().begin(), mask.samples().end(), 0); }

Samples<Extent> row_extents(const Mask& mask) {
    Samples<Extent> extents(static_cast<std::size_t>(mask.height()));
    for (int y = 0; y < mask.height(); ++y) {
        const std::uint8_t* row = mask.row(y);
        const std::uint8_t* end = row + mask.width();
        const std::uint8_t* first = std::find(row, end, 1);
        if (first == end) continue;
        const std::uint8_t* last = end;
        while (last[-1] == 0) --last;
        extents[static_cast<std::size_t>(y)] = {static_cast<int>(first - row), static_cast<int>(last - row)};
    }
    return extents;
}

}  // namespace dactyl::stages
