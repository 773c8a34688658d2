#include "engine/extract/stage_report.hpp"

#include <numbers>
#include <vector>

#include "engine/core/units.hpp"

namespace dactyl::stages {
namespace {

// Builds the map only if it is wanted.
template <class Value>
void report(StageSink* sink, Stage stage, int width, int height, const Frame& frame, int step, Value value) {
    if (sink == nullptr || !sink->wants(stage)) return;
    Samples<float> values;
    values.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) values.push_back(static_cast<float>(value(x, y)));
    }
    sink->receive(stage, {values, width, height, frame.left, frame.top, step});
}

}  // namespace

void report_picture(StageSink* sink, ImageView picture) {
    report(sink, Stage::kResampled, picture.width(), picture.height(), {}, 1,
           [&](int x, int y) { return picture.at(x, y); });
}

void report_segmentation(StageSink* sink, const Mask& mask) {
    report(sink, Stage::kSegmentation, mask.width(), mask.height(), {}, kCell,
           [&](int x, int y) { return mask.at(x, y); });
}

void report_normalised(StageSink* sink, const Map<std::int16_t>& picture, const Frame& frame) {
    report(sink, Stage::kNormalised, picture.width(), picture.height(), frame, 1,
           [&](int x, int y) { return static_cast<float>(picture.at(x, y)) / kDeviation; });
}

void report_orientation(StageSink* sink, const OrientationField& field, const Frame& frame) {
    report(sink, Stage::kOrientation, field.cosine.width(), field.cosine.height(), frame, kCell, [&](int x, int y) {
        // The normal's doubled angle, y downwards, becomes the ridge's, y upwards: mirrored, and half a turn of the
        // doubled on.
        const Direction doubled = Direction::of_vector(-field.cosine.at(x, y), -field.sine.at(x, y));
        return doubled.radians() / 2;
    });
}

void report_coherence(StageSink* sink, const OrientationField& field, const Frame& frame) {
    report(sink, Stage::kCoherence, field.coherence.width(), field.coherence.height(), frame, kCell,
           [&](int x, int y) { return field.coherence.at(x, y); });
}

void report_period(StageSink* sink, const Map<float>& period, const Frame& frame) {
    report(sink, Stage::kPeriod, period.width(), period.height(), frame, kCell,
           [&](int x, int y) { return period.at(x, y); });
}

void report_response(StageSink* sink, const Response& response, const Frame& frame) {
    const int width = response.even.width();
    const int height = response.even.height();
    report(sink, Stage::kEnhanced, width, height, frame, 1, [&](int x, int y) { return response.even.at(x, y); });
    report(sink, Stage::kPhase, width, height, frame, 1, [&](int x, int y) {
        const double turn = Direction::of_vector(response.even.at(x, y), -response.odd.at(x, y)).radians();
        return turn > std::numbers::pi ? turn - 2 * std::numbers::pi : turn;
    });
}

void report_mask(StageSink* sink, const Mask& mask, const Frame& frame) {
    report(sink, Stage::kMask, mask.width(), mask.height(), frame, kCell, [&](int x, int y) { return mask.at(x, y); });
}

void report_confidence(StageSink* sink, const Map<float>& filtered, const Mask& mask, const ConfidenceOptions& options,
                       const Frame& frame) {
    report(sink, Stage::kConfidence, mask.width(), mask.height(), frame, kCell, [&](int x, int y) {
        const auto px = static_cast<float>(x * kCell) + (kCell - 1) / 2.0F;
        const auto py = static_cast<float>(y * kCell) + (kCell - 1) / 2.0F;
        Vortex lone;
        lone.x = px;
        lone.y = py;
        return mask.at(x, y) == 0 ? 0.0F : confidence_of(lone, filtered, mask, options);
    });
}

}  // namespace dactyl::stages
