#include <algorithm>
#include <atomic>
#include <optional>
#include <string>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/index/gallery.hpp"

namespace dactyl {
namespace {

using MadeEntries = std::vector<std::optional<Result<GalleryEntry>>>;

MadeEntries make_entries(std::size_t first, std::size_t count, const EntrySource& source, const std::stop_token& stop) {
    MadeEntries made(count);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        if (!stop.stop_requested()) made[i].emplace(source(first + i));
    });
    return made;
}

bool outdated(const GalleryEntry& entry, const BuildOptions& options) {
    return options.extractor_version != 0 && entry.extractor_version != 0 &&
           entry.extractor_version != options.extractor_version;
}

struct Taken {
    std::vector<GalleryEntry> entries;
    std::size_t outdated = 0;
};

Result<Taken> take_entries(MadeEntries made, const BuildOptions& options) {
    Taken taken;
    taken.entries.reserve(made.size());
    for (auto& entry : made) {
        if (!entry) return fail(ErrorCode::kCancelled, "building the gallery was stopped");
        if (!*entry) return pass(*entry);
        if (outdated(**entry, options)) {
            if (options.outdated == OutdatedPolicy::kRefuse) {
                return fail(ErrorCode::kNotAllowed,
                            "a template of extractor version " + std::to_string((*entry)->extractor_version) +
                                " cannot be compared with those of version " +
                                std::to_string(options.extractor_version) + ": extract its picture again");
            }
            ++taken.outdated;
        } else {
            taken.entries.push_back(std::move(**entry));
        }
    }
    return taken;
}

Result<void> check_memory(std::size_t bytes, std::size_t done, std::size_t count, std::size_t limit) {
    constexpr std::size_t kMegabyte = std::size_t{1} << 20;
    const auto needed = static_cast<std::size_t>(static_cast<double>(bytes) * static_cast<double>(count) /
                                                 static_cast<double>(std::max<std::size_t>(done, 1)));
    if (needed <= limit) return {};
    return fail(ErrorCode::kNotAllowed, "a gallery of " + std::to_string(count) + " entries needs about " +
                                            std::to_string((needed + kMegabyte - 1) / kMegabyte) +
                                            " MiB, the limit is " + std::to_string(limit / kMegabyte) + " MiB");
}

}  // namespace

Result<Gallery::Built> Gallery::build(std::size_t count, const EntrySource& source, const BuildOptions& options,
                                      std::stop_token stop) {
    if (options.threads < 0) return fail(ErrorCode::kInvalidArgument, "threads is negative");
    tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : options.threads, 1,
                          tbb::task_arena::priority::low);
    std::vector<std::shared_ptr<const Segment>> segments;
    Built built;
    std::size_t bytes = 0;
    for (std::size_t first = 0; first < count; first += Segment::kMostEntries) {
        const std::size_t length = std::min(Segment::kMostEntries, count - first);
        auto made = arena.execute([&] { return make_entries(first, length, source, stop); });
        auto taken = take_entries(std::move(made), options);
        if (!taken) return pass(taken);
        built.outdated += taken->outdated;
        if (taken->entries.empty()) continue;
        auto packed = build(std::move(taken->entries));
        if (!packed) return pass(packed);
        segments.push_back(packed->parts()[0].segment);
        bytes += segments.back()->memory_bytes();
        if (auto fits = check_memory(bytes, first + length, count, options.memory_limit); !fits) return pass(fits);
    }
    auto gallery = of_segments(std::move(segments));
    if (!gallery) return pass(gallery);
    built.gallery = std::move(*gallery);
    return built;
}

}  // namespace dactyl
