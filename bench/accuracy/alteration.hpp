#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// What is done to the second print of a pair before it is extracted: a harder test from the same pictures.
struct Alteration {
    double rotate_degrees = 0;  ///< counter-clockwise about the picture's centre, -360 to 360
    double crop_percent = 100;  ///< share of the print's area that is kept, 1 to 100

    /// Side of the square that a small sensor sees, pixels at 500 dpi, 40 to 1000; 0: all. Then the second prints of
    /// impostor pairs are altered as well, because strangers too are less alike on a small sensor.
    int patch_pixels = 0;

    bool none() const { return rotate_degrees == 0 && crop_percent == 100 && patch_pixels == 0; }
    bool of_all_pairs() const { return patch_pixels > 0; }
    /// Errors: kInvalidArgument.
    Result<void> check() const;
};

/// Turns a picture counter-clockwise about its centre, bilinear, on a canvas that holds all of it, white around.
/// Deterministic; O(pixels).
GrayImage turned(ImageView image, double degrees);

/// Cuts the rectangle out of a picture that is centred on the foreground, has its shape (that of its bounding box) and
/// holds `percent` of its cells. `foreground` is that of the picture at 500 dpi. A copy when the foreground is empty.
/// Deterministic; O(pixels).
GrayImage cropped(ImageView image, const Foreground& foreground, double percent);

/// Cuts the square of `side` pixels at 500 dpi around the foreground's centre of gravity, moved into the picture; less
/// where the picture is smaller. A copy when the foreground is empty. Deterministic; O(pixels).
GrayImage patch(ImageView image, const Foreground& foreground, int side);

/// Cropped or cut to a patch, then turned.
GrayImage altered(ImageView image, const Foreground& foreground, const Alteration& alteration);

}  // namespace dactyl
