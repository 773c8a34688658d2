#include "bench/scale/scale.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include <oneapi/tbb/parallel_invoke.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "bench/scale/distractors.hpp"
#include "bench/scale/mates.hpp"
#include "bench/scale/sealing.hpp"
#include "engine/index/live_gallery.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/prepared_print.hpp"

namespace dactyl {
namespace {

/// Drawn mates come from another population than the distractors.
constexpr std::uint64_t kMatesSeed = 0x6d61'7465;
/// Ids of the mates lie above those of the distractors.
constexpr std::uint64_t kFirstMate = std::uint64_t{1} << 40;
constexpr std::size_t kStrangersCompared = 2000;
constexpr std::size_t kAdditions = 200;
constexpr std::size_t kBatch = 16;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Search {
    Probe probe;
    HolderId mate;
    bool real = false;
    double mate_score = 0;  // of a comparison without a gallery
};

struct World {
    Distractors distractors;
    std::shared_ptr<const Segment> mates;
    std::vector<Search> searches;
};

Result<void> add_mates(const ScaleOptions& options, World& world) {
    auto searches = drawn_searches(options.seed ^ kMatesSeed, options.searches);
    if (!searches) return pass(searches);
    if (!options.mates.empty()) {
        auto real = real_searches(options.mates, options.searches);
        if (!real) return pass(real);
        std::move(real->begin(), real->end(), std::back_inserter(*searches));
    }
    std::vector<GalleryEntry> entries;
    MatchScratch scratch;
    const Template* last = nullptr;
    for (const MatedSearch& search : *searches) {
        // Searches for the same enrolled print follow each other.
        if (last == nullptr || !(search.enrolled == *last)) {
            entries.push_back(lone_finger(kFirstMate + entries.size(), search.enrolled));
        }
        last = &search.enrolled;
        const Probe probe(search.searched);
        const double score = compare(probe, entries.back().reference, scratch).value();
        world.searches.push_back({probe, entries.back().holder, search.real, score});
    }
    world.mates = std::make_shared<const Segment>(std::move(entries));
    return {};
}

Result<World> make_world(const ScaleOptions& options, const ProgressCallback& progress) {
    World world;
    if (auto added = add_mates(options, world); !added) return pass(added);
    auto distractors = options.sealed.empty()
                           ? draw_distractors(options.seed, options.gallery, options.threads, progress)
                           : read_distractors(options.sealed, options.gallery);
    if (!distractors) return pass(distractors);
    world.distractors = std::move(*distractors);
    if (!options.seal.empty()) {
        if (auto sealed = seal_distractors(options.seal, world.distractors); !sealed) return pass(sealed);
    }
    return world;
}

Result<Gallery> first_part(const World& world, std::size_t segments) {
    std::vector<std::shared_ptr<const Segment>> parts(
        world.distractors.segments.begin(), world.distractors.segments.begin() + static_cast<std::ptrdiff_t>(segments));
    parts.push_back(world.mates);
    return Gallery::of_segments(std::move(parts));
}

SearchOptions search_options(const ScaleOptions& options) {
    SearchOptions out;
    out.most = 2;
    out.least = Score(0);
    out.threads = options.threads;
    out.shortlist = options.shortlist;
    return out;
}

struct Outcome {
    double mate = 0;   // score in the search, 0 where it was not found
    double other = 0;  // best score of anybody else
};

Outcome outcome_of(const SearchReport& report, HolderId mate) {
    Outcome outcome;
    for (const Candidate& candidate : report.candidates) {
        double& score = candidate.holder == mate ? outcome.mate : outcome.other;
        score = std::max(score, candidate.score.value());
    }
    return outcome;
}

bool is_hit(const Outcome& outcome) { return outcome.mate > outcome.other; }

// Whether comparing everything would have put the mate first. Only asked where the mate's own score leaves it possible:
// it takes seconds.
Result<bool> exhaustive_hit(const Gallery& gallery, const Search& search, SearchOptions options) {
    options.shortlist.share = 1;
    const auto report = dactyl::search(gallery, search.probe, options);
    if (!report) return pass(report);
    return is_hit(outcome_of(*report, search.mate));
}

void count_hit(const Search& search, bool hit, bool lost, ScalePoint& point) {
    (search.real ? point.real : point.drawn) += 1;
    (search.real ? point.real_hits : point.drawn_hits) += hit ? 1 : 0;
    (search.real ? point.real_lost : point.drawn_lost) += lost ? 1 : 0;
}

// What others reach in an exhaustive search is at least what they reached here, so its threshold is no lower and its
// FNIR no better than this.
void count_misses(std::span<const Search> searches, std::span<const Outcome> outcomes, ScalePoint& point) {
    std::vector<double> others;
    for (const Outcome& outcome : outcomes) others.push_back(outcome.other);
    std::sort(others.begin(), others.end(), std::greater<>());
    const double threshold = others[others.size() / 100];
    for (std::size_t i = 0; i < searches.size(); ++i) {
        const auto missed = [&](double mate) { return mate <= threshold || mate <= outcomes[i].other ? 1.0 : 0.0; };
        point.fnir100 += missed(outcomes[i].mate) / static_cast<double>(searches.size());
        point.exhaustive_fnir100 += missed(searches[i].mate_score) / static_cast<double>(searches.size());
    }
}

Result<ScalePoint> measure_point(const ScaleOptions& options, const World& world, const Gallery& gallery) {
    ScalePoint point;
    point.fingers = gallery.size();
    std::vector<Outcome> outcomes;
    const auto count = static_cast<double>(world.searches.size());
    for (const Search& search : world.searches) {
        const auto report = dactyl::search(gallery, search.probe, search_options(options));
        if (!report) return pass(report);
        point.wall_seconds += report->seconds / count;
        point.vote_seconds += report->cpu.vote / count;
        point.second_vote_seconds += report->cpu.second_vote / count;
        point.compare_seconds += report->cpu.compare / count;
        point.voted_again += static_cast<double>(report->voted_again) / count;
        point.shortlisted += static_cast<double>(report->shortlisted) / count;
        point.fully_compared += static_cast<double>(report->fully_compared) / count;
        outcomes.push_back(outcome_of(*report, search.mate));
        const bool hit = is_hit(outcomes.back());
        Result<bool> lost = false;
        if (!hit && search.mate_score > outcomes.back().other) {
            lost = exhaustive_hit(gallery, search, search_options(options));
        }
        if (!lost) return pass(lost);
        count_hit(search, hit, *lost, point);
    }
    count_misses(world.searches, outcomes, point);
    return point;
}

Result<double> batch_rate(const ScaleOptions& options, const World& world, const Gallery& gallery) {
    std::vector<Probe> probes;
    for (std::size_t i = 0; i < std::min(kBatch, world.searches.size()); ++i) probes.push_back(world.searches[i].probe);
    SearchOptions searching = search_options(options);
    searching.urgency = Urgency::kBatch;
    const auto reports = search_batch(gallery, probes, searching);
    if (!reports) return pass(reports);
    const SearchTimes& cpu = reports->front().cpu;
    return static_cast<double>(gallery.size() * probes.size()) / (cpu.vote + cpu.second_vote + cpu.compare);
}

struct ComparisonRate {
    double a_second = 0;
    double described = 0;  // mean of the strangers
};

Result<ComparisonRate> comparison_rate(const ScaleOptions& options, const World& world) {
    std::vector<Reference> strangers;
    for (std::size_t i = 0; i < kStrangersCompared; ++i) {
        const auto print = draw_distractor(options.seed, i);
        if (!print) return pass(print);
        strangers.emplace_back(*print);
    }
    ComparisonRate rate;
    for (const Reference& stranger : strangers) rate.described += stranger.print().described;
    rate.described /= static_cast<double>(strangers.size());
    MatchScratch scratch;
    std::size_t comparisons = 0;
    const CpuStopwatch watch;
    for (std::size_t s = 0; s < std::min<std::size_t>(world.searches.size(), 10); ++s) {
        for (const Reference& stranger : strangers) compare(world.searches[s].probe, stranger, scratch);
        comparisons += strangers.size();
    }
    rate.a_second = static_cast<double>(comparisons) / watch.seconds();
    return rate;
}

Result<void> measure_additions(const ScaleOptions& options, const World& world, const Gallery& gallery,
                               ScaleReport& report) {
    LiveGallery live(gallery);
    std::vector<GalleryEntry> entries;
    for (std::size_t i = 0; i < kAdditions; ++i) {
        const auto print = draw_distractor(options.seed, options.gallery + i);
        if (!print) return pass(print);
        entries.push_back(lone_finger(options.gallery + i + 1, *print));
    }
    std::atomic<bool> adding = true;
    std::vector<double> milliseconds;
    double cpu_seconds = 0;
    tbb::parallel_invoke(
        [&] {
            for (const GalleryEntry& entry : entries) {
                const auto start = Clock::now();
                const CpuStopwatch watch;
                if (live.add({entry})) milliseconds.push_back(1e3 * seconds_since(start));
                cpu_seconds += watch.seconds();
            }
            adding = false;
        },
        [&] {
            std::size_t s = 0;
            SearchOptions searching = search_options(options);
            searching.threads = 1;
            do {
                const auto found =
                    search(*live.snapshot(), world.searches[s++ % world.searches.size()].probe, searching);
                if (!found) return;
            } while (adding);
        });
    if (milliseconds.size() != kAdditions) return fail(ErrorCode::kInternal, "a finger could not be added");
    std::sort(milliseconds.begin(), milliseconds.end());
    report.add_median_ms = milliseconds[milliseconds.size() / 2];
    report.add_most_ms = milliseconds.back();
    report.add_cpu_ms = 1e3 * cpu_seconds / static_cast<double>(kAdditions);
    return {};
}

// Slope of a straight line through the logarithms.
double growth_exponent(std::span<const ScalePoint> points) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (const ScalePoint& point : points) {
        const double size = std::log(static_cast<double>(point.fingers));
        const double time = std::log(point.cpu_seconds());
        n += 1;
        x += size;
        y += time;
        xx += size * size;
        xy += size * time;
    }
    const double spread = n * xx - x * x;
    return spread > 0 ? (n * xy - x * y) / spread : 0;
}

// Numbers of segments to search in: each about twice the one before, from 100 000 fingers on where the gallery is
// larger than that: below, growth tells of what every search does, not of how it scales.
std::vector<std::size_t> growing_parts(std::size_t segments) {
    constexpr std::size_t kFrom = 100'000 / Segment::kMostEntries;
    std::vector<std::size_t> parts;
    for (std::size_t part = segments; part > 0 && (part >= kFrom || segments < 2 * kFrom); part /= 2) {
        parts.insert(parts.begin(), part);
    }
    return parts;
}

}  // namespace

Result<void> ScaleOptions::check() const {
    if (gallery < 10'000 || gallery > 10'000'000) {
        return fail(ErrorCode::kInvalidArgument, "gallery is not in [10000, 10000000]");
    }
    if (searches < 1 || searches > 10'000) return fail(ErrorCode::kInvalidArgument, "searches is not in [1, 10000]");
    if (threads < 1 || threads > 1024) return fail(ErrorCode::kInvalidArgument, "threads is not in [1, 1024]");
    SearchOptions searching;
    searching.shortlist = shortlist;
    return searching.check();
}

Result<ScaleReport> measure_scale(const ScaleOptions& options, const ProgressCallback& progress) {
    if (const auto checked = options.check(); !checked) return pass(checked);
    ScaleReport report;
    report.options = options;
    report.limits = measure_limits();
    const auto world = make_world(options, progress);
    if (!world) return pass(world);
    report.build_cpu_seconds = world->distractors.build_cpu_seconds;
    const auto rate = comparison_rate(options, *world);
    if (!rate) return pass(rate);
    report.gate_comparisons_a_second = rate->a_second;
    report.described = rate->described;
    const auto sealing = measure_sealing(world->distractors, options.threads);
    if (!sealing) return pass(sealing);
    report.sealing = *sealing;
    report.peer = measure_peer_extraction(options.mates);
    for (const std::size_t segments : growing_parts(world->distractors.segments.size())) {
        const auto gallery = first_part(*world, segments);
        if (!gallery) return pass(gallery);
        const auto point = measure_point(options, *world, *gallery);
        if (!point) return pass(point);
        report.points.push_back(*point);
    }
    report.growth = growth_exponent(report.points);
    const auto whole = first_part(*world, world->distractors.segments.size());
    if (!whole) return pass(whole);
    report.bytes_a_finger = static_cast<double>(whole->memory_bytes()) / static_cast<double>(whole->size());
    const auto batch = batch_rate(options, *world, *whole);
    if (!batch) return pass(batch);
    report.batch_fingers_a_second = *batch;
    if (auto added = measure_additions(options, *world, *whole, report); !added) return pass(added);
    return report;
}

}  // namespace dactyl
