#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "datasets/synthetic/generator.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// A population of people who do not exist, as files.
struct PopulationOptions {
    std::filesystem::path folder;   ///< made where it is missing
    std::uint32_t fingers = 10;     ///< 1 to 10 000 000
    std::uint32_t impressions = 4;  ///< of each, 1 to 1 000
    SyntheticRequest print;         ///< how each is drawn; its finger and impression are the first of the population
    int threads = 0;                ///< 0 for all of the machine

    Result<void> check() const;
};

struct PopulationReport {
    std::size_t written = 0;  ///< prints
    std::size_t kept = 0;     ///< prints that an earlier run had written
};

/// Writes FINGER_IMPRESSION.png (both counted from 1), truth/FINGER_IMPRESSION.dgt for each, dpi.txt and manifest.json:
/// the FVC layout, that read_dataset() takes. The same bytes for any number of threads. Resumable: a run into a folder
/// of the same description keeps what is there and adds what is missing; also more fingers or impressions than before.
/// At most 4 000 000 pictures. Errors: kInvalidArgument, kAlreadyExists (the folder holds another population),
/// kCancelled, kUnwritable, kDiskFull.
Result<PopulationReport> write_population(const PopulationOptions& options, const ProgressCallback& progress = {},
                                          std::stop_token stop = {});

/// Turns a template into bytes; the native codec's encode_native(). Called from several threads.
using TemplateEncoder = std::function<Result<std::vector<std::byte>>(const Template&)>;

/// As write_population(), but templates without pictures (generate_template()), in blocks of kFingersPerBlock fingers
/// (template_blocks.hpp) and manifest.json: thousands a second.
Result<PopulationReport> write_template_population(const PopulationOptions& options, const TemplateEncoder& encode,
                                                   const ProgressCallback& progress = {}, std::stop_token stop = {});

}  // namespace dactyl
