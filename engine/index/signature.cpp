#include "engine/index/signature.hpp"

#include <algorithm>

#include "engine/match/prepared_print.hpp"

namespace dactyl {
namespace {

constexpr int kUnit = 32;  // 4 pixels in 1/8 pixel
constexpr int kReach = 127 * kUnit;

struct Middle {
    int x = 0;
    int y = 0;
};

std::size_t lanes_of(const PreparedPrint& print) {
    return std::min(kSignatureLanes, static_cast<std::size_t>(print.described));
}

Middle middle_of_box(const PreparedPrint& print, std::size_t lanes) {
    if (lanes == 0) return {};
    const auto [left, right] = std::minmax_element(print.x.begin(), print.x.begin() + lanes);
    const auto [top, bottom] = std::minmax_element(print.y.begin(), print.y.begin() + lanes);
    return {(*left + *right) / 2, (*top + *bottom) / 2};
}

std::uint64_t folded_code(const PreparedPrint& print, std::size_t lane) {
    const std::uint64_t even = print.bits[0][lane] | print.bits[2][lane];
    const std::uint64_t odd = print.bits[1][lane] | print.bits[3][lane];
    return even | odd << 32;
}

// Places beyond the reach are moved to its edge: a print so large has few of its best minutiae there.
int within_reach(int offset) { return std::clamp(offset, -kReach, kReach); }

std::uint8_t coarse_direction(std::uint16_t steps) {
    return static_cast<std::uint8_t>(static_cast<std::uint16_t>(steps + 128) >> 8);
}

std::int8_t coarse_place(int offset) {
    return static_cast<std::int8_t>((within_reach(offset) + kReach + kUnit / 2) / kUnit - 127);
}

}  // namespace

PrintSignature make_signature(const PreparedPrint& print) {
    PrintSignature out;
    const std::size_t lanes = lanes_of(print);
    const Middle middle = middle_of_box(print, lanes);
    for (std::size_t i = 0; i < lanes; ++i) {
        out.code[i] = folded_code(print, i);
        out.x[i] = coarse_place(print.x[i] - middle.x);
        out.y[i] = coarse_place(print.y[i] - middle.y);
        out.direction[i] = coarse_direction(print.direction[i]);
    }
    return out;
}

ProbeSignature make_probe_signature(const PreparedPrint& print) {
    ProbeSignature out;
    out.count = lanes_of(print);
    const Middle middle = middle_of_box(print, out.count);
    for (std::size_t i = 0; i < out.count; ++i) {
        out.code[i] = folded_code(print, i);
        out.x[i] = static_cast<std::int16_t>(within_reach(print.x[i] - middle.x));
        out.y[i] = static_cast<std::int16_t>(within_reach(print.y[i] - middle.y));
        out.direction[i] = coarse_direction(print.direction[i]);
    }
    return out;
}

}  // namespace dactyl
