#include "bench/accuracy/speed.hpp"

#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "bench/accuracy/report.hpp"
#include "datasets/synthetic/synthetic_finger.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/match/compare.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

constexpr std::uint32_t kFingers = 6;
constexpr std::uint32_t kImpressions = 2;

/// What is measured on: the same prints every time.
struct Material {
    std::vector<GrayImage> images;  ///< impressions of one finger next to each other
    std::vector<std::vector<std::byte>> pictures;
    std::vector<Template> templates;
    std::vector<std::vector<std::byte>> records;
    std::vector<Probe> probes;
    std::vector<Reference> references;
    std::vector<SyntheticFinger> fingers;  ///< of the images
};

SyntheticRequest request_of(std::size_t i) {
    SyntheticRequest request;
    request.finger = static_cast<std::uint32_t>(i) / kImpressions;
    request.impression = static_cast<std::uint32_t>(i) % kImpressions;
    return request;
}

Result<Material> draw_material() {
    Material material;
    for (std::uint32_t i = 0; i < kFingers * kImpressions; ++i) {
        const SyntheticRequest request = request_of(i);
        auto image = generate_print(request);
        if (!image) {
            return pass(image);
        }
        auto print = extract(*image);
        if (!print) {
            return pass(print);
        }
        auto record = encode_native(*print);
        if (!record) {
            return pass(record);
        }
        if (request.impression == 0) {
            material.fingers.emplace_back(request.seed, request.finger);
        }
        material.pictures.push_back(encode_png(*image));
        material.probes.emplace_back(*print);
        material.references.emplace_back(*print);
        material.images.push_back(std::move(*image));
        material.templates.push_back(std::move(*print));
        material.records.push_back(std::move(*record));
    }
    return material;
}

/// One step of the engine, run on the i-th print; says whether it succeeded, so that no work is optimised away.
struct Step {
    const char* name;
    std::function<bool(std::size_t)> run;
};

std::vector<Step> steps_on(const Material& material, MatchScratch& scratch) {
    const std::size_t count = material.images.size();
    const auto score = [&material, &scratch](std::size_t a, std::size_t b) {
        return compare(material.probes[a], material.references[b], scratch).value() >= 0;
    };
    return {
        {"decode a picture (PNG)",
         [&](std::size_t i) { return decode_picture(material.pictures[i], kInternalDpi).has_value(); }},
        {"extract a template", [&](std::size_t i) { return extract(material.images[i]).has_value(); }},
        {"encode a template", [&](std::size_t i) { return encode_native(material.templates[i]).has_value(); }},
        {"decode a template", [&](std::size_t i) { return decode_native(material.records[i]).has_value(); }},
        {"prepare a probe",
         [&](std::size_t i) {
             Probe(material.templates[i]);
             return true;
         }},
        {"compare, same finger", [=](std::size_t i) { return score(i, i ^ 1U); }},
        {"compare, other finger", [=](std::size_t i) { return score(i, (i + kImpressions) % count); }},
        {"grow a finger of nobody",
         [](std::size_t i) {
             SyntheticFinger(request_of(i).seed, static_cast<std::uint32_t>(i));
             return true;
         }},
        {"draw a print of it",
         [&](std::size_t i) { return material.fingers[i / kImpressions].impress(request_of(i)).has_value(); }},
        {"draw a template alone", [](std::size_t i) { return generate_template(request_of(i)).has_value(); }},
    };
}

SpeedRow measure(const Step& step, std::size_t prints, double budget) {
    SpeedRow row;
    row.step = step.name;
    std::vector<double> microseconds;
    const CpuStopwatch total;
    bool fine = true;
    while (total.seconds() < budget || microseconds.size() < prints) {
        const CpuStopwatch watch;
        fine = step.run(microseconds.size() % prints) && fine;
        microseconds.push_back(1e6 * watch.seconds());
    }
    const Spread spread = spread_of(microseconds);
    row.median_us = fine ? spread.median : 0;
    row.p95_us = fine ? spread.p95 : 0;
    row.runs = microseconds.size();
    return row;
}

}  // namespace

Result<void> SpeedOptions::check() const {
    if (!(seconds_a_step >= 0.01 && seconds_a_step <= 60)) {
        return fail(ErrorCode::kInvalidArgument, "seconds a step must lie between 0.01 and 60");
    }
    return {};
}

Result<std::vector<SpeedRow>> measure_speed(const SpeedOptions& options, const ProgressCallback& progress) {
    if (auto checked = options.check(); !checked) {
        return pass(checked);
    }
    const Result<Material> material = draw_material();
    if (!material) {
        return pass(material);
    }
    MatchScratch scratch;
    const std::vector<Step> steps = steps_on(*material, scratch);
    std::vector<SpeedRow> rows;
    for (const Step& step : steps) {
        rows.push_back(measure(step, material->images.size(), options.seconds_a_step));
        if (progress) {
            progress(rows.size(), steps.size());
        }
    }
    return rows;
}

std::string speed_table(const std::vector<SpeedRow>& rows) {
    std::string table =
        fmt::format("{:<26} {:>12} {:>12} {:>12} {:>8}\n", "step", "median, us", "p95, us", "a second", "runs");
    for (const SpeedRow& row : rows) {
        fmt::format_to(std::back_inserter(table), "{:<26} {:>12.1f} {:>12.1f} {:>12.0f} {:>8}\n", row.step,
                       row.median_us, row.p95_us, row.median_us > 0 ? 1e6 / row.median_us : 0, row.runs);
    }
    return table + "CPU time of one core; drawn prints of 300 x 400 pixels at 500 dpi.\n";
}

}  // namespace dactyl
