#include "datasets/synthetic/population/ground_truth_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>

#include "datasets/synthetic/population/checksum.hpp"
#include "datasets/synthetic/population/ground_truth_generated.h"
#include "engine/core/read_file.hpp"

namespace dactyl {
namespace {

namespace wire = truth_wire;

constexpr int kLongestSide = 4000;  // pixels at 500 dpi: 1 000 pixels at 250 dpi and as much again
constexpr std::size_t kMostMinutiae = 4096;
constexpr std::size_t kMostSingularities = 16;
constexpr std::size_t kMostFileBytes = 2U << 20U;
constexpr std::size_t kFewestBytes = 16;
constexpr char kNewestVersion = '1';

tl::unexpected<Error> corrupt(const char* what) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged ground truth: {}", what));
}

bool finite(std::initializer_list<float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

wire::Placement to_wire(const TruePlacement& p) {
    return {p.x,        p.y,        p.rotation,   p.slide_x,     p.slide_y,   p.twist,
            p.centre_x, p.centre_y, p.half_width, p.half_height, p.elasticity};
}

TruePlacement from_wire(const wire::Placement& p) {
    return {p.x(),        p.y(),        p.rotation(),   p.slide_x(),     p.slide_y(),   p.twist(),
            p.centre_x(), p.centre_y(), p.half_width(), p.half_height(), p.elasticity()};
}

Result<void> read_points(const wire::GroundTruth& body, GroundTruth& truth) {
    if (body.minutiae()->size() > kMostMinutiae || body.singularities()->size() > kMostSingularities) {
        return corrupt("more points than a finger has");
    }
    for (const wire::Minutia* m : *body.minutiae()) {
        if (!finite({m->x(), m->y()})) return corrupt("a place is no number");
        if (m->kind() != 1 && m->kind() != 2) return corrupt("a minutia of no known kind");
        truth.minutiae.push_back({m->x(), m->y(), Direction::from_steps(m->direction()),
                                  static_cast<MinutiaKind>(m->kind()), m->number(), m->visible()});
    }
    for (const wire::Singularity* s : *body.singularities()) {
        if (!finite({s->x(), s->y()})) return corrupt("a place is no number");
        truth.singularities.push_back({s->x(), s->y(), s->delta()});
    }
    const TruePlacement p = from_wire(*body.placement());
    if (!finite({p.x, p.y, p.rotation, p.slide_x, p.slide_y, p.twist, p.centre_x, p.centre_y, p.half_width,
                 p.half_height, p.elasticity})) {
        return corrupt("a placement is no number");
    }
    truth.placement = p;
    return {};
}

Result<void> read_maps(const wire::GroundTruth& body, GroundTruth& truth) {
    truth.mask = Foreground(truth.width, truth.height);
    const std::size_t cells = static_cast<std::size_t>(truth.mask.columns()) * truth.mask.rows();
    if (body.mask()->size() != cells || body.orientation()->size() != cells || body.period()->size() != cells) {
        return corrupt("a map of another size than the picture");
    }
    for (std::size_t i = 0; i < cells; ++i) {
        const std::uint8_t inside = body.mask()->Get(static_cast<flatbuffers::uoffset_t>(i));
        if (inside > 1) return corrupt("a mask that is neither 0 nor 1");
        const int columns = truth.mask.columns();
        truth.mask.set_cell(static_cast<int>(i) % columns, static_cast<int>(i) / columns, inside == 1);
    }
    truth.orientation.assign(body.orientation()->begin(), body.orientation()->end());
    truth.period.assign(body.period()->begin(), body.period()->end());
    return {};
}

}  // namespace

std::vector<std::byte> encode_ground_truth(const GroundTruth& truth) {
    flatbuffers::FlatBufferBuilder builder(16 * 1024);
    std::vector<wire::Minutia> minutiae;
    for (const TrueMinutia& m : truth.minutiae) {
        minutiae.emplace_back(m.x, m.y, m.direction.steps(), m.number, static_cast<std::uint8_t>(m.kind), m.visible);
    }
    std::vector<wire::Singularity> singularities;
    for (const TrueSingularity& s : truth.singularities) singularities.emplace_back(s.x, s.y, s.delta);
    std::vector<std::uint8_t> mask;
    for (int row = 0; row < truth.mask.rows(); ++row) {
        for (int column = 0; column < truth.mask.columns(); ++column) mask.push_back(truth.mask.cell(column, row));
    }
    const wire::Placement placement = to_wire(truth.placement);
    builder.Finish(
        wire::CreateGroundTruth(builder, truth.generator, truth.seed, truth.finger, truth.impression,
                                static_cast<std::uint16_t>(truth.width), static_cast<std::uint16_t>(truth.height),
                                static_cast<std::uint8_t>(truth.pattern), static_cast<std::uint8_t>(truth.position),
                                builder.CreateVectorOfStructs(minutiae), builder.CreateVectorOfStructs(singularities),
                                builder.CreateVector(mask), builder.CreateVector(truth.orientation),
                                builder.CreateVector(truth.period), &placement),
        wire::GroundTruthIdentifier());
    const auto body = std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize()));
    std::vector<std::byte> bytes(body.begin(), body.end());
    append_checksum(bytes);
    return bytes;
}

Result<GroundTruth> decode_ground_truth(std::span<const std::byte> bytes) {
    if (bytes.size() < kFewestBytes || std::memcmp(bytes.data() + 4, "DGT", 3) != 0) {
        return fail(ErrorCode::kUnsupportedFormat, "no ground truth of a synthetic print: no identifier DGT");
    }
    if (static_cast<char>(bytes[7]) > kNewestVersion) {
        return fail(ErrorCode::kVersionTooNew, "ground truth of a newer format than this software knows");
    }
    if (static_cast<char>(bytes[7]) != kNewestVersion) return corrupt("a version that never was");
    const auto body_bytes = checked_body(bytes);
    if (!body_bytes) return corrupt("its checksum does not fit");
    // FlatBuffers reads numbers where they lie, so they must lie straight.
    const std::vector<std::byte> aligned(body_bytes->begin(), body_bytes->end());
    flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(aligned.data()), aligned.size());
    if (!wire::VerifyGroundTruthBuffer(verifier)) return corrupt("its structure does not hold together");
    const wire::GroundTruth& body = *wire::GetGroundTruth(aligned.data());
    if (body.width() == 0 || body.width() > kLongestSide || body.height() == 0 || body.height() > kLongestSide) {
        return corrupt("a size is out of range");
    }
    if (body.pattern() > 5 || body.position() > 10 || body.generator() == 0) return corrupt("a value is out of range");

    GroundTruth truth;
    truth.generator = body.generator();
    truth.seed = body.seed();
    truth.finger = body.finger();
    truth.impression = body.impression();
    truth.width = body.width();
    truth.height = body.height();
    truth.pattern = static_cast<SyntheticPattern>(body.pattern());
    truth.position = static_cast<FingerPosition>(body.position());
    if (const auto read = read_points(body, truth); !read) return pass(read);
    if (const auto read = read_maps(body, truth); !read) return pass(read);
    return truth;
}

Result<GroundTruth> read_ground_truth(const std::filesystem::path& path) {
    const auto bytes = read_file(path, kMostFileBytes);
    if (!bytes) return pass(bytes);
    auto truth = decode_ground_truth(*bytes);
    if (!truth) return fail(truth.error().code, fmt::format("'{}': {}", path.string(), truth.error().message));
    return truth;
}

}  // namespace dactyl
