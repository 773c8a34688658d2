#pragma once

#include "engine/core/result.hpp"

namespace dactyl {

// The defaults below were chosen together, on the sets and with the experiments that
// engine/docs/decisions/0002-extraction.md lists. Pixels are pixels at 500 dpi.

struct PaddingOptions {
    /// Most cells beside a flat ground that may hold pixels nearly of its grey, part of them, 0.01 to 1, for it to be
    /// taken for a canvas that the picture was laid on (engine/docs/decisions/0021-cross-validation.md).
    double most_of_its_grey = 0.1;

    Result<void> check() const;
};

struct SegmentationOptions {
    double sigma = 5.0;  ///< smoothing of the gradient magnitude, pixels, 1 to 40
    double level = 0.2;  ///< least part of the 95th percentile that counts as print, 0.01 to 1
    int close = 2;       ///< closing, cells of 4 pixels, 0 to 20
    int open = 3;        ///< opening, cells of 4 pixels, 0 to 20

    Result<void> check() const;
};

struct NormalisationOptions {
    double sigma = 12.0;  ///< of the local mean and deviation, pixels, 4 to 60
    double floor = 0.05;  ///< added to the local variance, part of the mean variance inside the print, 0.001 to 1

    Result<void> check() const;
};

struct OrientationOptions {
    double sigma = 12.0;         ///< smoothing of the structure tensor of the normalised picture, pixels, 4 to 60
    double refined_sigma = 8.0;  ///< the same, of a picture that was filtered before, pixels, 4 to 60

    Result<void> check() const;
};

struct PeriodOptions {
    double sigma = 32.0;    ///< smoothing of the measured periods, pixels, 8 to 200
    double fallback = 9.0;  ///< where nothing was measured, pixels, 5 to 14

    Result<void> check() const;
};

struct EnhancementOptions {
    int coarse_passes = 3;  ///< at half resolution, before the last one at full resolution, 1 to 10

    Result<void> check() const;
};

struct EnergyMaskOptions {
    double sigma = 8.0;   ///< smoothing of the filter energy, pixels, 4 to 60
    double level = 0.12;  ///< least part of the 80th percentile of the energy inside the segmentation, 0.01 to 1
    int close = 2;        ///< closing, cells of 4 pixels, 0 to 20
    int open = 3;         ///< opening, cells of 4 pixels, 0 to 20

    Result<void> check() const;
};

struct MinutiaOptions {
    double dipole_across =
        0.8;  ///< half axis across the ridges of the ellipse that annihilates pairs, ridge periods, 0 to 3
    double dipole_along = 1.2;  ///< half axis along the ridges, ridge periods, 0 to 3
    double border = 1.0;        ///< least distance from the mask's edge, pixels, 0 to 40

    Result<void> check() const;
};

/// Weights of the logistic function that predicts whether a minutia is found again; fitted on 49 000 minutiae of
/// genuine pairs, each set weighing the same, and no worse on sets left out (engine/docs/decisions/0002-extraction.md).
/// -20 to 20.
struct ConfidenceOptions {
    double bias = 0.251;
    double energy = 1.284;     ///< of the logarithm of the filter energy, in squared local deviations
    double edge = 1.542;       ///< of the distance from the mask's edge, parts of edge_range
    double isolation = 0.256;  ///< of the distance to the nearest other singularity, ridge periods
    double opposite = 0.396;   ///< of the distance to the nearest remaining one of opposite charge, ridge periods

    double edge_range = 40.0;  ///< distance beyond which the edge does not matter, pixels, 1 to 200
    /// A minutia's quality is 100 times its probability to this power, 1 to 8: the matcher weighs by quality, and among
    /// many likely minutiae doubtful ones must count little.
    double sharpness = 4.0;

    Result<void> check() const;
};

/// Settings of the whole pipeline; each stage has its own aggregate.
struct ExtractOptions {
    int most_minutiae = 255;  ///< the best are kept, 1 to 255
    PaddingOptions padding;
    SegmentationOptions segmentation;
    NormalisationOptions normalisation;
    OrientationOptions orientation;
    PeriodOptions period;
    EnhancementOptions enhancement;
    EnergyMaskOptions mask;
    MinutiaOptions minutiae;
    ConfidenceOptions confidence;

    /// Errors: kInvalidArgument, naming the first field outside its range.
    Result<void> check() const;
};

}  // namespace dactyl
