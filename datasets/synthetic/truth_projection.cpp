#include "datasets/synthetic/truth_projection.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl::synthetic {
namespace {

constexpr double kJacobianStep = 2;  // pixels at 500 dpi
constexpr int kVisibleReach = 9;     // pixels at 500 dpi about a minutia: one ridge to either side
constexpr double kVisibleLikeness =
    0.45;  // correlation of ink and undamaged ridges from which a minutia counts as visible
constexpr std::uint8_t kTouching = 128;  // of ContactPrint::touch

// d(skin) / d(seen) of the distortion.
struct Jacobian {
    double xx = 1, xy = 0, yx = 0, yy = 1;
};

Jacobian jacobian_at(const SkinDistortion& distortion, Point seen) {
    const Point x0 = distortion.undo({seen.x - kJacobianStep, seen.y});
    const Point x1 = distortion.undo({seen.x + kJacobianStep, seen.y});
    const Point y0 = distortion.undo({seen.x, seen.y - kJacobianStep});
    const Point y1 = distortion.undo({seen.x, seen.y + kJacobianStep});
    constexpr double kUnit = 1 / (2 * kJacobianStep);
    return {(x1.x - x0.x) * kUnit, (y1.x - y0.x) * kUnit, (x1.y - x0.y) * kUnit, (y1.y - y0.y) * kUnit};
}

// A direction of the skin as it is seen in the finger's frame: the inverse of the Jacobian, up to a positive factor.
Direction seen_direction(const Jacobian& j, Direction skin) {
    const double x = skin.cosine();
    const double y = -skin.sine();
    return Direction::of_vector(j.yy * x - j.xy * y, j.xx * y - j.yx * x);
}

// How much closer ridges of that direction lie to each other where they are seen than on the skin.
double crowding(const Jacobian& j, Direction skin) {
    const double nx = skin.sine();
    const double ny = skin.cosine();
    const double kx = j.xx * nx + j.yx * ny;
    const double ky = j.xy * nx + j.yy * ny;
    return std::sqrt(kx * kx + ky * ky);
}

class Projection {
  public:
    Projection(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request)
        : master_(master),
          traits_(traits),
          placement_(traits, request.width, request.height, request.dpi),
          turn_(Direction::from_degrees(traits.rotation)) {}

    Point to_picture(Point skin) const { return placement_.to_picture(traits_.distortion.apply(skin)); }
    Point to_internal(Point pixel) const {
        return {(pixel.x + 0.5) * placement_.scale() - 0.5, (pixel.y + 0.5) * placement_.scale() - 0.5};
    }
    Point from_internal(Point p) const {
        return {(p.x + 0.5) / placement_.scale() - 0.5, (p.y + 0.5) / placement_.scale() - 0.5};
    }
    double scale() const { return placement_.scale(); }

    Direction direction(Point skin, Direction d) const {
        return seen_direction(jacobian_at(traits_.distortion, traits_.distortion.apply(skin)), d) + turn_;
    }

    // Orientation (256 steps to half a turn) and period (1/16 pixel) at a pixel; false outside the finger.
    bool ridge(Point pixel, std::uint8_t& orientation, std::uint8_t& period) const {
        const Point seen = placement_.to_finger(pixel);
        const Point skin = traits_.distortion.undo(seen);
        const int x = static_cast<int>(std::floor((skin.x + master_.maps.origin.x) / kMapStep));
        const int y = static_cast<int>(std::floor((skin.y + master_.maps.origin.y) / kMapStep));
        if (!master_.maps.doubled.inside(x, y)) return false;
        const Direction ridge =
            Direction::from_steps(static_cast<std::uint16_t>(master_.maps.doubled.at(x, y).steps() / 2));
        const Jacobian j = jacobian_at(traits_.distortion, seen);
        const unsigned steps = (seen_direction(j, ridge) + turn_).steps();
        orientation = static_cast<std::uint8_t>((steps + 64) >> 7);
        const double seen_period = period_of_rung(master_.maps.period.at(x, y)) / crowding(j, ridge);
        period = static_cast<std::uint8_t>(std::clamp(seen_period * 16 + 0.5, 1.0, 255.0));
        return true;
    }

  private:
    const MasterFinger& master_;
    const ImpressionTraits& traits_;
    PlacementMap placement_;
    Direction turn_;
};

// Correlation of the ink with the undamaged ridges about a pixel. Whole numbers: exact in any order.
double likeness(const ContactPrint& print, Point pixel, int reach) {
    std::int64_t n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
    const int cx = static_cast<int>(std::floor(pixel.x + 0.5));
    const int cy = static_cast<int>(std::floor(pixel.y + 0.5));
    for (int y = std::max(0, cy - reach); y <= std::min(print.ink.height() - 1, cy + reach); ++y) {
        for (int x = std::max(0, cx - reach); x <= std::min(print.ink.width() - 1, cx + reach); ++x) {
            const int ink = print.ink.at(x, y);
            const int height = print.height.at(x, y);
            ++n;
            a += ink;
            b += height;
            aa += ink * ink;
            bb += height * height;
            ab += ink * height;
        }
    }
    const double spread = static_cast<double>(n * aa - a * a) * static_cast<double>(n * bb - b * b);
    return spread > 0 ? static_cast<double>(n * ab - a * b) / std::sqrt(spread) : 0;
}

bool touches(const ContactPrint& print, Point pixel) {
    const int x = static_cast<int>(std::floor(pixel.x));
    const int y = static_cast<int>(std::floor(pixel.y));
    return print.ink.inside(x, y) && print.touch.at(x / kTouchCell, y / kTouchCell) >= kTouching;
}

void project_minutiae(const MasterFinger& master, const Projection& projection, const ContactPrint& print,
                      GroundTruth& truth) {
    const int reach = std::max(4, static_cast<int>(kVisibleReach / projection.scale()));
    for (std::size_t i = 0; i < master.minutiae.size(); ++i) {
        const MasterMinutia& minutia = master.minutiae[i];
        const Point pixel = projection.to_picture(minutia.place);
        const Point p = projection.to_internal(pixel);
        TrueMinutia seen;
        seen.x = static_cast<float>(p.x);
        seen.y = static_cast<float>(p.y);
        seen.direction = projection.direction(minutia.place, minutia.direction);
        seen.kind = minutia.kind;
        seen.number = static_cast<std::uint16_t>(i);
        seen.visible = touches(print, pixel) && likeness(print, pixel, reach) >= kVisibleLikeness;
        truth.minutiae.push_back(seen);
    }
}

void project_maps(const Projection& projection, const ContactPrint& print, GroundTruth& truth) {
    const std::size_t cells = static_cast<std::size_t>(truth.mask.columns()) * truth.mask.rows();
    truth.orientation.assign(cells, 0);
    truth.period.assign(cells, 0);
    for (int row = 0; row < truth.mask.rows(); ++row) {
        for (int column = 0; column < truth.mask.columns(); ++column) {
            const double half = 0.5 * (Foreground::kCellSize - 1);
            const Point pixel =
                projection.from_internal({column * Foreground::kCellSize + half, row * Foreground::kCellSize + half});
            const std::size_t cell = static_cast<std::size_t>(row) * truth.mask.columns() + column;
            const bool skin = projection.ridge(pixel, truth.orientation[cell], truth.period[cell]);
            truth.mask.set_cell(column, row, skin && touches(print, pixel));
        }
    }
}

}  // namespace

GroundTruth project_truth(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request,
                          const ContactPrint& print) {
    const Projection projection(master, traits, request);
    GroundTruth truth;
    truth.generator = generator_version();
    truth.seed = request.seed;
    truth.finger = request.finger;
    truth.impression = request.impression;
    truth.width = static_cast<int>(std::floor(request.width * projection.scale() + 0.5));
    truth.height = static_cast<int>(std::floor(request.height * projection.scale() + 0.5));
    truth.pattern = master.traits.pattern;
    truth.position = master.traits.position;
    truth.mask = Foreground(truth.width, truth.height);
    project_minutiae(master, projection, print, truth);
    project_maps(projection, print, truth);
    const auto add = [&](Point skin, bool delta) {
        const Point p = projection.to_internal(projection.to_picture(skin));
        truth.singularities.push_back({static_cast<float>(p.x), static_cast<float>(p.y), delta});
    };
    for (const Point& loop : master.traits.loops) add(loop, false);
    for (const Point& delta : master.traits.deltas) add(delta, true);

    const Point middle = projection.to_internal({(request.width - 1) * 0.5 + traits.shift.x / projection.scale(),
                                                 (request.height - 1) * 0.5 + traits.shift.y / projection.scale()});
    const SkinDistortion& d = traits.distortion;
    const auto f = [](double value) { return static_cast<float>(value); };
    truth.placement = {f(middle.x),     f(middle.y),      f(traits.rotation), f(d.slide.x),
                       f(d.slide.y),    f(traits.twist),  f(d.centre.x),      f(d.centre.y),
                       f(d.half_width), f(d.half_height), f(d.elasticity)};
    return truth;
}

}  // namespace dactyl::synthetic
