#include "engine/extract/extract.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/core/elementary.hpp"
#include "engine/extract/confidence.hpp"
#include "engine/extract/dipoles.hpp"
#include "engine/extract/energy.hpp"
#include "engine/extract/enhancement.hpp"
#include "engine/extract/filter_bank.hpp"
#include "engine/extract/normalisation.hpp"
#include "engine/extract/orientation.hpp"
#include "engine/extract/padding.hpp"
#include "engine/extract/period.hpp"
#include "engine/extract/quality.hpp"
#include "engine/extract/segmentation.hpp"
#include "engine/extract/stage_report.hpp"
#include "engine/extract/vortices.hpp"
#include "engine/image/limits.hpp"
#include "engine/image/polarity.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

using namespace stages;

constexpr std::uint16_t kVersion = 4;

tl::unexpected<Error> no_fingerprint() { return fail(ErrorCode::kNoFingerprint, "the picture shows no fingerprint"); }

// The mask's cells of kCell pixels gathered into the template's: inside where at least half of their area is.
Foreground foreground_of(const Mask& mask, const Frame& frame, int width, int height) {
    constexpr int kParts = Foreground::kCellSize / kCell;
    Foreground out(width, height);
    const auto inside = [&](int c, int r) {
        c -= frame.left / kCell;
        r -= frame.top / kCell;
        return c >= 0 && r >= 0 && c < mask.width() && r < mask.height() && mask.at(c, r) != 0;
    };
    for (int r = 0; r < out.rows(); ++r) {
        for (int c = 0; c < out.columns(); ++c) {
            int count = 0;
            for (int i = 0; i < kParts * kParts; ++i)
                count += inside(c * kParts + i % kParts, r * kParts + i / kParts) ? 1 : 0;
            out.set_cell(c, r, 2 * count >= kParts * kParts);
        }
    }
    return out;
}

std::uint8_t quality_of(double probability, const ConfidenceOptions& options) {
    const double weight = exponential(options.sharpness * logarithm(std::max(probability, 1e-9)));
    return static_cast<std::uint8_t>(std::clamp(std::lrint(100 * weight), 1L, 100L));
}

std::vector<Minutia> minutiae_of(const Samples<Vortex>& vortices, const Energy& energy, const Mask& mask,
                                 const Frame& frame, const ExtractOptions& options) {
    const auto border = static_cast<float>(options.minutiae.border);
    std::vector<Minutia> out;
    out.reserve(vortices.size());
    for (const Vortex& v : vortices) {
        if (distance_to_edge(mask, v.x, v.y, border + 1) <= border) continue;
        Minutia m;
        m.x = to_minutia_grid(static_cast<double>(v.x) + frame.left);
        m.y = to_minutia_grid(static_cast<double>(v.y) + frame.top);
        m.direction = v.direction;
        m.kind = v.kind;
        m.quality = quality_of(confidence_of(v, energy.filtered, mask, options.confidence), options.confidence);
        out.push_back(m);
    }
    std::stable_sort(out.begin(), out.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
    if (out.size() > static_cast<std::size_t>(options.most_minutiae))
        out.resize(static_cast<std::size_t>(options.most_minutiae));
    return out;
}

// A picture at 500 dpi in which ridges may be dark or light: the stages treat both alike.
Result<Template> extract_internal(ImageView picture, const ExtractOptions& options, StageSink* sink) {
    report_picture(sink, picture);
    const Mask segmentation = segment(picture, options.segmentation);
    report_segmentation(sink, segmentation);
    const Frame frame = frame_around(segmentation);
    if (frame.width == 0) return no_fingerprint();
    const Mask inside = crop(segmentation, frame);

    const Map<std::int16_t> normalised = normalise(picture, frame, inside, options.normalisation);
    report_normalised(sink, normalised, frame);
    OrientationField orientation = estimate_orientation(normalised, inside, options.orientation);
    const Map<float> coherence = orientation.coherence;
    const Map<float> period = estimate_period(normalised, orientation, inside, options.period);

    const FilterBank& half_bank = FilterBank::half();
    const FilterInput half(halve(normalised), half_bank);
    for (int pass = 0; pass < options.enhancement.coarse_passes; ++pass) {
        const Response coarse = filter_contextually(half, half_bank, kCell / 2, orientation, period, inside);
        orientation = refine_orientation(flatten(coarse), inside, options.orientation);
    }
    report_orientation(sink, orientation, frame);
    report_coherence(sink, orientation, frame);
    report_period(sink, period, frame);
    const FilterBank& bank = FilterBank::full();
    const Response response =
        filter_contextually(FilterInput(normalised, bank), bank, kCell, orientation, period, inside);
    report_response(sink, response, frame);

    const Energy energy = measure_energy(response, normalised, options.mask);
    const Mask mask = mask_by_energy(energy.filtered, inside, options.mask);
    report_mask(sink, mask, frame);
    report_confidence(sink, energy.filtered, mask, options.confidence, frame);
    const Samples<Vortex> vortices =
        remove_dipoles(find_vortices(response, orientation, period, mask), options.minutiae);

    Template out;
    out.width = picture.width();
    out.height = picture.height();
    out.minutiae = minutiae_of(vortices, energy, mask, frame, options);
    const Evidence evidence = gather_evidence(energy.explained, coherence, orientation.coherence, period, mask);
    if (!is_fingerprint(evidence)) return no_fingerprint();
    out.foreground = foreground_of(mask, frame, out.width, out.height);
    out.quality = rate_quality(evidence);
    out.extractor_version = kVersion;
    return out;
}

}  // namespace

std::uint16_t extractor_version() { return kVersion; }

Result<Template> extract(ImageView image, const ExtractOptions& options, StageSink* sink) {
    if (const Result<void> fine = options.check(); !fine) return pass(fine);
    if (const Result<void> fine = check_size(image.width(), image.height()); !fine) return pass(fine);
    Result<GrayImage> resampled = GrayImage{};
    if (image.dpi() != kInternalDpi) {
        resampled = resample_to_internal(image);
        if (!resampled) return pass(resampled);
        image = *resampled;
    }
    const bool light =
        detect_polarity(image) == Polarity::kLightRidges;  // before a canvas is filled that may be the ground
    const std::optional<GrayImage> filled = fill_padding(image, options.padding);
    if (filled) image = *filled;
    GrayImage inverted;
    if (light) {
        inverted = invert(image);
        image = inverted;
    }
    return extract_internal(image, options, sink);
}

}  // namespace dactyl
