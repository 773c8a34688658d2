#include "bench/realism/set_statistics.hpp"

#include <mutex>
#include <optional>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

constexpr double kPixelsPerSquareMillimetre = (500 / 25.4) * (500 / 25.4);

// Mean of the period map over the believed area.
class PeriodMeter final : public StageSink {
  public:
    bool wants(Stage stage) const override { return stage == Stage::kPeriod; }
    void receive(Stage, const StageMap& map) override {
        for (const float value : map.values) {
            if (value <= 0) continue;
            sum_ += static_cast<double>(value);
            ++count_;
        }
    }
    double mean() const { return count_ > 0 ? sum_ / static_cast<double>(count_) : 0; }

  private:
    double sum_ = 0;
    std::size_t count_ = 0;
};

struct Print {
    std::optional<Template> found;
    double period = 0;
};

Result<Print> enrol(const DatasetPrint& file, Dpi dpi) {
    const auto image = read_picture(file.path, dpi);
    if (!image) return pass(image);
    PeriodMeter meter;
    auto found = extract(*image, {}, &meter);
    Print print;
    if (found) print.found = std::move(*found);
    print.period = meter.mean();
    return print;
}

void describe(const std::vector<Print>& prints, SetStatistics& statistics) {
    for (const Print& print : prints) {
        if (!print.found) {
            ++statistics.failures;
            continue;
        }
        const double area =
            print.found->foreground.area() * Foreground::kCellSize * Foreground::kCellSize / kPixelsPerSquareMillimetre;
        const auto minutiae = static_cast<double>(print.found->minutiae.size());
        statistics.minutiae.push_back(minutiae);
        statistics.area.push_back(area);
        statistics.density.push_back(area > 0 ? minutiae / area : 0);
        statistics.period.push_back(print.period);
        statistics.quality.push_back(print.found->quality);
    }
}

struct Pair {
    std::size_t a = 0;
    std::size_t b = 0;
};

std::vector<double> scores_of(const std::vector<Print>& prints, const std::vector<Pair>& pairs) {
    std::vector<std::optional<Probe>> probes(prints.size());
    std::vector<std::optional<Reference>> references(prints.size());
    tbb::parallel_for(std::size_t{0}, prints.size(), [&](std::size_t i) {
        if (!prints[i].found) return;
        probes[i].emplace(*prints[i].found);
        references[i].emplace(*prints[i].found);
    });
    std::vector<double> scores(pairs.size());
    tbb::enumerable_thread_specific<MatchScratch> scratch;
    tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
        const auto& [a, b] = pairs[i];
        if (probes[a] && references[b]) scores[i] = compare(*probes[a], *references[b], scratch.local()).value();
    });
    return scores;
}

}  // namespace

Result<SetStatistics> measure_set(const Dataset& set) {
    std::vector<Print> prints(set.prints.size());
    std::mutex mutex;
    std::optional<Error> failure;
    tbb::parallel_for(std::size_t{0}, prints.size(), [&](std::size_t i) {
        auto print = enrol(set.prints[i], set.dpi);
        if (print) {
            prints[i] = std::move(*print);
            return;
        }
        const std::lock_guard lock(mutex);
        if (!failure) failure = print.error();
    });
    if (failure) return tl::unexpected<Error>(*failure);

    std::vector<Pair> genuine;
    std::vector<Pair> impostor;
    for (std::size_t a = 0; a < prints.size(); ++a) {
        for (std::size_t b = a + 1; b < prints.size(); ++b) {
            if (set.prints[a].finger == set.prints[b].finger) {
                genuine.push_back({a, b});
            } else if (set.prints[a].impression == set.prints[b].impression) {
                impostor.push_back({a, b});
            }
        }
    }
    SetStatistics statistics;
    statistics.name = set.name;
    describe(prints, statistics);
    statistics.genuine = scores_of(prints, genuine);
    statistics.impostor = scores_of(prints, impostor);
    return statistics;
}

SetStatistics pool(std::string name, const std::vector<SetStatistics>& sets) {
    SetStatistics all;
    all.name = std::move(name);
    for (const SetStatistics& set : sets) {
        all.failures += set.failures;
        for (const auto member :
             {&SetStatistics::minutiae, &SetStatistics::area, &SetStatistics::density, &SetStatistics::period,
              &SetStatistics::quality, &SetStatistics::genuine, &SetStatistics::impostor}) {
            (all.*member).insert((all.*member).end(), (set.*member).begin(), (set.*member).end());
        }
    }
    return all;
}

}  // namespace dactyl
