#include <algorithm>
#include <cmath>

#include "datasets/synthetic/impression.hpp"
#include "datasets/synthetic/lattice_noise.hpp"
#include "datasets/synthetic/random_stream.hpp"

namespace dactyl::synthetic {
namespace {

constexpr int kMeshStep = 8;            // pixels between points where the placement is worked out; linear between them
constexpr double kGround = 246;         // gray level of the bare sensor
constexpr float kSoftness = 0.55F;      // of a ridge's flank, share of its height
constexpr float kMoistureGain = 0.75F;  // shift of the contact level between dry and wet, share of a ridge's height
constexpr float kWettest = -0.75F;      // contact level at which valleys are just still seen, same share
constexpr float kEdgeLift = 1.3F;       // loss of contact at the border of the region
constexpr double kEdgeWidth = 0.22;     // of the border where contact fades, share of the region's radius
constexpr double kEdgeWander = 0.025;   // unevenness of the border, same share
constexpr double kEdgeSpacing = 40;     // of it, pixels at 500 dpi

constexpr double kTouchGrain = 3.0;   // spacing of what belongs to the touch
constexpr double kPatchSpacing = 30;  // spacing of the pressure's unevenness

// Where each point of a mesh over the picture lies on the finger, and how well it touches.
struct MeshPoint {
    float x = 0;  // pixels of the master
    float y = 0;
    float lift = 0;  // loss of contact
};

Plane<MeshPoint> place_mesh(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request,
                            std::uint64_t edge_key) {
    const PlacementMap placement(traits, request.width, request.height, request.dpi);
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
            const double lift = (1 - inwards) * (1 - inwards);
            mesh.at(i, j) = {static_cast<float>(skin.x + master.maps.origin.x),
                             static_cast<float>(skin.y + master.maps.origin.y), static_cast<float>(lift) * kEdgeLift};
        }
    }
    return mesh;
}

MeshPoint mix(const MeshPoint& a, const MeshPoint& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.lift + (b.lift - a.lift) * t};
}

// Height of the skin in [-1, 1] at a point of the master; valley outside.
float height_at(const Plane<std::int8_t>& height, float x, float y) {
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    const int i = static_cast<int>(fx);
    const int j = static_cast<int>(fy);
    if (i < 0 || j < 0 || i + 1 >= height.width() || j + 1 >= height.height()) return -1;
    const float tx = x - fx;
    const float ty = y - fy;
    const std::int8_t* a = height.row(j) + i;
    const std::int8_t* b = height.row(j + 1) + i;
    const float top = a[0] + (a[1] - a[0]) * tx;
    const float bottom = b[0] + (b[1] - b[0]) * tx;
    return (top + (bottom - top) * ty) * (1.0F / 127);
}

float smooth_step(float t) {
    const float c = std::clamp(t, 0.0F, 1.0F);
    return c * c * (3 - 2 * c);
}

}  // namespace

GrayImage render_impression(const MasterFinger& master, const ImpressionTraits& traits,
                            const SyntheticRequest& request) {
    RandomStream noise(request.seed, request.finger, request.impression + 1, Purpose::kNoise);
    const double scale = kInternalDpi.value() / request.dpi.value();
    const Plane<MeshPoint> mesh = place_mesh(master, traits, request, noise.bits());
    LatticeNoise touch(noise.bits(), kTouchGrain / scale);
    LatticeNoise patch(noise.bits(), kPatchSpacing / scale);
    LatticeNoise shade(noise.bits(), 2 * kPatchSpacing / scale);
    const std::uint64_t grain_key = noise.bits();

    const int width = request.width;
    std::vector<float> touch_line(width);
    std::vector<float> patch_line(width);
    std::vector<float> shade_line(width);
    std::vector<MeshPoint> line(mesh.width());
    const float rough = static_cast<float>(traits.roughness);
    const float patchy = static_cast<float>(traits.patchiness);
    const float level = -kMoistureGain * static_cast<float>(traits.moisture);

    GrayImage image(width, request.height, request.dpi, 255);
    for (int y = 0; y < request.height; ++y) {
        touch.line(0, 1, y, width, touch_line.data());
        patch.line(0, 1, y, width, patch_line.data());
        shade.line(0, 1, y, width, shade_line.data());
        const float down = static_cast<float>(y % kMeshStep) / kMeshStep;
        for (int i = 0; i < mesh.width(); ++i) {
            line[i] = mix(mesh.at(i, y / kMeshStep), mesh.at(i, y / kMeshStep + 1), down);
        }
        std::uint8_t* out = image.row(y);
        for (int x = 0; x < width; ++x) {
            const MeshPoint p =
                mix(line[x / kMeshStep], line[x / kMeshStep + 1], static_cast<float>(x % kMeshStep) / kMeshStep);
            const float height = height_at(master.height, p.x, p.y);
            const float wet = std::max(level + patchy * patch_line[x], kWettest);
            const float contact = wet + p.lift + rough * touch_line[x];
            const float ink = smooth_step((height - contact) / kSoftness + 0.5F);
            // Irwin-Hall of four: close enough to normal for gray noise, deviation 0.577.
            const std::uint64_t bits =
                mix_bits(grain_key + static_cast<std::uint64_t>(y) * 4096 + static_cast<std::uint64_t>(x));
            const auto sum =
                static_cast<float>((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
            const float grain = (sum * (1.0F / 65536) - 2) * 1.732F;
            const float dark = static_cast<float>(traits.darkness) * (1 + 0.07F * shade_line[x]);
            const float gray = static_cast<float>(kGround) - ink * dark + grain * static_cast<float>(traits.noise);
            out[x] = static_cast<std::uint8_t>(std::clamp(gray + 0.5F, 0.0F, 255.0F));
        }
    }
    return image;
}

}  // namespace dactyl::synthetic
