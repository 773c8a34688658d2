#include "engine/service/reading.hpp"

#include <utility>

#include "engine/extract/extract.hpp"

namespace dactyl {

Result<ReadPrint> read_print(const ServiceEnvironment& environment, const ImageView& picture) {
    if (environment.admits) {
        const auto admitted = environment.admits(picture);
        if (!admitted) return pass(admitted);
        if (!*admitted) return ReadPrint(Retry{Retry::Reason::kNotAdmitted});
    }
    auto print = environment.extract ? environment.extract(picture) : extract(picture);
    if (print) return ReadPrint(std::move(*print));
    if (print.error().code == ErrorCode::kNoFingerprint) return ReadPrint(Retry{Retry::Reason::kNoFinger});
    return pass(print);
}

std::optional<double> covered_area(const Template& print) {
    constexpr double kMillimetresPerInch = 25.4;
    if (print.foreground.columns() == 0) return std::nullopt;
    const double cell_side = Foreground::kCellSize * kMillimetresPerInch / kInternalDpi.value();
    return print.foreground.area() * cell_side * cell_side;
}

std::optional<Retry::Reason> weakness(const Template& print, const Policy& policy) {
    if (print.quality < policy.probe_min_quality) return Retry::Reason::kPoorPicture;
    if (covered_area(print).value_or(policy.probe_min_area) < policy.probe_min_area) {
        return Retry::Reason::kTooLittleOfFinger;
    }
    return std::nullopt;
}

std::optional<Retry::Reason> enrolment_weakness(const Template& print, const Policy& policy) {
    if (print.quality < policy.enroll_min_quality) return Retry::Reason::kPoorPicture;
    if (print.minutiae.size() < static_cast<std::size_t>(policy.enroll_min_minutiae)) {
        return Retry::Reason::kTooLittleOfFinger;
    }
    return std::nullopt;
}

}  // namespace dactyl
