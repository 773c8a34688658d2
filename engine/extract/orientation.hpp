#pragma once

#include "engine/extract/map.hpp"
#include "engine/extract/options.hpp"

namespace dactyl::stages {

/// The local orientation on cells of kCell pixels, as the doubled angle of the normal to the ridges (y downwards): the
/// mean structure tensor's main axis.
struct OrientationField {
    Map<float> cosine;
    Map<float> sine;
    Map<float> coherence;  ///< 0 (none) to 1 (all gradients along one axis)
};

/// Of the normalised picture. `mask` is on cells.
OrientationField estimate_orientation(const Map<std::int16_t>& picture, const Mask& mask,
                                      const OrientationOptions& options);

/// Of a filtered picture at half resolution, interpolated to full resolution by cubics before its gradients are taken:
/// gradients at half resolution bend the orientation where ridges are narrow.
OrientationField refine_orientation(const Map<float>& half, const Mask& mask, const OrientationOptions& options);

}  // namespace dactyl::stages
