#include "engine/extract/options.hpp"

#include <initializer_list>

#include <fmt/format.h>

namespace dactyl {
namespace {

struct Range {
    const char* name;
    double value;
    double least;
    double most;
};

Result<void> check_all(std::initializer_list<Range> ranges) {
    for (const Range& r : ranges) {
        // Written so that NaN is refused.
        if (!(r.value >= r.least && r.value <= r.most)) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("extraction option {} must lie between {} and {}", r.name, r.least, r.most));
        }
    }
    return {};
}

}  // namespace

Result<void> PaddingOptions::check() const {
    return check_all({{"padding.most_of_its_grey", most_of_its_grey, 0.01, 1}});
}

Result<void> SegmentationOptions::check() const {
    return check_all({{"segmentation.sigma", sigma, 1, 40},
                      {"segmentation.level", level, 0.01, 1},
                      {"segmentation.close", static_cast<double>(close), 0, 20},
                      {"segmentation.open", static_cast<double>(open), 0, 20}});
}

Result<void> NormalisationOptions::check() const {
    return check_all({{"normalisation.sigma", sigma, 4, 60}, {"normalisation.floor", floor, 0.001, 1}});
}

Result<void> OrientationOptions::check() const {
    return check_all({{"orientation.sigma", sigma, 4, 60}, {"orientation.refined_sigma", refined_sigma, 4, 60}});
}

Result<void> PeriodOptions::check() const {
    return check_all({{"period.sigma", sigma, 8, 200}, {"period.fallback", fallback, 5, 14}});
}

Result<void> EnhancementOptions::check() const {
    return check_all({{"enhancement.coarse_passes", static_cast<double>(coarse_passes), 1, 10}});
}

Result<void> EnergyMaskOptions::check() const {
    return check_all({{"mask.sigma", sigma, 4, 60},
                      {"mask.level", level, 0.01, 1},
                      {"mask.close", static_cast<double>(close), 0, 20},
                      {"mask.open", static_cast<double>(open), 0, 20}});
}

Result<void> MinutiaOptions::check() const {
    return check_all({{"minutiae.dipole_across", dipole_across, 0, 3},
                      {"minutiae.dipole_along", dipole_along, 0, 3},
                      {"minutiae.border", border, 0, 40}});
}

Result<void> ConfidenceOptions::check() const {
    return check_all({{"confidence.bias", bias, -20, 20},
                      {"confidence.energy", energy, -20, 20},
                      {"confidence.edge", edge, -20, 20},
                      {"confidence.isolation", isolation, -20, 20},
                      {"confidence.opposite", opposite, -20, 20},
                      {"confidence.edge_range", edge_range, 1, 200},
                      {"confidence.sharpness", sharpness, 1, 8}});
}

Result<void> ExtractOptions::check() const {
    const Result<void> own = check_all({{"most_minutiae", static_cast<double>(most_minutiae), 1, 255}});
    for (const Result<void>& r :
         {own, padding.check(), segmentation.check(), normalisation.check(), orientation.check(), period.check(),
          enhancement.check(), mask.check(), minutiae.check(), confidence.check()}) {
        if (!r) return r;
    }
    return {};
}

}  // namespace dactyl
