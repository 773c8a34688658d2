#include "datasets/synthetic/synthetic_template.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/flow_models.hpp"
#include "datasets/synthetic/impression.hpp"
#include "datasets/synthetic/master_minutiae.hpp"
#include "datasets/synthetic/random_stream.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl {

using synthetic::MasterMinutia;
using synthetic::Point;
using synthetic::Purpose;
using synthetic::RandomStream;

namespace {

// Measured on grown fingers and on templates extracted from their pictures (engine/docs/synthetic.md).
constexpr double kLowestDensity = 0.05;  // minutiae a square millimetre that nothing forces, between fingers
constexpr double kHighestDensity = 0.18;
constexpr double kForcedShare = 0.65;  // of the minutiae that the flow asks for and that are there
constexpr double kMostForced = 0.5;    // a square millimetre; near singular points the flow asks for more than fits
constexpr double kSpacing = 7;         // pixels at 500 dpi: closest neighbours
constexpr double kFlowStep = 6;        // pixels over which the flow's twist is measured
constexpr double kPixelsPerSquareMillimetre = (500 / 25.4) * (500 / 25.4);
constexpr double kEndingShare = 0.57;
constexpr double kPlaceError = 0.8;      // pixels, deviation at roughness 0.2
constexpr double kDirectionError = 4.5;  // degrees, deviation at roughness 0.2
constexpr double kMissed = 0.06;         // share at roughness 0.2
constexpr double kInvented = 0.02;       // a square millimetre at roughness 0.2
constexpr double kReferenceRoughness = 0.22;
constexpr double kMostTrouble = 2.2;  // beyond, an extractor gives places up rather than err more

// Wave vector of the ridges, radians a pixel over 2 pi, of the sign that agrees with `like`.
Point wave(const synthetic::OrientationModel& orientation, const synthetic::PeriodModel& period, Point at,
           Direction like) {
    Direction ridge = Direction::from_steps(static_cast<std::uint16_t>(orientation.doubled(at).steps() / 2));
    if (std::abs(turn(like, ridge)) > 16384) ridge = ridge.reversed();
    const double frequency = 1 / period.period(at);
    return {frequency * static_cast<double>(ridge.sine()), frequency * static_cast<double>(ridge.cosine())};
}

// Keeps points apart: a grid of cells with at most one point each.
class Spacing {
  public:
    explicit Spacing(double distance) : distance_(distance) {}
    bool free(Point p) const {
        return std::none_of(points_.begin(), points_.end(), [&](const Point& q) {
            return (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) < distance_ * distance_;
        });
    }
    void take(Point p) { points_.push_back(p); }

  private:
    double distance_;
    std::vector<Point> points_;
};

std::vector<MasterMinutia> scatter(const synthetic::FingerTraits& traits, std::uint64_t seed, std::uint32_t finger) {
    const synthetic::OrientationModel orientation(traits, seed, finger);
    const synthetic::PeriodModel period(traits, seed, finger);
    RandomStream random(seed, finger, 0, Purpose::kTemplate);
    const double share = random.uniform();
    const double density = kLowestDensity + (kHighestDensity - kLowestDensity) * (1 - share * share);
    const double half = synthetic::kFingerHalfWidth * traits.size;
    const double above = synthetic::kFingerAbove * traits.size;
    const double below = synthetic::kFingerBelow * traits.size;
    const double ceiling = density + kMostForced * kForcedShare;
    const double area = 2 * half * (above + below) / kPixelsPerSquareMillimetre;
    Spacing spacing(kSpacing);
    std::vector<MasterMinutia> minutiae;
    for (int n = random.poisson(std::min(ceiling * area, 900.0)); n > 0; --n) {
        const Point p = {random.uniform(-half, half), random.uniform(-above, below)};
        const double chance = random.uniform() * ceiling;
        const bool first_sign = random.chance(0.5);
        const bool ending = random.chance(kEndingShare);
        if (!spacing.free(p)) continue;
        const Direction ridge = Direction::from_steps(static_cast<std::uint16_t>(orientation.doubled(p).steps() / 2));
        // The curl of the wave vector is the density of minutiae, counted by sign, that the flow forces.
        const Point here = wave(orientation, period, p, ridge);
        const Point right = wave(orientation, period, {p.x + kFlowStep, p.y}, ridge);
        const Point lower = wave(orientation, period, {p.x, p.y + kFlowStep}, ridge);
        const double curl = ((right.y - here.y) - (lower.x - here.x)) / kFlowStep * kPixelsPerSquareMillimetre;
        const double forced = kForcedShare * std::min(std::fabs(curl), kMostForced);
        if (chance >= density + forced) continue;
        spacing.take(p);
        const bool along = chance < forced ? curl > 0 : first_sign;
        minutiae.push_back(
            {p, along ? ridge : ridge.reversed(), ending ? MinutiaKind::kEnding : MinutiaKind::kBifurcation});
    }
    return minutiae;
}

Foreground mask_of(const synthetic::ImpressionTraits& traits, const synthetic::PlacementMap& placement, int width,
                   int height) {
    constexpr double kMaskRadius = 0.94;  // of the contact region, up to which ridges print
    Foreground mask(width, height);
    const double middle = 0.5 * (Foreground::kCellSize - 1);
    for (int row = 0; row < mask.rows(); ++row) {
        for (int column = 0; column < mask.columns(); ++column) {
            const Point p = placement.to_finger({(column * Foreground::kCellSize + middle) / placement.scale(),
                                                 (row * Foreground::kCellSize + middle) / placement.scale()});
            mask.set_cell(column, row, traits.contact.radius(p) < kMaskRadius);
        }
    }
    return mask;
}

bool by_quality(const Minutia& a, const Minutia& b) {
    if (a.quality != b.quality) return a.quality > b.quality;
    return a.y != b.y ? a.y < b.y : a.x < b.x;
}

double worst(const std::vector<synthetic::Spot>& spots, Point p) {
    double most = 0;
    for (const synthetic::Spot& spot : spots) most = std::max(most, spot.at(p));
    return most;
}

}  // namespace

struct SyntheticMinutiae::Finger {
    std::uint64_t seed = 0;
    std::uint32_t number = 0;
    synthetic::FingerTraits traits;
    std::vector<MasterMinutia> minutiae;
};

SyntheticMinutiae::SyntheticMinutiae(std::uint64_t seed, std::uint32_t finger) {
    auto made = std::make_shared<Finger>();
    made->seed = seed;
    made->number = finger;
    made->traits = synthetic::draw_traits(seed, finger);
    made->minutiae = scatter(made->traits, seed, finger);
    finger_ = std::move(made);
}

Result<Template> SyntheticMinutiae::impress(const SyntheticRequest& request) const {
    if (const auto checked = request.check(); !checked) return pass(checked);
    if (request.seed != finger_->seed || request.finger != finger_->number) {
        return fail(ErrorCode::kInvalidArgument, "an impression of another finger than the one drawn");
    }
    const synthetic::ImpressionTraits traits = synthetic::draw_impression(finger_->traits, request);
    const synthetic::PlacementMap placement(traits, request.width, request.height, request.dpi);
    RandomStream random(request.seed, request.finger, request.impression + 1, Purpose::kTemplate);
    const double trouble =
        std::min((traits.roughness + 0.5 * std::fabs(traits.moisture)) / (kReferenceRoughness + 0.1), kMostTrouble);
    const double blur = std::sqrt(trouble);  // filters of extraction average roughness away

    Template print;
    print.width = static_cast<int>(request.width * placement.scale() + 0.5);
    print.height = static_cast<int>(request.height * placement.scale() + 0.5);
    print.foreground = mask_of(traits, placement, print.width, print.height);
    print.position = finger_->traits.position;
    const Direction turned = Direction::from_degrees(traits.rotation);
    const auto add = [&](Point finger_place, Direction direction, MinutiaKind kind, double quality) {
        const Point pixel = placement.to_picture(finger_place);
        Minutia minutia;
        minutia.x = to_minutia_grid((pixel.x + 0.5) * placement.scale() - 0.5);
        minutia.y = to_minutia_grid((pixel.y + 0.5) * placement.scale() - 0.5);
        if (!(minutia.x >= 0 && minutia.y >= 0 && minutia.x < static_cast<float>(print.width) &&
              minutia.y < static_cast<float>(print.height))) {
            return;
        }
        if (!print.foreground.contains(minutia.x, minutia.y)) return;
        minutia.direction = direction + turned;
        minutia.kind = kind;
        minutia.quality = static_cast<std::uint8_t>(std::clamp(quality, 1.0, 100.0));
        print.minutiae.push_back(minutia);
    };
    for (const MasterMinutia& minutia : finger_->minutiae) {
        const double kept = random.uniform();
        const Point error = {random.normal(0, kPlaceError * blur), random.normal(0, kPlaceError * blur)};
        const double turn_error = random.normal(0, kDirectionError * blur);
        const double quality = random.normal(82, 14) - 12 * trouble;
        const bool flipped = random.chance(0.12 * trouble);
        const Point seen = traits.distortion.apply(minutia.place);
        const double damage = worst(traits.worn, seen) + worst(traits.smudges, seen) + worst(traits.wet, seen);
        if (kept < kMissed * trouble + 0.45 * damage) continue;
        const MinutiaKind other =
            minutia.kind == MinutiaKind::kEnding ? MinutiaKind::kBifurcation : MinutiaKind::kEnding;
        add({seen.x + error.x, seen.y + error.y}, minutia.direction + Direction::from_degrees(turn_error),
            flipped ? other : minutia.kind, quality - 40 * damage);
    }
    // Invented minutiae lie along the ridges like true ones.
    const double area =
        print.foreground.area() * Foreground::kCellSize * Foreground::kCellSize / kPixelsPerSquareMillimetre;
    const int invented = random.poisson(kInvented * trouble * area);
    if (invented > 0) {
        const synthetic::OrientationModel orientation(finger_->traits, request.seed, request.finger);
        for (int n = 0; n < invented; ++n) {
            const synthetic::ContactRegion& region = traits.contact;
            const Point seen = {region.centre.x + random.uniform(-1, 1) * region.half_width,
                                region.centre.y + random.uniform(-region.above, region.below)};
            Direction ridge = Direction::from_steps(
                static_cast<std::uint16_t>(orientation.doubled(traits.distortion.undo(seen)).steps() / 2));
            if (random.chance(0.5)) ridge = ridge.reversed();
            const auto kind = random.chance(kEndingShare) ? MinutiaKind::kEnding : MinutiaKind::kBifurcation;
            add(seen, ridge, kind, random.normal(45, 15));
        }
    }
    std::sort(print.minutiae.begin(), print.minutiae.end(), by_quality);
    double sum = 0;
    for (const Minutia& minutia : print.minutiae) sum += minutia.quality;
    const double mean = print.minutiae.empty() ? 0 : sum / static_cast<double>(print.minutiae.size());
    print.quality = static_cast<std::uint8_t>(std::clamp(mean * std::min(1.0, area / 150), 0.0, 100.0));
    return print;
}

Result<Template> generate_template(const SyntheticRequest& request) {
    if (const auto checked = request.check(); !checked) return pass(checked);
    return SyntheticMinutiae(request.seed, request.finger).impress(request);
}

}  // namespace dactyl
