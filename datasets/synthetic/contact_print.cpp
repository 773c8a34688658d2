#include "datasets/synthetic/contact_print.hpp"

#include <algorithm>
#include <cmath>

#include "datasets/synthetic/lattice_noise.hpp"
#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

constexpr int kMeshStep = kTouchCell;   // pixels between points where the placement is worked out; linear between them
constexpr float kSoftness = 0.55F;      // of a ridge's flank, share of its height
constexpr float kMoistureGain = 0.75F;  // shift of the contact level between dry and wet, share of a ridge's height
constexpr float kWettest = -0.8F;       // contact level at which valleys are just still seen, same share
constexpr float kEdgeLift = 1.3F;       // loss of contact at the border of the region
constexpr double kEdgeWidth = 0.22;     // of the border where contact fades, share of the region's radius
constexpr double kEdgeWander = 0.025;   // unevenness of the border, same share
constexpr double kEdgeSpacing = 40;     // of it, pixels at 500 dpi
constexpr double kTouchGrain = 3.0;     // spacing of what belongs to the touch, pixels at 500 dpi
constexpr double kPatchSpacing = 30;    // spacing of the pressure's unevenness

// Where each point of a mesh over the picture lies on the finger, and how it touches there.
struct MeshPoint {
    float x = 0;  // pixels of the master
    float y = 0;
    float lift = 0;      // loss of contact, ridge heights
    float relief = 1;    // share of the ridges' height that is left
    float contrast = 1;  // share of the ink's contrast that is left
};

MeshPoint mix(const MeshPoint& a, const MeshPoint& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.lift + (b.lift - a.lift) * t,
            a.relief + (b.relief - a.relief) * t, a.contrast + (b.contrast - a.contrast) * t};
}

double strongest(const std::vector<Spot>& spots, Point p) {
    double most = 0;
    for (const Spot& spot : spots) most = std::max(most, spot.at(p));
    return most;
}

Plane<MeshPoint> place_mesh(const MasterFinger& master, const ImpressionTraits& traits, const PlacementMap& placement,
                            const SyntheticRequest& request, std::uint64_t edge_key) {
    const LatticeNoise edge(edge_key, kEdgeSpacing);
    Plane<MeshPoint> mesh(request.width / kMeshStep + 2, request.height / kMeshStep + 2);
    for (int j = 0; j < mesh.height(); ++j) {
        for (int i = 0; i < mesh.width(); ++i) {
            const Point seen =
                placement.to_finger({static_cast<double>(i * kMeshStep), static_cast<double>(j * kMeshStep)});
            const Point skin = traits.distortion.undo(seen);
            const double radius =
                traits.contact.radius(seen) + kEdgeWander * static_cast<double>(edge.at(seen.x, seen.y));
            const double inwards = std::clamp((1 - radius) / kEdgeWidth, -2.0, 1.0);
            const double lift = kEdgeLift * (1 - inwards) * (1 - inwards) - strongest(traits.wet, seen);
            mesh.at(i, j) = {static_cast<float>(skin.x + master.maps.origin.x),
                             static_cast<float>(skin.y + master.maps.origin.y), static_cast<float>(lift),
                             static_cast<float>(1 - strongest(traits.worn, seen)),
                             static_cast<float>(1 - strongest(traits.smudges, seen))};
        }
    }
    return mesh;
}

// A value of the master between its pixels; `outside` beyond its border.
float sample(const Plane<std::int8_t>& plane, float x, float y, float outside) {
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    if (!(fx >= 0 && fy >= 0 && fx + 1 < static_cast<float>(plane.width()) &&
          fy + 1 < static_cast<float>(plane.height()))) {
        return outside;
    }
    const float tx = x - fx;
    const float ty = y - fy;
    const std::int8_t* a = plane.row(static_cast<int>(fy)) + static_cast<int>(fx);
    const std::int8_t* b = a + plane.width();
    const float top = a[0] + (a[1] - a[0]) * tx;
    const float bottom = b[0] + (b[1] - b[0]) * tx;
    return top + (bottom - top) * ty;
}

float smooth_step(float t) {
    const float c = std::clamp(t, 0.0F, 1.0F);
    return c * c * (3 - 2 * c);
}

}  // namespace

ContactPrint press(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request) {
    RandomStream noise(request.seed, request.finger, request.impression + 1, Purpose::kNoise);
    const PlacementMap placement(traits, request.width, request.height, request.dpi);
    const Plane<MeshPoint> mesh = place_mesh(master, traits, placement, request, noise.bits());
    LatticeNoise touch(noise.bits(), kTouchGrain / placement.scale());
    LatticeNoise patch(noise.bits(), kPatchSpacing / placement.scale());

    const int width = request.width;
    std::vector<float> touch_line(width);
    std::vector<float> patch_line(width);
    std::vector<MeshPoint> line(mesh.width());
    const float rough = static_cast<float>(traits.roughness);
    const float patchy = static_cast<float>(traits.patchiness);
    const float level = -kMoistureGain * static_cast<float>(traits.moisture);
    const float residue = static_cast<float>(traits.residue);
    const float residue_x = static_cast<float>(traits.residue_shift.x);
    const float residue_y = static_cast<float>(traits.residue_shift.y);

    ContactPrint print{Plane<std::uint8_t>(width, request.height), Plane<std::int8_t>(width, request.height),
                       Plane<std::uint8_t>(width / kTouchCell + 1, request.height / kTouchCell + 1)};
    for (int y = 0; y < request.height; ++y) {
        touch.line(0, 1, y, width, touch_line.data());
        patch.line(0, 1, y, width, patch_line.data());
        const float down = static_cast<float>(y % kMeshStep) / kMeshStep;
        for (int i = 0; i < mesh.width(); ++i) {
            line[i] = mix(mesh.at(i, y / kMeshStep), mesh.at(i, y / kMeshStep + 1), down);
        }
        for (int x = 0; x < width; ++x) {
            const MeshPoint p =
                mix(line[x / kMeshStep], line[x / kMeshStep + 1], static_cast<float>(x % kMeshStep) / kMeshStep);
            const float height = sample(master.height, p.x, p.y, -127) * (1.0F / 127);
            print.height.at(x, y) = static_cast<std::int8_t>(height * 127);
            const float relief = sample(master.relief, p.x, p.y, 0) * kReliefUnit;
            const float wet = std::max(level + patchy * patch_line[x] + std::min(p.lift, 0.0F), kWettest);
            const float lift = std::max(p.lift, 0.0F);
            const float contact = wet + lift + relief + rough * touch_line[x];
            float ink = smooth_step((p.relief * height - contact) / kSoftness + 0.5F);
            ink = 0.5F * (1 - p.contrast) * smooth_step(1 - lift) + p.contrast * ink;
            if (residue > 0 && ink < 1) {
                const float last = sample(master.height, p.x + residue_x, p.y + residue_y, -127) * (1.0F / 127);
                ink = std::max(ink, residue * smooth_step((last - contact) / kSoftness + 0.5F));
            }
            print.ink.at(x, y) = static_cast<std::uint8_t>(ink * 255 + 0.5F);
            if (x % kTouchCell == kTouchCell / 2 && y % kTouchCell == kTouchCell / 2) {
                print.touch.at(x / kTouchCell, y / kTouchCell) =
                    static_cast<std::uint8_t>(255 * std::clamp(1 - 0.5F * lift, 0.0F, 1.0F));
            }
        }
    }
    return print;
}

}  // namespace dactyl::synthetic
