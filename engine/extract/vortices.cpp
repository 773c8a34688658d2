#include "engine/extract/vortices.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "engine/extract/morphology.hpp"
#include "engine/extract/row_kernels.hpp"

namespace dactyl::stages {
namespace {

// The response at the corners of a square of neighbouring pixels, clockwise from the top left, the odd parts' signs as
// the first corner's filter has them.
struct Square {
    std::array<float, 4> even;
    std::array<float, 4> odd;
};

Square square_at(const Response& response, int x, int y) {
    constexpr std::array<int, 4> kX{0, 1, 1, 0};
    constexpr std::array<int, 4> kY{0, 0, 1, 1};
    Square out{};
    const int first = response.sector.at(x, y);
    for (std::size_t i = 0; i < 4; ++i) {
        const int px = x + kX[i];
        const int py = y + kY[i];
        out.even[i] = response.even.at(px, py);
        out.odd[i] = response.odd.at(px, py);
        // Filters more than a quarter turn apart look along opposite normals.
        if (std::abs(response.sector.at(px, py) - first) > kSectors / 2) out.odd[i] = -out.odd[i];
    }
    return out;
}

// How often the quadrilateral of the four complex values winds around zero, by crossings of the real axis's right half.
int winding(const Square& s) {
    int count = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t j = (i + 1) & 3;
        const bool up = s.odd[i] <= 0 && s.odd[j] > 0;
        const bool down = s.odd[i] > 0 && s.odd[j] <= 0;
        if (!up && !down) continue;
        const double cross = static_cast<double>(s.even[i]) * s.odd[j] - static_cast<double>(s.odd[i]) * s.even[j];
        if (up && cross > 0) ++count;
        if (down && cross < 0) --count;
    }
    return count;
}

// Where a linear model of the response over the square vanishes, relative to the square's centre, within the square.
struct Offset {
    float x = 0;
    float y = 0;
};

Offset zero_of(const Square& s) {
    constexpr float kFlat = 1e-9F;  // determinant below which the model has no distinct zero
    const auto slope_x = [](const std::array<float, 4>& v) { return 0.5F * ((v[1] - v[0]) + (v[2] - v[3])); };
    const auto slope_y = [](const std::array<float, 4>& v) { return 0.5F * ((v[3] - v[0]) + (v[2] - v[1])); };
    const auto mean = [](const std::array<float, 4>& v) { return 0.25F * ((v[0] + v[1]) + (v[2] + v[3])); };
    const float ex = slope_x(s.even);
    const float ey = slope_y(s.even);
    const float em = mean(s.even);
    const float ox = slope_x(s.odd);
    const float oy = slope_y(s.odd);
    const float om = mean(s.odd);
    const float determinant = ex * oy - ey * ox;
    if (std::fabs(determinant) <= kFlat) return {};
    return {std::clamp((ey * om - em * oy) / determinant, -0.5F, 0.5F),
            std::clamp((em * ox - ex * om) / determinant, -0.5F, 0.5F)};
}

// Linear interpolation of a map on cells at a pixel position.
float sample(const Map<float>& map, float x, float y) {
    const float cx = std::clamp((x + 0.5F) / kCell - 0.5F, 0.0F, static_cast<float>(map.width() - 1));
    const float cy = std::clamp((y + 0.5F) / kCell - 0.5F, 0.0F, static_cast<float>(map.height() - 1));
    const int x0 = static_cast<int>(cx);
    const int y0 = static_cast<int>(cy);
    const int x1 = std::min(x0 + 1, map.width() - 1);
    const int y1 = std::min(y0 + 1, map.height() - 1);
    const float fx = cx - static_cast<float>(x0);
    const float fy = cy - static_cast<float>(y0);
    return (1 - fy) * ((1 - fx) * map.at(x0, y0) + fx * map.at(x1, y0)) +
           fy * ((1 - fx) * map.at(x0, y1) + fx * map.at(x1, y1));
}

// The unit vector along the ridges at a point, y downwards, on the side of (hint_x, hint_y).
struct Along {
    float x = 0;
    float y = 0;
};

Along ridge_at(const OrientationField& field, float x, float y, double hint_x, double hint_y) {
    const float c2 = sample(field.cosine, x, y);
    const float s2 = sample(field.sine, x, y);
    const Direction doubled = Direction::of_vector(c2, -s2);  // the normal's doubled angle, y downwards
    const Direction normal = Direction::from_steps(static_cast<std::uint16_t>(doubled.steps() / 2));
    const Along along{-normal.sine(), normal.cosine()};
    return along.x * hint_x + along.y * hint_y < 0 ? Along{-along.x, -along.y} : along;
}

// An ending where a ridge, a bifurcation where a valley begins on the side of the additional line.
MinutiaKind kind_at(const Map<float>& even, float x, float y, const Along& along, float period) {
    constexpr float kAhead = 0.7F;  // ridge periods
    const auto px = static_cast<int>(std::lrint(x + kAhead * period * along.x));
    const auto py = static_cast<int>(std::lrint(y + kAhead * period * along.y));
    if (px < 0 || py < 0 || px >= even.width() || py >= even.height()) return MinutiaKind::kUnknown;
    return even.at(px, py) > 0 ? MinutiaKind::kEnding : MinutiaKind::kBifurcation;
}

}  // namespace

Samples<Vortex> find_vortices(const Response& response, const OrientationField& orientation, const Map<float>& period,
                              const Mask& mask) {
    Samples<Vortex> found;
    const int width = response.even.width();
    const int height = response.even.height();
    const Samples<Extent> extents = row_extents(mask);
    Samples<std::uint8_t> flags(static_cast<std::size_t>(width));
    const auto inside = [&](int x, int y) { return mask.at(x / kCell, y / kCell) != 0; };
    for (int y = 0; y + 1 < height; ++y) {
        const Extent e = extents[static_cast<std::size_t>(y / kCell)];
        const int begin = e.first * kCell;
        const int end = std::min(e.last * kCell + 1, width);
        if (e.first == e.last) continue;
        rows::flag_winding(response.even.row(y) + begin, response.even.row(y + 1) + begin, response.odd.row(y) + begin,
                           response.odd.row(y + 1) + begin, response.sector.row(y) + begin,
                           response.sector.row(y + 1) + begin, flags.data() + begin, end - begin);
        for (int x = begin; x + 1 < end; ++x) {
            if (flags[static_cast<std::size_t>(x)] == 0) continue;
            if (!inside(x, y) || !inside(x + 1, y) || !inside(x, y + 1) || !inside(x + 1, y + 1)) continue;
            const Square square = square_at(response, x, y);
            const int charge = winding(square);
            if (charge == 0) continue;
            const Offset offset = zero_of(square);
            Vortex v;
            v.x = static_cast<float>(x) + 0.5F + offset.x;
            v.y = static_cast<float>(y) + 0.5F + offset.y;
            v.charge = charge;
            v.period = period.at(std::min(static_cast<int>(v.x) / kCell, period.width() - 1),
                                 std::min(static_cast<int>(v.y) / kCell, period.height() - 1));
            // The filter's normal is at sector * pi / kSectors; the line more lies along the ridge, on the charge's
            // side.
            const Direction normal =
                Direction::from_steps(static_cast<std::uint16_t>(response.sector.at(x, y) * (32768 / kSectors)));
            const Along along = ridge_at(orientation, v.x, v.y, charge * static_cast<double>(normal.sine()),
                                         -charge * static_cast<double>(normal.cosine()));
            v.direction = Direction::of_vector(along.x, along.y);
            v.kind = kind_at(response.even, v.x, v.y, along, v.period);
            found.push_back(v);
        }
    }
    return found;
}

}  // namespace dactyl::stages
