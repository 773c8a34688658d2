#include "bench/scale/distractors.hpp"

#include <algorithm>
#include <atomic>

#include <oneapi/tbb/parallel_for.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/extract/extract.hpp"
#include "templates/gallery/gallery_file.hpp"

namespace dactyl {
namespace {

// Adds up CPU time of several threads.
class CpuSum {
  public:
    void add(double seconds) { nanoseconds_ += static_cast<std::int64_t>(seconds * 1e9); }
    double seconds() const { return 1e-9 * static_cast<double>(nanoseconds_); }

  private:
    std::atomic<std::int64_t> nanoseconds_ = 0;
};

std::shared_ptr<const Segment> first_entries(const std::shared_ptr<const Segment>& segment, std::size_t count) {
    if (count >= segment->size()) return segment;
    GalleryColumns columns;
    for (std::size_t i = 0; i < count; ++i) append_entry(*segment, i, columns);
    return std::make_shared<const Segment>(std::move(columns));
}

}  // namespace

std::size_t Distractors::size() const {
    std::size_t sum = 0;
    for (const auto& segment : segments) sum += segment->size();
    return sum;
}

GalleryEntry lone_finger(std::uint64_t id, const Template& print) {
    return {FingerId(id),           HolderId(id), print.position, Reference(print), FingerPattern::kUnknown,
            print.extractor_version};
}

Result<Template> draw_distractor(std::uint64_t seed, std::size_t i) {
    SyntheticRequest request;
    request.seed = seed;
    request.finger = static_cast<std::uint32_t>(i);
    return generate_template(request);
}

Result<Distractors> draw_distractors(std::uint64_t seed, std::size_t count, int threads,
                                     const ProgressCallback& progress) {
    Distractors out;
    for (std::size_t first = 0; first < count; first += Segment::kMostEntries) {
        const std::size_t length = std::min(Segment::kMostEntries, count - first);
        std::vector<Template> templates(length);
        tbb::parallel_for(std::size_t{0}, length, [&](std::size_t i) {
            if (auto drawn = draw_distractor(seed, first + i)) templates[i] = std::move(*drawn);
        });
        BuildOptions build;
        build.threads = threads;
        const CpuStopwatch packing;
        CpuSum preparing;
        const auto built = Gallery::build(
            length,
            [&](std::size_t i) -> Result<GalleryEntry> {
                const CpuStopwatch watch;
                GalleryEntry entry = lone_finger(first + i + 1, templates[i]);
                preparing.add(watch.seconds());
                return entry;
            },
            build);
        if (!built) return pass(built);
        // What this thread did besides its share of the preparing is packing: half of the threads' time at most.
        out.build_cpu_seconds += preparing.seconds() + std::max(0.0, packing.seconds() - preparing.seconds() / threads);
        out.segments.push_back(built->gallery.parts()[0].segment);
        if (progress) progress(first + length, count);
    }
    return out;
}

Result<Distractors> read_distractors(std::span<const std::filesystem::path> files, std::size_t count) {
    Distractors out;
    std::size_t left = count;
    for (const auto& file : files) {
        if (left == 0) break;
        GalleryFileOptions options;
        options.extractor_version = extractor_version();
        const auto loaded = read_gallery_file(file, Key256(), options);
        if (!loaded) return pass(loaded);
        for (const GalleryPart& part : loaded->gallery.parts()) {
            if (left == 0) break;
            out.segments.push_back(first_entries(part.segment, left));
            left -= out.segments.back()->size();
        }
    }
    if (left > 0) return fail(ErrorCode::kInvalidArgument, "the sealed files hold too few fingers");
    return out;
}

Result<void> seal_distractors(const std::filesystem::path& file, const Distractors& distractors) {
    const auto gallery = Gallery::of_segments(distractors.segments);
    if (!gallery) return pass(gallery);
    return write_gallery_file(file, *gallery, Key256(), extractor_version());
}

}  // namespace dactyl
