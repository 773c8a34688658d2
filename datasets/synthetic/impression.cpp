#include "datasets/synthetic/impression.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/random_stream.hpp"
#include "engine/core/elementary.hpp"

namespace dactyl::synthetic {
namespace {

// Spread of the circumstances, set by the realism report (engine/docs/synthetic.md): kNormal like a cooperative user on
// an optical sensor, kHard like a careless one with dry or wet fingers.
struct Profile {
    double rotation;    // degrees
    double shift;       // pixels at 500 dpi
    double slide;       // of the skin, pixels at 500 dpi
    double twist;       // of the skin, degrees
    double moisture;    // deviation
    double size;        // deviation of the contact region's size, share
    double roughness;   // mean
    double patchiness;  // mean
    double noise;       // gray levels
    double wet;         // mean number of drops
    double worn;        // mean number of worn places
    double smudges;     // mean number
    double scratches;   // mean number
    double residue;     // probability of a trace of the last print
    double variety;     // of all damage between fingers and days, deviation of its logarithm
};

constexpr Profile kEasy = {3, 8, 3, 1, 0.10, 0.03, 0.12, 0.12, 3, 0.1, 0.1, 0.0, 0.1, 0.0, 0.1};
constexpr Profile kNormal = {9, 24, 11, 4.5, 0.35, 0.09, 0.31, 0.32, 6, 1.5, 2.0, 0.8, 0.8, 0.2, 0.4};
constexpr Profile kHard = {12, 32, 14, 6, 0.42, 0.11, 0.38, 0.38, 8, 2.2, 2.6, 1.2, 1.5, 0.4, 0.45};

const Profile& profile_of(Difficulty difficulty) {
    switch (difficulty) {
        case Difficulty::kEasy:
            return kEasy;
        case Difficulty::kNormal:
            return kNormal;
        case Difficulty::kHard:
            return kHard;
    }
    return kNormal;
}

constexpr double kMostRotation = 35;   // degrees
constexpr double kContactWidth = 138;  // half of it, pixels at 500 dpi, finger of size 1
constexpr double kContactAbove = 165;
constexpr double kContactBelow = 185;

std::vector<Spot> draw_spots(RandomStream& random, double mean, const ContactRegion& region, double smallest,
                             double largest, double weakest, double strongest) {
    std::vector<Spot> spots(random.poisson(mean));
    for (Spot& spot : spots) {
        spot.centre = {region.centre.x + random.uniform(-0.9, 0.9) * region.half_width,
                       region.centre.y + random.uniform(-0.9, 0.9) * region.above};
        spot.radius = random.uniform(smallest, largest);
        spot.strength = random.uniform(weakest, strongest);
    }
    return spots;
}

void draw_damage(ImpressionTraits& traits, const Profile& profile, const SyntheticRequest& request, double damage,
                 RandomStream random) {
    traits.wet = draw_spots(random, damage * profile.wet, traits.contact, 10, 34, 0.3, 0.7);
    traits.worn = draw_spots(random, damage * profile.worn, traits.contact, 16, 55, 0.4, 0.95);
    traits.smudges = draw_spots(random, damage * profile.smudges, traits.contact, 20, 60, 0.3, 0.75);
    traits.scratches.resize(random.poisson(profile.scratches));
    for (Scratch& scratch : traits.scratches) {
        scratch.from = {random.uniform(0, request.width), random.uniform(0, request.height)};
        const Direction along = Direction::from_degrees(random.uniform(0, 360));
        const double length = random.uniform(0.1, 0.5) * request.height;
        scratch.to = {scratch.from.x + length * static_cast<double>(along.cosine()),
                      scratch.from.y + length * static_cast<double>(along.sine())};
        scratch.half_width = random.uniform(0.5, 1.2);
    }
    if (random.chance(profile.residue)) traits.residue = random.uniform(0.05, 0.22);
    traits.residue_shift = {random.normal(0, 25), random.normal(0, 25)};
}

constexpr double kSmallAreaSpread = 1.6;  // people miss a small sensor by more

}  // namespace

double Spot::at(Point p) const {
    const double x = (p.x - centre.x) / radius;
    const double y = (p.y - centre.y) / radius;
    const double inside = std::max(0.0, 1 - (x * x + y * y));
    return strength * inside * inside;
}

double ContactRegion::radius(Point p) const {
    const double x = (p.x - centre.x) / half_width;
    const double y = (p.y - centre.y) / (p.y < centre.y ? above : below);
    if (y <= 0) return std::sqrt(x * x + y * y);
    return std::sqrt(std::sqrt(x * x * x * x + y * y * y * y));
}

ImpressionTraits draw_impression(const FingerTraits& finger, const SyntheticRequest& request) {
    const Profile& profile = profile_of(request.difficulty);
    const auto stream = [&](Purpose purpose) {
        return RandomStream(request.seed, request.finger, request.impression + 1, purpose);
    };
    ImpressionTraits traits;

    RandomStream placement = stream(Purpose::kPlacement);
    traits.rotation = std::clamp(placement.normal(0, profile.rotation), -kMostRotation, kMostRotation);
    if (request.rotation) traits.rotation = placement.uniform(-*request.rotation, *request.rotation);
    const bool small = request.sensor == SyntheticDevice::kSmallArea;
    traits.shift = {-finger.pad.x, -finger.pad.y};
    traits.shift.x += placement.normal_within(0, small ? kSmallAreaSpread * profile.shift : profile.shift, 2.5);
    traits.shift.y += placement.normal_within(-15, small ? kSmallAreaSpread * profile.shift : profile.shift, 2.5);

    RandomStream contact = stream(Purpose::kContact);
    const double pressed = finger.size * contact.normal_within(1, profile.size, 2.5);
    traits.contact.half_width = kContactWidth * pressed * contact.normal_within(1, profile.size, 2);
    traits.contact.above = kContactAbove * pressed * contact.normal_within(1, profile.size, 2);
    traits.contact.below = kContactBelow * pressed * contact.normal_within(1, profile.size, 2);
    // A finger placed off the sensor's middle is usually rolled towards the other side as well.
    traits.contact.centre.x =
        0.7 * finger.pad.x - 0.3 * traits.shift.x + contact.normal_within(0, 0.4 * profile.shift, 2);
    traits.contact.centre.y =
        0.7 * finger.pad.y + 10 - 0.3 * traits.shift.y + contact.normal_within(0, 0.5 * profile.shift, 2);

    RandomStream skin = stream(Purpose::kDistortion);
    SkinDistortion& distortion = traits.distortion;
    distortion.centre = {traits.contact.centre.x + skin.normal_within(0, 10, 2),
                         traits.contact.centre.y + skin.normal_within(0, 12, 2)};
    distortion.half_width = traits.contact.half_width * skin.uniform(0.3, 0.6);
    distortion.half_height = traits.contact.above * skin.uniform(0.3, 0.6);
    distortion.slide = {skin.normal_within(0, profile.slide, 2.5), skin.normal_within(0, profile.slide, 2.5)};
    traits.twist = skin.normal_within(0, profile.twist, 2.5);
    const Direction twist = Direction::from_degrees(traits.twist);
    distortion.cosine = twist.cosine();
    distortion.sine = twist.sine();
    distortion.elasticity = skin.uniform(1.2, 2.2);

    RandomStream moisture = stream(Purpose::kMoisture);
    traits.moisture = std::clamp(moisture.normal(0, profile.moisture), -1.0, 1.0);
    const double damage =
        exponential(profile.variety * (0.6 * finger.coarseness + 0.8 * moisture.normal_within(0, 1, 2)));
    traits.roughness = damage * profile.roughness * moisture.uniform(0.6, 1.4);
    traits.patchiness = damage * profile.patchiness * moisture.uniform(0.6, 1.4);

    RandomStream sensor = stream(Purpose::kSensor);
    traits.noise = profile.noise * sensor.uniform(0.7, 1.3);
    traits.darkness = sensor.uniform(165, 215);
    draw_damage(traits, profile, request, damage, stream(Purpose::kDamage));
    return traits;
}

PlacementMap::PlacementMap(const ImpressionTraits& traits, int width, int height, Dpi dpi)
    : middle_{(width - 1) * 0.5, (height - 1) * 0.5}, shift_(traits.shift), scale_(kInternalDpi.value() / dpi.value()) {
    const Direction turn = Direction::from_degrees(traits.rotation);
    cosine_ = turn.cosine();
    sine_ = turn.sine();
}

// Counter-clockwise on a picture whose y grows downwards: (x, y) -> (c x + s y, -s x + c y). Back: the transpose.
Point PlacementMap::to_finger(Point pixel) const {
    const double x = (pixel.x - middle_.x) * scale_ - shift_.x;
    const double y = (pixel.y - middle_.y) * scale_ - shift_.y;
    return {cosine_ * x - sine_ * y, sine_ * x + cosine_ * y};
}

Point PlacementMap::to_picture(Point finger) const {
    const double x = cosine_ * finger.x + sine_ * finger.y + shift_.x;
    const double y = -sine_ * finger.x + cosine_ * finger.y + shift_.y;
    return {middle_.x + x / scale_, middle_.y + y / scale_};
}

}  // namespace dactyl::synthetic
