// dactyl_cross_validate FOLDER...: chooses constants on all sets but one, for every set, and reports the errors of the
// set that was left out. engine/docs/decisions/0021-cross-validation.md says how to read what it prints.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "bench/accuracy/enrolment.hpp"
#include "bench/calibration/leave_out.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/prepared_print.hpp"
#include "engine/match/scoring.hpp"

namespace dactyl {
namespace {

/// A set with its prints as they are and, for each alteration, the altered second prints.
struct Enrolled {
    std::vector<PrintPair> pairs;
    std::vector<PrintOutcome> prints;
    std::vector<std::vector<PrintOutcome>> altered;
};

Result<Enrolled> enrol_set(const Dataset& set, EvaluateOptions options, std::span<const Alteration> alterations) {
    auto pairs = pairs_of(set, options);
    if (!pairs) return pass(pairs);
    const WorkDone ignore = [](std::size_t) {};
    Enrolled out{std::move(*pairs), enrol_prints(set, options, ignore, {}), {}};
    for (const Alteration& alteration : alterations) {
        options.alteration = alteration;
        out.altered.push_back(enrol_alterations(set, out.prints, options, ignore, {}));
    }
    return out;
}

/// `exponent`: that of the poorer print's quality, by which similarities are conditioned (scoring.hpp has 1/4).
struct Setting {
    double rough_gate = MatchOptions().rough_gate;
    double exponent = 0.25;
};

template <class Prepared>
std::vector<Prepared> prepare_all(std::span<const PrintOutcome> prints) {
    std::vector<Prepared> out;
    for (const PrintOutcome& print : prints) out.emplace_back(print.print ? *print.print : Template{});
    return out;
}

double similarity_of_pair(const Probe& probe, const Reference& reference, const Setting& setting,
                          MatchScratch& scratch) {
    MatchOptions options;
    options.rough_gate = setting.rough_gate;
    const double quarter = conditioning(probe.print(), reference.print());
    return explain(probe, reference, scratch, options).similarity * std::pow(quarter, 4 * setting.exponent - 1);
}

SetScores compare_set(const Enrolled& set, const Setting& setting) {
    const std::vector<Probe> probes = prepare_all<Probe>(set.prints);
    const std::vector<Reference> references = prepare_all<Reference>(set.prints);
    std::vector<std::vector<Reference>> altered;
    for (const auto& prints : set.altered) altered.push_back(prepare_all<Reference>(prints));
    MatchScratch scratch;
    SetScores out;
    for (const PrintPair& pair : set.pairs) {
        const Probe& probe = probes[pair.probe];
        (pair.genuine ? out.genuine : out.impostor)
            .push_back(similarity_of_pair(probe, references[pair.reference], setting, scratch));
        if (!pair.genuine) continue;
        for (const auto& second : altered) {
            out.genuine.push_back(similarity_of_pair(probe, second[pair.reference], setting, scratch));
        }
    }
    return out;
}

using Sets = std::vector<Dataset>;

Result<std::vector<Enrolled>> enrol_sets(const Sets& sets, const ExtractOptions& extraction,
                                         std::span<const Alteration> alterations) {
    EvaluateOptions options;
    options.extract = extraction;
    std::vector<Enrolled> out;
    for (const Dataset& set : sets) {
        auto enrolled = enrol_set(set, options, alterations);
        if (!enrolled) return pass(enrolled);
        out.push_back(std::move(*enrolled));
    }
    return out;
}

Trial try_out(double value, const std::vector<Enrolled>& sets, const Setting& setting) {
    Trial trial{value, {}};
    for (const Enrolled& set : sets) trial.sets.push_back(compare_set(set, setting));
    return trial;
}

void print_choice(const char* name, const Sets& sets, std::span<const Trial> trials, double now, double tolerance) {
    fmt::print("\n{}, now {}\n{:16}", name, now, "mean loss, %");
    for (const Trial& trial : trials) fmt::print(" {}: {:.3f} ", trial.value, 100 * loss_without(trial, sets.size()));
    fmt::print("\n{:16} {:>8} {:>12} {:>12} {:>12} {:>12}\n", "left out", "chosen", "FNMR", "FMR", "FNMR now",
               "FMR now");
    const auto current = std::find_if(trials.begin(), trials.end(), [&](const Trial& t) { return t.value == now; });
    LeftOutErrors chosen_mean;
    LeftOutErrors now_mean;
    const auto count = static_cast<double>(sets.size());
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const Trial& chosen = trials[choose_without(trials, set, tolerance)];
        const LeftOutErrors with = left_out_errors(chosen, set);
        const LeftOutErrors as_now = left_out_errors(*current, set);
        fmt::print("{:16} {:8} {:12.2f} {:12.3f} {:12.2f} {:12.3f}\n", sets[set].name, chosen.value, 100 * with.fnmr,
                   100 * with.fmr, 100 * as_now.fnmr, 100 * as_now.fmr);
        chosen_mean = {chosen_mean.fnmr + with.fnmr / count, chosen_mean.fmr + with.fmr / count};
        now_mean = {now_mean.fnmr + as_now.fnmr / count, now_mean.fmr + as_now.fmr / count};
    }
    fmt::print("{:25} {:12.2f} {:12.3f} {:12.2f} {:12.3f}\n", "mean", 100 * chosen_mean.fnmr, 100 * chosen_mean.fmr,
               100 * now_mean.fnmr, 100 * now_mean.fmr);
}

// The gate is there to save time: the highest that costs hardly anything.
Result<void> cross_validate_gate(const Sets& sets) {
    constexpr double kTolerance = 0.0005;
    const std::vector<Alteration> half = {{.rotate_degrees = 0, .crop_percent = 50, .patch_pixels = 0}};
    const auto enrolled = enrol_sets(sets, {}, half);
    if (!enrolled) return pass(enrolled);
    std::vector<Trial> trials;
    for (const double gate : {0.012, 0.008, 0.006, 0.004, 0.0}) trials.push_back(try_out(gate, *enrolled, {gate}));
    print_choice("rough gate (whole, and cropped to 50 %)", sets, trials, Setting().rough_gate, kTolerance);
    return {};
}

Result<void> cross_validate_exponent(const Sets& sets) {
    const auto enrolled = enrol_sets(sets, {}, {});
    if (!enrolled) return pass(enrolled);
    std::vector<Trial> trials;
    for (const double exponent : {0.25, 0.0, 0.125, 0.375, 0.5}) {
        trials.push_back(try_out(exponent, *enrolled, {Setting().rough_gate, exponent}));
    }
    print_choice("exponent of quality (whole)", sets, trials, Setting().exponent, 0);
    return {};
}

Result<void> cross_validate_padding(const Sets& sets) {
    std::vector<Alteration> turns(2);
    turns[0].rotate_degrees = 30;
    turns[1].rotate_degrees = 135;
    const double now = ExtractOptions().padding.most_of_its_grey;
    std::vector<Trial> trials;
    for (const double share : {now, 0.05, 0.15, 0.2, 0.3}) {
        ExtractOptions extraction;
        extraction.padding.most_of_its_grey = share;
        const auto enrolled = enrol_sets(sets, extraction, turns);
        if (!enrolled) return pass(enrolled);
        trials.push_back(try_out(share, *enrolled, {}));
    }
    print_choice("canvas: most of its grey (whole, turned by 30 and 135 degrees)", sets, trials, now, 0);
    return {};
}

Result<void> cross_validate(std::span<char* const> folders) {
    Sets sets;
    for (const char* folder : folders) {
        auto set = read_dataset(folder);
        if (!set) return pass(set);
        sets.push_back(std::move(*set));
    }
    for (const auto& one : {cross_validate_gate, cross_validate_exponent, cross_validate_padding}) {
        if (const Result<void> done = one(sets); !done) return done;
    }
    return {};
}

}  // namespace
}  // namespace dactyl

int main(int count, char** values) {
    if (count < 4) {
        fmt::print(stderr,
                   "usage: dactyl_cross_validate FOLDER FOLDER FOLDER...   (sets of prints in the FVC layout)\n");
        return 2;
    }
    const auto done =
        dactyl::cross_validate(std::span<char* const>(values, static_cast<std::size_t>(count)).subspan(1));
    if (done) return 0;
    fmt::print(stderr, "error: {}\n", done.error().message);
    return 1;
}
