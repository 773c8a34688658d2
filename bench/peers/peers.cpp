// dactyl_peers SET_DIR...: NBIS (through libfprint) and dactyl on the same pictures and the same pairs, as a table.
// Ratios say something, absolute figures belong to the machine and to NBIS as libfprint uses it.
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

#include "bench/accuracy/evaluate.hpp"
#include "bench/accuracy/stage_accuracy.hpp"
#include "bench/peers/mindtct.hpp"
#include "bench/peers/nbis.hpp"
#include "datasets/synthetic/population/ground_truth_file.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

Result<GrayImage> picture_at_500_dpi(const DatasetPrint& print, Dpi dpi) {
    const auto image = read_picture(print.path, dpi);
    return image ? resample_to_internal(*image) : pass(image);
}

// libfprint keeps the first 200 minutiae from above and compares with these; NBIS itself takes the 150 best.
constexpr std::size_t kMostOfLibfprint = 200;

struct NbisSet {
    std::vector<std::optional<NbisPrint>> prints;
    Spread extraction_ms;

    auto failures() const {
        return std::count_if(prints.begin(), prints.end(), [](const auto& print) { return !print; });
    }
    auto cut() const {
        return std::count_if(prints.begin(), prints.end(),
                             [](const auto& print) { return print && print->minutiae().size() >= kMostOfLibfprint; });
    }
};

NbisSet extract_all(Nbis& nbis, const Dataset& set) {
    NbisSet out;
    std::vector<double> milliseconds;
    for (const DatasetPrint& print : set.prints) {
        auto& slot = out.prints.emplace_back();
        const auto image = picture_at_500_dpi(print, set.dpi);
        if (!image) {
            continue;
        }
        milliseconds.push_back(mindtct_ms(*image).value_or(0));
        if (auto extracted = nbis.extract(*image)) {
            slot = std::move(*extracted);
        }
    }
    out.extraction_ms = spread_of(std::move(milliseconds));
    return out;
}

/// The same pairs as `ours`, scored by bozorth3; 0 where an extraction failed.
ErrorFigures compare_all(Nbis& nbis, const NbisSet& theirs, const SetReport& ours) {
    std::vector<double> genuine;
    std::vector<double> impostor;
    const auto keep = [&](const PrintPair& pair, double score) {
        (pair.genuine ? genuine : impostor).push_back(score);
    };
    for (std::size_t begin = 0; begin < ours.scores.size();) {
        const std::uint32_t probe = ours.scores[begin].pair.probe;
        std::vector<const NbisPrint*> gallery;
        std::vector<PrintPair> compared;
        std::size_t end = begin;
        for (; end < ours.scores.size() && ours.scores[end].pair.probe == probe; ++end) {
            const PrintPair& pair = ours.scores[end].pair;
            if (theirs.prints[probe] && theirs.prints[pair.reference]) {
                gallery.push_back(&*theirs.prints[pair.reference]);
                compared.push_back(pair);
            } else {
                keep(pair, 0);
            }
        }
        const auto image = picture_at_500_dpi(ours.set.prints[probe], ours.set.dpi);
        const auto scores = image ? nbis.compare(*image, gallery) : pass(image);
        for (std::size_t i = 0; i < compared.size(); ++i) {
            keep(compared[i], scores ? (*scores)[i] : 0);
        }
        begin = end;
    }
    return figures_of(ErrorCurve(genuine, impostor));
}

std::span<const Minutia> found(const std::optional<NbisPrint>& print) {
    return print ? print->minutiae() : std::span<const Minutia>();
}

std::span<const Minutia> found(const PrintOutcome& print) {
    return print.print ? std::span<const Minutia>(print.print->minutiae) : std::span<const Minutia>();
}

/// Both engines' minutiae against the truth of a set that dactyl synth drew; nothing for other sets.
Result<void> judge_minutiae(const NbisSet& theirs, const SetReport& ours) {
    if (!std::filesystem::is_directory(ours.set.folder / "truth")) {
        return {};
    }
    StageAccuracy nbis;
    StageAccuracy dactyl;
    for (std::size_t i = 0; i < ours.set.prints.size(); ++i) {
        const auto truth = read_ground_truth(ours.set.folder / "truth" / (ours.set.prints[i].stem + ".dgt"));
        if (!truth) {
            return pass(truth);
        }
        add_minutiae(found(theirs.prints[i]), *truth, nbis);
        add_minutiae(found(ours.prints[i]), *truth, dactyl);
    }
    const auto line = [](const char* engine, const StageAccuracy& accuracy) {
        fmt::print("  minutiae of {:<8} precision {:>5.1f}  recall {:>5.1f}  F1 {:>5.1f}  off {:.1f} px, {:.1f} deg\n",
                   engine, 100 * accuracy.precision(), 100 * accuracy.recall(), 100 * accuracy.f1(),
                   accuracy.position.mean(), accuracy.direction.mean());
    };
    line("NBIS", nbis);
    line("dactyl", dactyl);
    return {};
}

Result<void> compare_set(Nbis& nbis, const char* folder) {
    const auto set = read_dataset(folder);
    if (!set) {
        return pass(set);
    }
    EvaluateOptions options;
    options.bootstrap.replicates = 0;
    options.threads = 1;
    const auto ours = evaluate(*set, options);
    if (!ours) {
        return pass(ours);
    }
    const NbisSet theirs = extract_all(nbis, *set);
    const ErrorFigures figures = compare_all(nbis, theirs, *ours);
    fmt::print("{:<16} {:>8.1f} {:>8.1f} {:>6.2f} {:>5} {:>6} {:>6} {:>8.2f} {:>8.2f} {:>9.2f} {:>9.2f}\n", set->name,
               theirs.extraction_ms.median, ours->speed.extraction_ms.median,
               theirs.extraction_ms.median / ours->speed.extraction_ms.median, theirs.cut(), theirs.failures(),
               ours->failures_to_enrol(), 100 * figures.eer, 100 * ours->figures.eer, 100 * figures.fmr1000,
               100 * ours->figures.fmr1000);
    const Result<void> judged = judge_minutiae(theirs, *ours);
    std::fflush(stdout);
    return judged;
}

int run(int count, char** folders) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dactyl-peers-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        fmt::print(stderr, "dactyl_peers: cannot make a folder for the socket\n");
        return EXIT_FAILURE;
    }
    int status = EXIT_SUCCESS;
    {
        auto nbis = Nbis::open(pattern);
        if (!nbis) {
            fmt::print(stderr, "dactyl_peers: {}\n", nbis.error().message);
            status = EXIT_FAILURE;
        } else {
            fmt::print("{:<16} {:>8} {:>8} {:>6} {:>5} {:>6} {:>6} {:>8} {:>8} {:>9} {:>9}\n", "", "ms", "ms", "",
                       "cut", "FTE", "FTE", "EER", "EER", "FMR1000", "FMR1000");
            fmt::print("{:<16} {:>8} {:>8} {:>6} {:>5} {:>6} {:>6} {:>8} {:>8} {:>9} {:>9}\n", "set", "NBIS", "dactyl",
                       "ratio", "NBIS", "NBIS", "dactyl", "NBIS", "dactyl", "NBIS", "dactyl");
        }
        for (int i = 0; nbis && i < count; ++i) {
            if (const Result<void> compared = compare_set(*nbis, folders[i]); !compared) {
                fmt::print(stderr, "dactyl_peers: {}\n", compared.error().message);
                status = EXIT_FAILURE;
            }
        }
    }
    std::error_code ignored;
    std::filesystem::remove_all(pattern, ignored);
    return status;
}

}  // namespace
}  // namespace dactyl

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: dactyl_peers SET_DIR...\n");
        return EXIT_FAILURE;
    }
    return dactyl::run(argc - 1, argv + 1);
}
