#include "bench/accuracy/enrolment.hpp"

#include <tbb/parallel_for.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "engine/core/read_file.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/encoders.hpp"
#include "engine/image/files/picture_file.hpp"
#include "templates/codec/formats.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

PrintOutcome enrol(ImageView image, const ExtractOptions& options) {
    PrintOutcome outcome;
    const CpuStopwatch watch;
    Result<Template> print = extract(image, options);
    outcome.extraction_ms = 1e3 * watch.seconds();
    if (!print) {
        outcome.failure = std::move(print.error());
        return outcome;
    }
    const auto bytes = encode_native(*print);
    if (!bytes) {
        outcome.failure = bytes.error();
        return outcome;
    }
    outcome.template_bytes = bytes->size();
    outcome.print = std::move(*print);
    return outcome;
}

PrintOutcome failure(Error error) {
    PrintOutcome outcome;
    outcome.failure = std::move(error);
    return outcome;
}

/// Far beyond what any form of a few templates takes.
constexpr std::size_t kMostBytes = 64U << 20U;

PrintOutcome enrol_template(const std::filesystem::path& path) {
    const auto bytes = read_file(path, kMostBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    // The card forms have no mark: the file's name tells them.
    const std::string extension = path.extension().string();
    const auto named = extension.starts_with(".card") ? parse_template_format(extension.substr(1)) : std::nullopt;
    auto prints = decode_templates(*bytes, named);
    if (!prints) {
        return failure(prints.error());
    }
    if (prints->empty()) {
        return failure({ErrorCode::kNoFingerprint, "a file without a template"});
    }
    PrintOutcome outcome;
    outcome.template_bytes = bytes->size();
    outcome.print = std::move(prints->front());
    return outcome;
}

/// Runs `make(i)` for every print of the set.
template <class Make>
std::vector<PrintOutcome> for_each_print(const Dataset& set, const WorkDone& done, const std::stop_token& stop,
                                         const Make& make) {
    const std::vector<std::uint32_t> fingers = finger_indices(set);
    std::vector<PrintOutcome> outcomes(set.prints.size());
    tbb::parallel_for(std::size_t{0}, set.prints.size(), [&](std::size_t i) {
        if (stop.stop_requested()) {
            return;
        }
        outcomes[i] = make(i);
        outcomes[i].finger = fingers[i];
        done(1);
    });
    return outcomes;
}

}  // namespace

std::vector<std::uint32_t> finger_indices(const Dataset& set) {
    std::map<std::string_view, std::uint32_t> known;
    std::vector<std::uint32_t> indices;
    indices.reserve(set.prints.size());
    for (const DatasetPrint& print : set.prints) {
        indices.push_back(known.try_emplace(print.finger, static_cast<std::uint32_t>(known.size())).first->second);
    }
    return indices;
}

std::vector<PrintOutcome> enrol_prints(const Dataset& set, const EvaluateOptions& options, const WorkDone& done,
                                       const std::stop_token& stop) {
    return for_each_print(set, done, stop, [&](std::size_t i) {
        if (set.templates) {
            return enrol_template(set.prints[i].path);
        }
        const auto image = read_picture(set.prints[i].path, set.dpi);
        return image ? enrol(*image, options.extract) : failure(image.error());
    });
}

std::vector<PrintOutcome> enrol_through_wsq(const Dataset& set, double bits_per_pixel, const EvaluateOptions& options,
                                            const WorkDone& done, const std::stop_token& stop) {
    return for_each_print(set, done, stop, [&](std::size_t i) {
        const auto image = read_picture(set.prints[i].path, set.dpi);
        if (!image) {
            return failure(image.error());
        }
        const auto bytes = encode_wsq(*image, bits_per_pixel);
        if (!bytes) {
            return failure(bytes.error());
        }
        const auto back = decode_picture(*bytes, set.dpi);
        return back ? enrol(*back, options.extract) : failure(back.error());
    });
}

std::vector<PrintOutcome> enrol_alterations(const Dataset& set, std::span<const PrintOutcome> prints,
                                            const EvaluateOptions& options, const WorkDone& done,
                                            const std::stop_token& stop) {
    return for_each_print(set, done, stop, [&](std::size_t i) {
        if (!prints[i].print) {
            return failure(prints[i].failure);
        }
        const auto image = read_picture(set.prints[i].path, set.dpi);
        return image ? enrol(altered(*image, prints[i].print->foreground, options.alteration), options.extract)
                     : failure(image.error());
    });
}

}  // namespace dactyl
