#include "datasets/synthetic/sensor_look.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/lattice_noise.hpp"
#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

// Gray levels and geometry of a kind of sensor. Ground and contrast were read off pictures of such sensors.
struct Look {
    float ground = 246;      // of the bare sensor
    float contrast = 1;      // share of the impression's darkness
    float shade = 0.07F;     // unevenness of the ink's darkness, share
    float glow = 0;          // how much lighter the ground is where skin touches it, gray levels
    float gradient = 0;      // of the ground over the picture, gray levels
    float column_noise = 0;  // deviation of each column's offset, gray levels
    float grain = 1;         // share of the impression's noise
    double dust = 0;         // mean number of specks
    bool trapezoid = false;  // a dim frame, narrower at the bottom
    int stripe = 0;          // rows swept at once, 0 for none
};

Look look_of(SyntheticDevice sensor) {
    Look look;
    switch (sensor) {
        case SyntheticDevice::kOptical:
            look.dust = 6;
            look.gradient = 5;
            look.trapezoid = true;
            break;
        case SyntheticDevice::kCapacitive:
        case SyntheticDevice::kSmallArea:
            look.ground = 158;
            look.contrast = 0.52F;
            look.gradient = 20;
            look.column_noise = 3;
            look.grain = 1.2F;
            break;
        case SyntheticDevice::kThermal:
            look.ground = 112;
            look.glow = 118;
            look.contrast = 1.05F;
            look.gradient = 10;
            look.column_noise = 3;
            look.stripe = 10;
            break;
    }
    return look;
}

constexpr double kShadeSpacing = 60;        // pixels at 500 dpi
constexpr float kFrameDim = 26;             // gray levels darker outside the trapezoid
constexpr double kStitchProbability = 0.3;  // of a stripe that is set off by a pixel or two

// How each row of the picture is set off and toned: only swept sensors do.
struct Row {
    int offset = 0;  // pixels
    float tone = 0;  // gray levels
};

std::vector<Row> draw_rows(const Look& look, int height, RandomStream& random) {
    std::vector<Row> rows(height);
    if (look.stripe == 0) return rows;
    Row now;
    for (int y = 0; y < height; ++y) {
        if (y % look.stripe == 0) {
            if (random.chance(kStitchProbability)) now.offset = std::clamp(now.offset + random.index(3) - 1, -3, 3);
            now.tone = static_cast<float>(random.normal(0, 2.5));
        }
        rows[y] = now;
    }
    return rows;
}

// How firmly the finger touches along a row: linear between the middles of the print's cells, 0 to 1.
void touch_along(const Plane<std::uint8_t>& touch, int y, std::vector<float>& line) {
    const auto between = [](int pixel, int cells) {
        const float at = (static_cast<float>(pixel) - 0.5F * kTouchCell) / kTouchCell;
        return std::clamp(at, 0.0F, static_cast<float>(cells - 1));
    };
    const float v = between(y, touch.height());
    const int y0 = static_cast<int>(v);
    const int y1 = std::min(y0 + 1, touch.height() - 1);
    for (int x = 0; x < static_cast<int>(line.size()); ++x) {
        const float u = between(x, touch.width());
        const int x0 = static_cast<int>(u);
        const int x1 = std::min(x0 + 1, touch.width() - 1);
        const float s = u - static_cast<float>(x0);
        const float top = touch.at(x0, y0) * (1 - s) + touch.at(x1, y0) * s;
        const float bottom = touch.at(x0, y1) * (1 - s) + touch.at(x1, y1) * s;
        line[x] = (top + (bottom - top) * (v - static_cast<float>(y0))) * (1.0F / 255);
    }
}

void draw_dust(GrayImage& image, double mean, RandomStream& random) {
    for (int n = random.poisson(mean); n > 0; --n) {
        const double x = random.uniform(0, image.width());
        const double y = random.uniform(0, image.height());
        const double radius = random.uniform(0.5, 1.8);
        const double depth = random.uniform(20, 110);
        for (int j = -3; j <= 3; ++j) {
            for (int i = -3; i <= 3; ++i) {
                const int px = static_cast<int>(x) + i;
                const int py = static_cast<int>(y) + j;
                if (px < 0 || py < 0 || px >= image.width() || py >= image.height()) continue;
                const double distance = std::sqrt((px - x) * (px - x) + (py - y) * (py - y));
                const double share = std::clamp(radius + 0.5 - distance, 0.0, 1.0);
                image.row(py)[px] = static_cast<std::uint8_t>(std::max(image.row(py)[px] - depth * share, 0.0));
            }
        }
    }
}

void draw_scratch(Plane<std::uint8_t>& ink, const Scratch& scratch) {
    const double dx = scratch.to.x - scratch.from.x;
    const double dy = scratch.to.y - scratch.from.y;
    const int steps = static_cast<int>(std::max(std::fabs(dx), std::fabs(dy))) + 1;
    const int reach = static_cast<int>(scratch.half_width) + 1;
    for (int s = 0; s <= steps; ++s) {
        const double x = scratch.from.x + dx * s / steps;
        const double y = scratch.from.y + dy * s / steps;
        for (int j = -reach; j <= reach; ++j) {
            for (int i = -reach; i <= reach; ++i) {
                const int px = static_cast<int>(std::floor(x)) + i;
                const int py = static_cast<int>(std::floor(y)) + j;
                if (!ink.inside(px, py)) continue;
                const double distance = std::sqrt((px - x) * (px - x) + (py - y) * (py - y));
                const double left = std::clamp(distance - scratch.half_width, 0.0, 1.0);
                ink.at(px, py) = std::min(ink.at(px, py), static_cast<std::uint8_t>(255 * left));
            }
        }
    }
}

// Irwin-Hall of four, deviation 1: close enough to normal for gray noise.
float grain_at(std::uint64_t key, int x, int y) {
    const std::uint64_t bits = mix_bits(key + static_cast<std::uint64_t>(y) * 4096 + static_cast<std::uint64_t>(x));
    const auto sum = static_cast<float>((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
    return (sum * (1.0F / 65536) - 2) * 1.732F;
}

}  // namespace

GrayImage look_through_sensor(const ContactPrint& print, const ImpressionTraits& traits,
                              const SyntheticRequest& request) {
    RandomStream random(request.seed, request.finger, request.impression + 1, Purpose::kSensor);
    const Look look = look_of(request.sensor);
    const int width = request.width;
    const int height = request.height;
    LatticeNoise shade(random.bits(), kShadeSpacing * request.dpi.value() / kInternalDpi.value());
    const std::uint64_t grain_key = random.bits();
    const std::vector<Row> rows = draw_rows(look, height, random);
    std::vector<float> columns(width);
    for (float& c : columns) c = look.column_noise * static_cast<float>(random.normal());
    const float tilt = look.gradient * static_cast<float>(random.normal());
    const float slope = look.gradient * static_cast<float>(random.normal());

    Plane<std::uint8_t> ink = print.ink;
    for (const Scratch& scratch : traits.scratches) draw_scratch(ink, scratch);

    const float dark = static_cast<float>(traits.darkness) * look.contrast * (1.0F / 255);
    const float grain = static_cast<float>(traits.noise) * look.grain;
    std::vector<float> shade_line(width);
    std::vector<float> touch_line(width);
    GrayImage image(width, height, request.dpi, 255);
    for (int y = 0; y < height; ++y) {
        shade.line(0, 1, y, width, shade_line.data());
        if (look.glow > 0) touch_along(print.touch, y, touch_line);
        const float v = static_cast<float>(y) / static_cast<float>(height) - 0.5F;
        // The trapezoid's side at this row, from the picture's edge: nothing at the top, a twentieth of the width
        // below.
        const float side = look.trapezoid ? (0.01F + 0.05F * (v + 0.5F)) * static_cast<float>(width) : 0;
        for (int x = 0; x < width; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(width) - 0.5F;
            const int from = std::clamp(x + rows[y].offset, 0, width - 1);
            float gray = look.ground + tilt * u + slope * v + rows[y].tone + columns[x] + look.glow * touch_line[x];
            const float beyond = side - static_cast<float>(std::min(x, width - 1 - x));
            gray -= kFrameDim * std::clamp(0.2F * beyond, 0.0F, 1.0F);
            gray -= static_cast<float>(ink.at(from, y)) * dark * (1 + look.shade * shade_line[x]);
            gray += grain * grain_at(grain_key, x, y);
            image.row(y)[x] = static_cast<std::uint8_t>(std::clamp(gray + 0.5F, 0.0F, 255.0F));
        }
    }
    draw_dust(image, look.dust, random);
    return image;
}

}  // namespace dactyl::synthetic
