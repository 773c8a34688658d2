// What each way to choose candidates loses, by the share of the gallery that it lets through: the tables of
// engine/docs/decisions/0031 and 0032.
#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include "bench/accuracy/cpu_stopwatch.hpp"
#include "bench/scale/distractors.hpp"
#include "bench/scale/mates.hpp"
#include "bench/scale/rivals.hpp"
#include "engine/index/shortlist.hpp"
#include "engine/index/vote.hpp"
#include "engine/match/compare.hpp"
#include "engine/match/packed_print.hpp"

namespace dactyl {
namespace {

constexpr std::array kShares = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

struct Options {
    std::vector<std::filesystem::path> sealed;
    std::vector<std::filesystem::path> sets;
    std::size_t distractors = 100'000;
    std::size_t searches = 300;
    double first = 0.1;    // share that the vote lets through to the others
    double findable = 50;  // score of mates that a search of everything is taken to find
    double lost = 0.05;    // share beyond which a mate is listed
    std::uint64_t seed = 1;
    RivalKind rivals = RivalKind::kMiddle;
};

/// Where one search's mate came, as a share of the gallery, by the vote and by each rival among what the vote let
/// through (2 where the vote did not).
struct Place {
    double vote = 0;
    std::vector<double> rival;
};

struct Work {
    std::shared_ptr<PreparedPrint> print = std::make_shared<PreparedPrint>();
    std::vector<Rival> rivals;
    std::vector<double> cpu;
    std::vector<std::size_t> calls;
    double vote_cpu = 0;
};

std::size_t above(std::span<const std::uint16_t> values, std::uint16_t mate) {
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [&](std::uint16_t v) { return v >= mate; }));
}

Place place_of(const MatedSearch& search, const Distractors& world, const Options& options, Work& work) {
    const Probe probe(search.searched);
    const Reference mate(search.enrolled);
    const ProbeSignature signature = make_probe_signature(probe.print());
    const PrintSignature enrolled = make_signature(mate.print());
    std::uint16_t mate_vote = 0;
    vote(signature, {&enrolled, 1}, {&mate_vote, 1});
    std::vector<std::uint16_t> votes;
    const CpuStopwatch voting;
    for (const auto& segment : world.segments) {
        const std::size_t first = votes.size();
        votes.resize(first + segment->size());
        vote(signature, segment->signatures(), std::span(votes).subspan(first));
    }
    work.vote_cpu += voting.seconds();
    const auto fingers = static_cast<double>(votes.size());
    Place place;
    place.vote = static_cast<double>(above(votes, mate_vote) + 1) / fingers;
    const auto through = best_votes(votes, static_cast<std::size_t>(options.first * fingers));
    if (work.rivals.empty()) work.rivals = make_rivals(options.rivals);
    work.cpu.resize(work.rivals.size());
    work.calls.resize(work.rivals.size());
    for (std::size_t r = 0; r < work.rivals.size(); ++r) {
        work.rivals[r].take_probe(probe.print());
        const double of_mate = work.rivals[r].score(mate.print());
        std::size_t before = 0;
        const CpuStopwatch watch;
        for (std::size_t n = 0; n < through.size(); ++n) {
            const std::size_t s = through[n] / Segment::kMostEntries;
            unpack_print(world.segments[s]->packed_print(through[n] % Segment::kMostEntries), *work.print);
            before += work.rivals[r].score(*work.print) >= of_mate ? 1 : 0;
        }
        work.cpu[r] += watch.seconds();
        work.calls[r] += through.size();
        place.rival.push_back(place.vote > options.first ? 2 : static_cast<double>(before + 1) / fingers);
    }
    return place;
}

std::string losses(std::string_view what, double microseconds, const std::vector<double>& places) {
    std::string line = fmt::format("{:<34} {:>7.2f}", what, microseconds);
    for (const double share : kShares) {
        const auto lost = std::count_if(places.begin(), places.end(), [&](double p) { return p > share; });
        line += fmt::format(" {:>6.2f}", 100.0 * static_cast<double>(lost) / static_cast<double>(places.size()));
    }
    return line + "\n";
}

Result<void> run(const Options& options) {
    const auto world = options.sealed.empty() ? draw_distractors(options.seed, options.distractors, 2)
                                              : read_distractors(options.sealed, options.distractors);
    if (!world) return pass(world);
    std::vector<MatedSearch> searches;
    if (!options.sets.empty()) {
        auto real = real_searches(options.sets, options.searches);
        if (!real) return pass(real);
        searches = std::move(*real);
    }
    auto drawn = drawn_searches(options.seed ^ 0x6d61'7465, options.searches);
    if (!drawn) return pass(drawn);
    std::move(drawn->begin(), drawn->end(), std::back_inserter(searches));
    MatchScratch scratch;
    std::vector<const MatedSearch*> findable;
    std::vector<Explanation> reasons;
    for (const MatedSearch& search : searches) {
        const auto reason = explain(Probe(search.searched), Reference(search.enrolled), scratch);
        if (reason.score.value() < options.findable) continue;
        findable.push_back(&search);
        reasons.push_back(reason);
    }
    std::vector<Place> places(findable.size());
    tbb::enumerable_thread_specific<Work> works;
    tbb::parallel_for(std::size_t{0}, findable.size(),
                      [&](std::size_t i) { places[i] = place_of(*findable[i], *world, options, works.local()); });

    fmt::print(
        "{} of {} searches have a mate of score {} or more; {} distractors; the vote lets {} % through to the others\n",
        findable.size(), searches.size(), options.findable, world->size(), 100 * options.first);
    std::string head = fmt::format("{:<34} {:>7}", "lost mates, %, when there pass", "us each");
    for (const double share : kShares) head += fmt::format(" {:>5.5g}%", 100 * share);
    fmt::print("{}\n", head);
    for (const bool real : {true, false}) {
        fmt::print("{} searches:\n", real ? "real" : "drawn");
        const auto of_kind = [&](const auto& value) {
            std::vector<double> out;
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (findable[i]->real == real) out.push_back(value(places[i]));
            }
            return out;
        };
        double vote_cpu = 0;
        for (const Work& work : works) vote_cpu += work.vote_cpu;
        const auto voted = static_cast<double>(places.size() * world->size());
        fmt::print("{}",
                   losses("vote, among all", 1e6 * vote_cpu / voted, of_kind([](const Place& p) { return p.vote; })));
        const std::vector<Rival> rivals = make_rivals(options.rivals);
        for (std::size_t r = 0; r < rivals.size(); ++r) {
            double cpu = 0;
            std::size_t calls = 0;
            for (const Work& work : works) {
                if (work.cpu.size() <= r) continue;
                cpu += work.cpu[r];
                calls += work.calls[r];
            }
            fmt::print("{}", losses(rivals[r].name, 1e6 * cpu / static_cast<double>(calls),
                                    of_kind([&](const Place& p) { return p.rival[r]; })));
        }
    }
    fmt::print("\nMates that the vote places behind {} %:\n{:<6} {:>6} {:>7} {:>7} {:>7} {:>6} {:>7}  {}\n",
               100 * options.lost, "kind", "score", "place %", "probe", "enrol.", "pairs", "in lanes",
               "chosen / in place");
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].vote <= options.lost) continue;
        const LostMate lost = look_at(*findable[i], reasons[i]);
        std::string rest;
        for (const double p : places[i].rival) rest += fmt::format(" {:.2f}", 100 * p);
        fmt::print("{:<6} {:>6.0f} {:>7.2f} {:>7} {:>7} {:>6} {:>7}  {} / {}   |{}\n",
                   findable[i]->real ? "real" : "drawn", reasons[i].score.value(), 100 * places[i].vote,
                   lost.probe_minutiae, lost.enrolled_minutiae, lost.pairs, lost.in_lanes, lost.chosen, lost.in_place,
                   rest);
    }
    return {};
}

}  // namespace
}  // namespace dactyl

int main(int argc, char** argv) {
    dactyl::Options options;
    CLI::App app("What each way to choose candidates loses");
    app.add_option("sets", options.sets, "Folders of real prints")->type_name("SET");
    app.add_option("--sealed", options.sealed, "Distractors: files that `dactyl bench scale --seal` wrote");
    app.add_option("--distractors", options.distractors, "How many")->capture_default_str();
    app.add_option("--searches", options.searches, "Of each kind, real and drawn")->capture_default_str();
    app.add_option("--first", options.first, "Share that the vote lets through to the others")->capture_default_str();
    app.add_option("--findable", options.findable, "Least score of a mate that counts")->capture_default_str();
    app.add_option("--lost", options.lost, "Mates behind this share are listed")->capture_default_str();
    app.add_flag_callback(
        "--descriptors", [&] { options.rivals = dactyl::RivalKind::kDescriptors; },
        "Compare descriptors of fixed length instead of middle stages (slow: few distractors)");
    CLI11_PARSE(app, argc, argv);
    const auto done = dactyl::run(options);
    if (!done) fmt::print(stderr, "{}\n", done.error().message);
    return done ? 0 : 1;
}
