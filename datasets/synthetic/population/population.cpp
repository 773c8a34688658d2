#include "datasets/synthetic/population/population.hpp"

#include <atomic>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "datasets/synthetic/population/ground_truth_file.hpp"
#include "datasets/synthetic/population/manifest.hpp"
#include "datasets/synthetic/population/parallel_work.hpp"
#include "datasets/synthetic/population/print_names.hpp"
#include "datasets/synthetic/population/template_blocks.hpp"
#include "datasets/synthetic/synthetic_finger.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kMostFingers = 10'000'000;
constexpr std::uint32_t kMostImpressions = 1'000;
constexpr std::uint64_t kMostPictures = 4'000'000;  // so that the manifest stays readable
constexpr int kMostThreads = 1024;

Result<void> write_bytes(const fs::path& path, std::span<const std::byte> bytes) {
    auto file = AtomicFile::open(path);
    if (!file) return pass(file);
    if (const auto written = file->write(bytes); !written) return written;
    return file->commit();
}

Result<void> make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::kUnwritable, fmt::format("folder '{}': {}", folder.string(), error.message()));
    }
    return {};
}

// Makes the folder ready.
Result<void> begin(const PopulationOptions& options, PopulationKind kind) {
    if (const auto checked = options.check(); !checked) return pass(checked);
    if (const auto made = make_folder(options.folder); !made) return pass(made);
    if (const auto fits = check_folder(options, kind); !fits) return fits;
    remove_abandoned_files(options.folder);
    return write_file_atomically(options.folder / kManifestName, begun_manifest(options, kind));
}

Result<void> finish(const PopulationOptions& options, PopulationKind kind) {
    return write_file_atomically(options.folder / kManifestName, complete_manifest(options, kind));
}

struct Counters {
    std::atomic<std::size_t> written = 0;
    std::atomic<std::size_t> kept = 0;
    PopulationReport report() const { return {written, kept}; }
};

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

// All impressions of the finger that are not there yet; the finger is grown only where one is missing.
Result<void> write_finger(const PopulationOptions& options, std::uint32_t index, Counters& counters,
                          const std::stop_token& stop) {
    SyntheticRequest request = options.print;
    request.finger += index;
    std::optional<SyntheticFinger> finger;
    for (std::uint32_t k = 0; k < options.impressions; ++k) {
        const fs::path picture = options.folder / picture_name(index, k);
        const fs::path truth = options.folder / truth_name(index, k);
        if (is_there(picture) && is_there(truth)) {
            ++counters.kept;
            continue;
        }
        if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped on request");
        if (!finger) finger.emplace(request.seed, request.finger);
        request.impression = options.print.impression + k;
        const auto impression = finger->impress(request);
        if (!impression) return pass(impression);
        if (const auto done = write_png(picture, impression->image.view()); !done) return done;
        if (const auto done = write_bytes(truth, encode_ground_truth(impression->truth)); !done) return done;
        ++counters.written;
    }
    return {};
}

Result<void> write_block(const PopulationOptions& options, std::uint32_t block, const TemplateEncoder& encode,
                         Counters& counters, const std::stop_token& stop) {
    const std::uint32_t first = block * kFingersPerBlock;
    const std::uint32_t end = std::min(first + kFingersPerBlock, options.fingers);
    std::vector<TemplateRecord> records;
    records.reserve(std::size_t{end - first} * options.impressions);
    SyntheticRequest request = options.print;
    for (std::uint32_t index = first; index < end; ++index) {
        if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped on request");
        request.finger = options.print.finger + index;
        const SyntheticMinutiae finger(request.seed, request.finger);
        for (std::uint32_t k = 0; k < options.impressions; ++k) {
            request.impression = options.print.impression + k;
            const auto print = finger.impress(request);
            if (!print) return pass(print);
            auto bytes = encode(*print);
            if (!bytes) return pass(bytes);
            records.push_back({request.finger, request.impression, std::move(*bytes)});
        }
    }
    const auto done = write_bytes(options.folder / template_block_name(block), encode_template_block(records));
    if (done) counters.written += records.size();
    return done;
}

}  // namespace

Result<void> PopulationOptions::check() const {
    if (folder.empty()) return fail(ErrorCode::kInvalidArgument, "a population needs a folder");
    if (fingers < 1 || fingers > kMostFingers) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a population has 1 to {} fingers, not {}", kMostFingers, fingers));
    }
    if (impressions < 1 || impressions > kMostImpressions) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a finger has 1 to {} impressions, not {}", kMostImpressions, impressions));
    }
    constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max() - 1;
    if (print.finger > kLast - fingers || print.impression > kLast - impressions) {
        return fail(ErrorCode::kInvalidArgument, "the numbers of fingers and impressions end at 2^32");
    }
    if (threads < 0 || threads > kMostThreads) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("0 to {} threads, not {}", kMostThreads, threads));
    }
    return print.check();
}

Result<PopulationReport> write_population(const PopulationOptions& options, const ProgressCallback& progress,
                                          std::stop_token stop) {
    if (std::uint64_t{options.fingers} * options.impressions > kMostPictures) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("at most {} pictures in one population", kMostPictures));
    }
    if (const auto begun = begin(options, PopulationKind::kPrints); !begun) return pass(begun);
    if (const auto made = make_folder(options.folder / "truth"); !made) return pass(made);
    const auto dpi = write_file_atomically(options.folder / "dpi.txt", fmt::format("{}\n", options.print.dpi.value()));
    if (!dpi) return pass(dpi);
    Counters counters;
    const auto done = work_in_parallel(
        options.fingers, options.threads,
        [&](std::size_t i) { return write_finger(options, static_cast<std::uint32_t>(i), counters, stop); }, progress,
        stop);
    if (!done) return pass(done);
    if (const auto finished = finish(options, PopulationKind::kPrints); !finished) return pass(finished);
    return counters.report();
}

Result<PopulationReport> write_template_population(const PopulationOptions& options, const TemplateEncoder& encode,
                                                   const ProgressCallback& progress, std::stop_token stop) {
    if (const auto begun = begin(options, PopulationKind::kTemplates); !begun) return pass(begun);
    const std::uint32_t blocks = (options.fingers + kFingersPerBlock - 1) / kFingersPerBlock;
    Counters counters;
    const auto work = [&](std::size_t i) -> Result<void> {
        const auto block = static_cast<std::uint32_t>(i);
        const std::uint32_t end = std::min((block + 1) * kFingersPerBlock, options.fingers);
        const std::size_t records = std::size_t{end - block * kFingersPerBlock} * options.impressions;
        // The last block of a smaller population is shorter than the same block of this one.
        const auto there = read_template_block(options.folder / template_block_name(block));
        if (there && there->size() == records) {
            counters.kept += records;
            return {};
        }
        return write_block(options, block, encode, counters, stop);
    };
    if (const auto done = work_in_parallel(blocks, options.threads, work, progress, stop); !done) return pass(done);
    if (const auto finished = finish(options, PopulationKind::kTemplates); !finished) return pass(finished);
    return counters.report();
}

}  // namespace dactyl
