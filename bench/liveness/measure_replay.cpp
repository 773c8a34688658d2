// dactyl_measure_replay SET...: how many tampered copies of real pictures the replay guard refuses, and how many second
// placements of the same finger it takes for copies. A set is a folder as for `dactyl evaluate`.
#include <algorithm>
#include <ctime>
#include <random>

#include <fmt/core.h>

#include "bench/liveness/tampering.hpp"
#include "datasets/reader.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/liveness/replay.hpp"

namespace {

using namespace dactyl;

constexpr int kCopies = 2;  // of each picture

struct Row {
    int copies = 0;
    int refused = 0;
    int pairs = 0;
    int mistaken = 0;
    double highest = 0;
};

Result<Row> measure(const Dataset& set) {
    std::mt19937 random(1);
    Row row;
    std::vector<GrayImage> pictures;
    for (const DatasetPrint& print : set.prints) {
        auto picture = read_picture(print.path, set.dpi);
        if (!picture) return pass(picture);
        pictures.push_back(std::move(*picture));
    }
    const double limit = ReplayOptions().agreement;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (int copy = 0; copy < kCopies; ++copy) {
            const auto agreement = replay_agreement(pictures[i], tampered(pictures[i], random));
            if (!agreement) return pass(agreement);
            ++row.copies;
            row.refused += *agreement > limit ? 1 : 0;
        }
        for (std::size_t k = 0; k < i; ++k) {
            if (set.prints[i].finger != set.prints[k].finger) continue;
            const auto agreement = replay_agreement(pictures[i], pictures[k]);
            if (!agreement) return pass(agreement);
            ++row.pairs;
            row.mistaken += *agreement > limit ? 1 : 0;
            row.highest = std::max(row.highest, *agreement);
        }
    }
    return row;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print("usage: dactyl_measure_replay SET...\n");
        return 2;
    }
    fmt::print("{:<32} {:>8} {:>8} {:>16} {:>10} {:>18}\n", "set", "copies", "refused", "other placements", "mistaken",
               "highest agreement");
    for (int i = 1; i < argc; ++i) {
        const auto set = read_dataset(argv[i]);
        const auto row = set ? measure(*set) : Result<Row>(pass(set));
        if (!row) {
            fmt::print(stderr, "{}\n", row.error().message);
            return 1;
        }
        fmt::print("{:<32} {:>8} {:>8} {:>16} {:>10} {:>18.3f}\n", set->name, row->copies, row->refused, row->pairs,
                   row->mistaken, row->highest);
    }
    return 0;
}
