#pragma once

#include <cstdint>
#include <vector>

#include "datasets/synthetic/generator.hpp"
#include "datasets/synthetic/master_finger.hpp"
#include "datasets/synthetic/skin_distortion.hpp"

namespace dactyl::synthetic {

/// The part of the finger that touches the sensor: an ellipse above its centre, squarer below. Pixels at 500 dpi,
/// finger's frame.
struct ContactRegion {
    Point centre;
    double half_width = 130;
    double above = 165;
    double below = 185;

    /// 0 in the middle, 1 on the border.
    double radius(Point p) const;
};

/// A round place where something is different, fading towards its border. Pixels at 500 dpi, finger's frame.
struct Spot {
    Point centre;
    double radius = 20;
    double strength = 1;

    /// 0 outside to `strength` in the middle.
    double at(Point p) const;
};

/// A straight line on the sensor or across the touch that prints nothing. Pixels of the picture.
struct Scratch {
    Point from;
    Point to;
    double half_width = 0.7;
};

/// How one impression of a finger is taken.
struct ImpressionTraits {
    double rotation = 0;  ///< degrees counter-clockwise
    Point shift;          ///< of the pattern's middle from the middle of the picture, pixels at 500 dpi
    SkinDistortion distortion;
    double twist = 0;  ///< of the distortion, degrees
    ContactRegion contact;
    double moisture = 0;        ///< -1 bone dry to 1 soaking wet
    double roughness = 0.2;     ///< of ridge edges, share of a ridge's height
    double patchiness = 0.2;    ///< unevenness of the pressure over the finger, share of a ridge's height
    double noise = 4;           ///< of the sensor, gray levels
    double darkness = 190;      ///< gray levels between ground and ridge
    std::vector<Spot> wet;      ///< drops that fill the valleys; strength in ridge heights
    std::vector<Spot> worn;     ///< places where ridges are flat; strength is the share of height lost
    std::vector<Spot> smudges;  ///< places where the finger slid; strength is the share of contrast lost
    std::vector<Scratch> scratches;
    double residue = 0;   ///< how well the previous print of the same finger is still seen, share of contrast
    Point residue_shift;  ///< where it lies, pixels at 500 dpi
};

/// Draws one impression of a finger of the given traits.
ImpressionTraits draw_impression(const FingerTraits& finger, const SyntheticRequest& request);

/// From a point of the picture to the finger and back.
class PlacementMap {
  public:
    PlacementMap(const ImpressionTraits& traits, int width, int height, Dpi dpi);
    /// Pixel of the picture to the finger's frame, before the distortion is undone: where the contact region is
    /// defined.
    Point to_finger(Point pixel) const;
    /// Finger's frame to pixel.
    Point to_picture(Point finger) const;
    /// Pixels at 500 dpi a pixel.
    double scale() const { return scale_; }

  private:
    Point middle_;
    Point shift_;
    double scale_;
    double cosine_;
    double sine_;
};

}  // namespace dactyl::synthetic
