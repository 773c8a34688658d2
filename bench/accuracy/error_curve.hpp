#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dactyl {

/// One comparison as the statistics see it. `weight` counts how often it enters (1 outside resampling).
struct WeightedScore {
    double score = 0;
    bool genuine = false;
    std::uint64_t weight = 1;
};

/// The errors of every threshold ("accept when score >= threshold") over a set of comparisons, as exact counts: one
/// point for each distinct score, by rising threshold, and a last one that rejects everything.
class ErrorCurve {
  public:
    struct Point {
        double threshold = 0;
        std::uint64_t misses = 0;         ///< genuine comparisons below the threshold
        std::uint64_t false_matches = 0;  ///< impostor comparisons at or above it
    };

    /// From scores in any order. Both kinds must be there: rates of nothing are 0.
    ErrorCurve(std::span<const double> genuine, std::span<const double> impostor);
    /// From scores by rising score, equal scores in any order. O(n).
    explicit ErrorCurve(std::span<const WeightedScore> by_score);

    std::span<const Point> points() const { return points_; }
    std::uint64_t genuine() const { return genuine_; }
    std::uint64_t impostors() const { return impostors_; }
    /// False non-match and false match rate at a point, 0 to 1.
    double fnmr(const Point& point) const;
    double fmr(const Point& point) const;

    /// The equal error rate as FVC2000 defines it (Maio et al., PAMI 24(3), 2002, section 4): with t1 the highest
    /// threshold where FNMR <= FMR and t2 the lowest where FNMR >= FMR, the middle of that interval [FNMR, FMR] of the
    /// two whose sum is smaller.
    double equal_error_rate() const;
    /// The point of lowest FNMR with FMR <= 1 / one_in; of zero FMR for one_in = 0. FNMR there is FVC's FMR100,
    /// FMR1000, ZeroFMR.
    const Point& at_fmr(std::uint64_t one_in) const;

  private:
    void build(std::span<const WeightedScore> by_score);

    std::vector<Point> points_;
    std::uint64_t genuine_ = 0;
    std::uint64_t impostors_ = 0;
};

}  // namespace dactyl
