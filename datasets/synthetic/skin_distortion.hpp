#pragma once

#include "datasets/synthetic/finger_traits.hpp"

namespace dactyl::synthetic {

/// Plastic distortion of the skin (Cappelli, Maio, Maltoni: Modelling plastic distortion in fingerprint images, 2001):
/// within an ellipse the skin sticks to the sensor, far outside it follows the finger, which slides and twists; between
/// them it stretches. Points are pixels at 500 dpi in the finger's own frame.
struct SkinDistortion {
    Point centre;             ///< of the sticking ellipse
    double half_width = 50;   ///< of it, more than 0
    double half_height = 60;  ///< of it, more than 0
    Point slide;              ///< of the finger
    double sine = 0;          ///< of the finger's twist
    double cosine = 1;        ///< of it
    double elasticity = 1.5;  ///< width of the stretched zone against the ellipse, more than 0

    /// Where on the undistorted finger the skin seen at `seen` belongs.
    Point undo(Point seen) const;
    /// The inverse of undo(), to a hundredth of a pixel.
    Point apply(Point skin) const;
};

}  // namespace dactyl::synthetic
