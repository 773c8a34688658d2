#pragma once

#include "engine/core/image.hpp"
#include "engine/extract/confidence.hpp"
#include "engine/extract/enhancement.hpp"
#include "engine/extract/map.hpp"
#include "engine/extract/orientation.hpp"
#include "engine/extract/stage_sink.hpp"

namespace dactyl::stages {

// Each hands one intermediate result to the sink, in the form that stage_sink.hpp promises, if there is a sink that
// wants it.

void report_picture(StageSink* sink, ImageView picture);
void report_segmentation(StageSink* sink, const Mask& mask);
void report_normalised(StageSink* sink, const Map<std::int16_t>& picture, const Frame& frame);
void report_orientation(StageSink* sink, const OrientationField& field, const Frame& frame);
void report_coherence(StageSink* sink, const OrientationField& field, const Frame& frame);
void report_period(StageSink* sink, const Map<float>& period, const Frame& frame);
void report_response(StageSink* sink, const Response& response, const Frame& frame);
void report_mask(StageSink* sink, const Mask& mask, const Frame& frame);
void report_confidence(StageSink* sink, const Map<float>& filtered, const Mask& mask, const ConfidenceOptions& options,
                       const Frame& frame);

}  // namespace dactyl::stages
