#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "datasets/synthetic/ground_truth.hpp"
#include "engine/extract/stage_sink.hpp"

namespace dactyl {

/// A mean of squares or of magnitudes in the making.
struct ErrorSum {
    double sum = 0;
    std::size_t count = 0;

    void add(double value) {
        sum += value;
        ++count;
    }
    double mean() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
    ErrorSum& operator+=(const ErrorSum& other);
};

/// How far the stages of extraction are from the truth, over one print or many; add up with +=.
struct StageAccuracy {
    std::size_t prints = 0;
    std::size_t failures = 0;        ///< prints that gave no template; all their visible minutiae are missed
    ErrorSum good_orientation;       ///< squared error in degrees^2, over cells of good areas
    ErrorSum bad_orientation;        ///< and of bad ones
    ErrorSum frequency;              ///< |estimated - true| / true ridge frequency
    ErrorSum segmentation;           ///< 1 for each cell in the wrong class, 0 for the others
    std::size_t true_minutiae = 0;   ///< visible ones
    std::size_t found_minutiae = 0;  ///< without those that lie on a true, invisible one: neither right nor wrong
    std::size_t common_minutiae = 0;
    ErrorSum position;   ///< pixels at 500 dpi, of the common ones
    ErrorSum direction;  ///< degrees, of the common ones
    ErrorSum kind;       ///< 1 for each common one of the right kind

    double good_orientation_rmse() const;  ///< degrees
    double bad_orientation_rmse() const;
    double precision() const;
    double recall() const;
    double f1() const;

    StageAccuracy& operator+=(const StageAccuracy& other);
};

/// Two minutiae are the same within these (pixels at 500 dpi, degrees).
inline constexpr double kSameMinutiaDistance = 8;
inline constexpr double kSameMinutiaTurn = 15;

/// Counts what was found against the truth: pairs within both limits, the closest first, each minutia once.
void add_minutiae(std::span<const Minutia> found, const GroundTruth& truth, StageAccuracy& accuracy);

/// Collects the maps that can be judged during extraction, and judges them. A cell is bad where the nearest true
/// minutia is not visible (its ridges cannot be told from the noise) or a core or delta lies within kSingularReach;
/// good otherwise. Only cells that the finger touches count for orientation and frequency.
class StageJudge : public StageSink {
  public:
    /// `truth` and `accuracy` must live as long.
    StageJudge(const GroundTruth& truth, StageAccuracy& accuracy) : truth_(truth), accuracy_(accuracy) {}

    bool wants(Stage stage) const override;
    void receive(Stage stage, const StageMap& map) override;

    static constexpr double kSingularReach = 24;  ///< pixels at 500 dpi, about three ridges

  private:
    bool is_bad(double x, double y) const;
    void judge_orientation(const StageMap& map);
    void judge_period(const StageMap& map);
    void judge_segmentation(const StageMap& map);

    const GroundTruth& truth_;
    StageAccuracy& accuracy_;
};

}  // namespace dactyl
