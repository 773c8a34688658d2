#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/scale/limits.hpp"
#include "bench/scale/peer_extraction.hpp"
#include "bench/scale/sealing.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/index/search.hpp"

namespace dactyl {

struct ScaleOptions {
    std::size_t gallery = 100'000;             ///< drawn fingers besides the mates, 10 000 to 10 000 000
    std::vector<std::filesystem::path> mates;  ///< folders of real prints (FVC layout); none: drawn mates only
    std::size_t searches = 100;                ///< of each kind of mates, at every size; 1 to 10 000
    int threads = 2;                           ///< 1 to 1024
    std::uint64_t seed = 1;                    ///< of the distractors
    ShortlistOptions shortlist;
    /// Files that `seal` wrote in earlier runs, whose distractors are taken instead of drawing them; none: they are
    /// drawn.
    std::vector<std::filesystem::path> sealed;
    std::filesystem::path seal;  ///< a file to seal the distractors into; empty: none

    Result<void> check() const;
};

/// Searches with their true answers in a gallery of one size.
struct ScalePoint {
    std::size_t fingers = 0;
    double wall_seconds = 0;  ///< mean of a search
    double vote_seconds = 0;  ///< mean CPU time of the candidate stage, all threads
    double second_vote_seconds = 0;
    double compare_seconds = 0;  ///< mean CPU time of gate and comparison
    double voted_again = 0;      ///< mean
    double shortlisted = 0;      ///< mean
    double fully_compared = 0;   ///< mean
    std::size_t real = 0;        ///< searches with real mates,
    std::size_t real_hits = 0;   ///< of them with the mate at rank 1,
    std::size_t real_lost = 0;   ///< and of the others, those that comparing everything hits
    std::size_t drawn = 0;
    std::size_t drawn_hits = 0;
    std::size_t drawn_lost = 0;
    /// Share of searches without the mate at rank 1 above the threshold that one search in 100 passes with another
    /// finger; and what an exhaustive search would reach at that threshold, at least.
    double fnir100 = 0;
    double exhaustive_fnir100 = 0;

    double cpu_seconds() const { return vote_seconds + second_vote_seconds + compare_seconds; }
    double fingers_a_second() const { return static_cast<double>(fingers) / cpu_seconds(); }
};

struct ScaleReport {
    ScaleOptions options;
    MachineLimits limits;
    std::vector<ScalePoint> points;        ///< by rising size
    double gate_comparisons_a_second = 0;  ///< of strangers, gate inside, one core
    double batch_fingers_a_second = 0;     ///< a core, 16 probes at once, the whole gallery
    double bytes_a_finger = 0;
    double described = 0;          ///< mean number of minutiae with a cylinder code, distractors
    double build_cpu_seconds = 0;  ///< preparing and packing, without drawing
    double add_median_ms = 0;      ///< wall time of adding one prepared finger while searches run
    double add_most_ms = 0;
    double add_cpu_ms = 0;  ///< mean CPU time of the adding thread
    SealingRate sealing;
    PeerExtraction peer;
    double growth = 0;  ///< exponent of CPU time against size, fitted
};

/// Builds a gallery of drawn fingers and mates, and measures searches in growing parts of it. Memory: 2 KB a finger.
/// Errors: kInvalidArgument, those of reading the mates.
Result<ScaleReport> measure_scale(const ScaleOptions& options, const ProgressCallback& progress = {});

/// Diagrams against size, SVG: latency, and mates at rank 1.
std::string latency_plot(const ScaleReport& report);
std::string hit_plot(const ScaleReport& report);

/// Measured, must, goal and limits, for people.
std::string scale_table(const ScaleReport& report);
/// A page with the table and diagrams of latency and hit rate against size (SVG).
std::string scale_page(const ScaleReport& report, const std::string& machine);

}  // namespace dactyl
