#include "bench/accuracy/stage_accuracy.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace dactyl {
namespace {

constexpr double kHalfTurn = 180;
constexpr double kOrientationStep = kHalfTurn / 256;  ///< of GroundTruth::orientation, degrees
constexpr double kPeriodStep = 1.0 / 16;              ///< of GroundTruth::period, pixels

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// The smaller angle between two lines, degrees.
double between_lines(double a, double b) {
    const double turn = std::fmod(std::abs(a - b), kHalfTurn);
    return std::min(turn, kHalfTurn - turn);
}

double turn_degrees(Direction a, Direction b) { return std::abs(turn(a, b)) * (360.0 / 65536.0); }

/// The value of a map at a point of the picture; nothing outside.
std::optional<float> value_at(const StageMap& map, double x, double y) {
    const auto column = static_cast<int>(std::floor((x + 0.5 - map.left) / map.step));
    const auto row = static_cast<int>(std::floor((y + 0.5 - map.top) / map.step));
    if (column < 0 || row < 0 || column >= map.width || row >= map.height) {
        return std::nullopt;
    }
    return map
        .values[static_cast<std::size_t>(row) * static_cast<std::size_t>(map.width) + static_cast<std::size_t>(column)];
}

/// Calls visit(cell index, x, y, touched) with the middle of every cell of the truth.
template <class Visit>
void for_each_cell(const GroundTruth& truth, const Visit& visit) {
    const Foreground& mask = truth.mask;
    for (int row = 0; row < mask.rows(); ++row) {
        for (int column = 0; column < mask.columns(); ++column) {
            visit(static_cast<std::size_t>(row * mask.columns() + column), (column + 0.5) * Foreground::kCellSize - 0.5,
                  (row + 0.5) * Foreground::kCellSize - 0.5, mask.cell(column, row));
        }
    }
}

struct Candidate {
    double distance = 0;
    std::size_t found = 0;
    std::size_t real = 0;
};

/// Pairs within both limits, the closest first, each minutia once.
std::vector<Candidate> pair_up(std::span<const Minutia> found, std::span<const TrueMinutia> real) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (std::size_t j = 0; j < real.size(); ++j) {
            const double distance = std::hypot(found[i].x - real[j].x, found[i].y - real[j].y);
            if (distance <= kSameMinutiaDistance &&
                turn_degrees(found[i].direction, real[j].direction) <= kSameMinutiaTurn) {
                candidates.push_back({distance, i, j});
            }
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.distance < b.distance; });
    std::vector<bool> found_taken(found.size());
    std::vector<bool> real_taken(real.size());
    std::erase_if(candidates, [&](const Candidate& candidate) {
        if (found_taken[candidate.found] || real_taken[candidate.real]) {
            return true;
        }
        found_taken[candidate.found] = true;
        real_taken[candidate.real] = true;
        return false;
    });
    return candidates;
}

}  // namespace

ErrorSum& ErrorSum::operator+=(const ErrorSum& other) {
    sum += other.sum;
    count += other.count;
    return *this;
}

double StageAccuracy::good_orientation_rmse() const { return std::sqrt(good_orientation.mean()); }
double StageAccuracy::bad_orientation_rmse() const { return std::sqrt(bad_orientation.mean()); }
double StageAccuracy::precision() const { return share(common_minutiae, found_minutiae); }
double StageAccuracy::recall() const { return share(common_minutiae, true_minutiae); }
double StageAccuracy::f1() const { return share(2 * common_minutiae, found_minutiae + true_minutiae); }

StageAccuracy& StageAccuracy::operator+=(const StageAccuracy& other) {
    prints += other.prints;
    failures += other.failures;
    good_orientation += other.good_orientation;
    bad_orientation += other.bad_orientation;
    frequency += other.frequency;
    segmentation += other.segmentation;
    true_minutiae += other.true_minutiae;
    found_minutiae += other.found_minutiae;
    common_minutiae += other.common_minutiae;
    position += other.position;
    direction += other.direction;
    kind += other.kind;
    return *this;
}

void add_minutiae(std::span<const Minutia> found, const GroundTruth& truth, StageAccuracy& accuracy) {
    std::vector<TrueMinutia> visible;
    std::vector<TrueMinutia> invisible;
    for (const TrueMinutia& minutia : truth.minutiae) {
        (minutia.visible ? visible : invisible).push_back(minutia);
    }
    const std::vector<Candidate> common = pair_up(found, visible);
    std::vector<bool> right(found.size());
    for (const Candidate& pair : common) {
        right[pair.found] = true;
        accuracy.position.add(pair.distance);
        accuracy.direction.add(turn_degrees(found[pair.found].direction, visible[pair.real].direction));
        accuracy.kind.add(found[pair.found].kind == visible[pair.real].kind ? 1 : 0);
    }
    std::vector<Minutia> rest;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!right[i]) {
            rest.push_back(found[i]);
        }
    }
    accuracy.true_minutiae += visible.size();
    accuracy.common_minutiae += common.size();
    accuracy.found_minutiae += found.size() - pair_up(rest, invisible).size();
}

bool StageJudge::wants(Stage stage) const {
    return stage == Stage::kOrientation || stage == Stage::kPeriod || stage == Stage::kSegmentation;
}

void StageJudge::receive(Stage stage, const StageMap& map) {
    if (stage == Stage::kOrientation) {
        judge_orientation(map);
    } else if (stage == Stage::kPeriod) {
        judge_period(map);
    } else if (stage == Stage::kSegmentation) {
        judge_segmentation(map);
    }
}

bool StageJudge::is_bad(double x, double y) const {
    for (const TrueSingularity& singularity : truth_.singularities) {
        if (std::hypot(singularity.x - x, singularity.y - y) < kSingularReach) {
            return true;
        }
    }
    double nearest = std::numeric_limits<double>::max();
    bool visible = true;
    for (const TrueMinutia& minutia : truth_.minutiae) {
        const double distance = std::hypot(minutia.x - x, minutia.y - y);
        if (distance < nearest) {
            nearest = distance;
            visible = minutia.visible;
        }
    }
    return !visible;
}

void StageJudge::judge_orientation(const StageMap& map) {
    for_each_cell(truth_, [&](std::size_t cell, double x, double y, bool touched) {
        const auto radians = value_at(map, x, y);
        if (touched && radians) {
            const double error =
                between_lines(*radians * (kHalfTurn / std::numbers::pi), truth_.orientation[cell] * kOrientationStep);
            (is_bad(x, y) ? accuracy_.bad_orientation : accuracy_.good_orientation).add(error * error);
        }
    });
}

void StageJudge::judge_period(const StageMap& map) {
    for_each_cell(truth_, [&](std::size_t cell, double x, double y, bool touched) {
        const auto pixels = value_at(map, x, y);
        if (touched && pixels && *pixels > 0 && truth_.period[cell] > 0) {
            // |1/p - 1/t| / (1/t)
            accuracy_.frequency.add(std::abs(truth_.period[cell] * kPeriodStep / *pixels - 1));
        }
    });
}

void StageJudge::judge_segmentation(const StageMap& map) {
    for_each_cell(truth_, [&](std::size_t, double x, double y, bool touched) {
        accuracy_.segmentation.add((value_at(map, x, y).value_or(0) > 0.5F) == touched ? 0 : 1);
    });
}

}  // namespace dactyl
