#include "datasets/synthetic/impression.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

// Spread of the circumstances, set so that the prints of kNormal look and match like those of a cooperative user on an
// optical sensor, kHard like a careless one's with dry or wet fingers.
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
};

constexpr Profile kEasy = {3, 8, 3, 1, 0.10, 0.03, 0.12, 0.12, 3};
constexpr Profile kNormal = {7, 18, 8, 3, 0.22, 0.06, 0.22, 0.25, 5};
constexpr Profile kHard = {12, 32, 14, 6, 0.42, 0.11, 0.34, 0.36, 8};

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

}  // namespace

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
    traits.shift.x = placement.normal_within(0, profile.shift, 2.5);
    traits.shift.y = placement.normal_within(-15, profile.shift, 2.5);

    RandomStream contact = stream(Purpose::kContact);
    const double pressed = finger.size * contact.normal_within(1, profile.size, 2.5);
    traits.contact.half_width = kContactWidth * pressed * contact.normal_within(1, profile.size, 2);
    traits.contact.above = kContactAbove * pressed * contact.normal_within(1, profile.size, 2);
    traits.contact.below = kContactBelow * pressed * contact.normal_within(1, profile.size, 2);
    // A finger placed off the sensor's middle is usually rolled towards the other side as well.
    traits.contact.centre.x = -0.3 * traits.shift.x + contact.normal_within(0, 0.4 * profile.shift, 2);
    traits.contact.centre.y = 10 - 0.3 * traits.shift.y + contact.normal_within(0, 0.5 * profile.shift, 2);

    RandomStream skin = stream(Purpose::kDistortion);
    SkinDistortion& distortion = traits.distortion;
    distortion.centre = {traits.contact.centre.x + skin.normal_within(0, 10, 2),
                         traits.contact.centre.y + skin.normal_within(0, 12, 2)};
    distortion.half_width = traits.contact.half_width * skin.uniform(0.3, 0.6);
    distortion.half_height = traits.contact.above * skin.uniform(0.3, 0.6);
    distortion.slide = {skin.normal_within(0, profile.slide, 2.5), skin.normal_within(0, profile.slide, 2.5)};
    const Direction twist = Direction::from_degrees(skin.normal_within(0, profile.twist, 2.5));
    distortion.cosine = twist.cosine();
    distortion.sine = twist.sine();
    distortion.elasticity = skin.uniform(1.2, 2.2);

    RandomStream moisture = stream(Purpose::kMoisture);
    traits.moisture = std::clamp(moisture.normal(0, profile.moisture), -1.0, 1.0);
    traits.roughness = profile.roughness * moisture.uniform(0.6, 1.4);
    traits.patchiness = profile.patchiness * moisture.uniform(0.6, 1.4);

    RandomStream sensor = stream(Purpose::kSensor);
    traits.noise = profile.noise * sensor.uniform(0.7, 1.3);
    traits.darkness = sensor.uniform(165, 215);
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
