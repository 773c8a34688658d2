#pragma once

#include "datasets/synthetic/contact_print.hpp"
#include "datasets/synthetic/impression.hpp"
#include "engine/core/image.hpp"

namespace dactyl::synthetic {

/// The picture that a sensor makes of a contact: tones, noise, frame, stripes and dust after the sensor's kind. Pure.
GrayImage look_through_sensor(const ContactPrint& print, const ImpressionTraits& traits,
                              const SyntheticRequest& request);

}  // namespace dactyl::synthetic
