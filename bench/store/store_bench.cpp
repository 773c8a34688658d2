// Measures what a store must reach; engine/docs/security.md shows the results.
//   dactyl_store_bench seed    --store PLACE --key KEY --people 2000 --spread 500
//   dactyl_store_bench copy    --store PLACE --key KEY --to PLACE
//   dactyl_store_bench unlock  --store PLACE --key KEY --people 2000 --spread 500 --requests 2000
//   dactyl_store_bench impostors --store PLACE --key KEY --people 500 --requests 100000
//   dactyl_store_bench kill    --store PLACE --keys FOLDER --rounds 500
#include <atomic>
#include <chrono>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/store/distribution.hpp"
#include "bench/store/kill_rounds.hpp"
#include "bench/store/people.hpp"
#include "engine/accounts/key_file.hpp"
#include "engine/accounts/repository.hpp"

namespace dactyl::store_bench {
namespace {

struct Options {
    StoreLocation location{"var/store.db", "var/store.key", {}};
    std::filesystem::path folder = "var";
    std::uint32_t people = 2000;
    std::uint32_t spread = 1;
    std::uint32_t requests = 2000;
    int rounds = 500;
    double rate = 1e-3;
    std::filesystem::path backup = "var/store.backup";
    std::filesystem::path target;
};

int failed(const Error& error) {
    fmt::print(stderr, "{}\n", error.message);
    return 1;
}

int seed_store(const Options& options) {
    const auto done = seed(options.location, options.people, options.spread, [&](std::uint32_t there) {
        if (there % 100'000 == 0) fmt::print(stderr, "{} people\n", there);
    });
    return done ? 0 : failed(done.error());
}

// Time moves on between requests, so that no lock-out ever stands in the way.
class Clock {
  public:
    std::chrono::system_clock::time_point operator()() const { return start_ + std::chrono::hours(25) * days_.load(); }
    void advance() { ++days_; }

  private:
    std::chrono::system_clock::time_point start_ = std::chrono::system_clock::now();
    std::atomic<int> days_ = 0;
};

Result<Service> open(const Options& options, const Policy& policy, Clock& clock) {
    ServiceEnvironment world;
    world.now = [&clock] { return clock(); };
    world.extract = read_picture;
    world.store.check_up_to_bytes = 0;
    return Service::open(options.location, policy, world);
}

void print(std::string_view what, const std::vector<double>& values) {
    const Distribution d = distribution_of(values);
    fmt::print("| {:<42} | {:>7.3f} | {:>7.3f} | {:>7.3f} | {:>7.3f} |\n", what, d.median, d.p95, d.p99, d.mean);
}

int unlock(const Options& options) {
    Clock clock;
    auto service = open(options, {}, clock);
    if (!service) return failed(service.error());
    std::mt19937 random(1);
    std::vector<double> load;
    std::vector<double> wrong;
    std::vector<double> unknown;
    std::uint32_t granted = 0;
    const auto ask = [&](const ResidentId& number, std::uint32_t finger) {
        return service->unlock(number, picture_of(finger, 7), "purse");
    };
    for (std::uint32_t i = 0; i < options.requests; ++i) {
        const std::uint32_t person = static_cast<std::uint32_t>(random()) % options.people;
        const std::uint32_t stranger = kFingers + i;
        const auto right = ask(number_of(person), finger_of(person));
        if (!right) return failed(right.error());
        granted += std::holds_alternative<Grant>(right->answer);
        load.push_back(right->timings.load);
        clock.advance();
        if (options.spread > 1) continue;  // rows that stand for people cannot stand in for somebody unknown
        // The same impostor's finger with a known and with an unknown number, in changing order.
        const std::uint32_t other = static_cast<std::uint32_t>(random()) % options.people;
        for (const bool known : {i % 2 == 0, i % 2 != 0}) {
            const auto answer = ask(number_of(known ? other : options.people + i), stranger);
            if (!answer) return failed(answer.error());
            (known ? wrong : unknown).push_back(answer->timings.total - answer->timings.extract);
        }
        clock.advance();
    }
    fmt::print("{} requests each; {} of {} rightful ones granted. Milliseconds:\n\n", options.requests, granted,
               options.requests);
    fmt::print("| {:<42} |  median |    95 % |    99 % |    mean |\n|---|---|---|---|---|\n", "");
    print("1:1 unlock, database part", load);
    if (options.spread > 1) return 0;
    print("known number, wrong finger: until answered", wrong);
    print("unknown number: until answered", unknown);
    const Apart distance = apart(wrong, unknown);
    fmt::print("\nKnown and unknown lie {:.4f} apart (Kolmogorov-Smirnov; 5 % limit of one distribution: {:.4f})\n",
               distance.distance, distance.limit);
    return 0;
}

int impostors(const Options& options) {
    Clock clock;
    Policy policy;
    policy.verify_max_fmr = options.rate;
    auto service = open(options, policy, clock);
    if (!service) return failed(service.error());
    std::mt19937 random(2);
    std::size_t accepted = 0;
    for (std::uint32_t i = 0; i < options.requests; ++i) {
        const std::uint32_t person = i % options.people;
        const std::uint32_t stranger = kFingers + static_cast<std::uint32_t>(random()) % 1'000'000;
        const auto answer = service->unlock(number_of(person), picture_of(stranger, i % 8), "purse");
        if (!answer) return failed(answer.error());
        accepted += std::holds_alternative<Grant>(answer->answer);
        if (std::holds_alternative<Refused>(answer->answer) &&
            std::get<Refused>(answer->answer).reason == Refused::Reason::kLocked) {
            return failed({ErrorCode::kInternal, "a lock-out stood in the way"});
        }
        // Once for everybody in turn: after a day for each of 100 000 attempts the clock would run over.
        if (person + 1 == options.people) clock.advance();
    }
    const Interval interval = interval_of(accepted, options.requests);
    fmt::print("{} attempts at {} people, policy FMR {:g}: {} accepted, rate {:.2e}, 95 % interval {:.2e} to {:.2e}\n",
               options.requests, options.people, options.rate, accepted,
               static_cast<double>(accepted) / options.requests, interval.low, interval.high);
    return interval.low <= options.rate ? 0 : 1;
}

int copy(const Options& options) {
    const auto key = read_key_file(options.location.key);
    if (!key) return failed(key.error());
    auto repository = Repository::open(options.location.database, *key, {.check_up_to_bytes = 0});
    if (!repository) return failed(repository.error());
    const auto written = repository->backup(options.backup);
    if (!written) return failed(written.error());
    const auto restored = Repository::restore(options.target, options.backup);
    if (!restored) return failed(restored.error());
    fmt::print("{} rows, {} bytes\n", restored->rows, restored->bytes);
    return 0;
}

int kill(const Options& options) {
    const auto report = kill_rounds(options.location.database, options.folder, options.rounds, 3);
    if (!report) return failed(report.error());
    fmt::print("{} rounds, {} changes acknowledged: {} lost, {} half, {} broken audit trails, {} unopenable\n",
               report->rounds, report->acknowledged, report->lost, report->half, report->broken_trails,
               report->unopenable);
    return report->sound() ? 0 : 1;
}

int run(int argc, char** argv) {
    CLI::App app("Measures what a store must reach");
    Options options;
    int status = 0;
    const auto command = [&](const std::string& name, const std::string& what, int (*body)(const Options&)) {
        CLI::App& sub = *app.add_subcommand(name, what);
        sub.add_option("--store", options.location.database, "A file, or postgresql://...");
        sub.add_option("--key", options.location.key, "Its key file");
        sub.add_option("--keys", options.folder, "An empty folder for keys");
        sub.add_option("--people", options.people, "How many people of nobody are in it");
        sub.add_option("--spread", options.spread, "Among so many times as many rows of the same sizes");
        sub.add_option("--requests", options.requests, "How many to make");
        sub.add_option("--rounds", options.rounds, "How many processes to kill");
        sub.add_option("--rate", options.rate, "The policy's FMR");
        sub.add_option("--backup", options.backup, "The backup in between");
        sub.add_option("--to", options.target, "The new store");
        sub.callback([&, body] { status = body(options); });
    };
    command("seed", "Fill a store with people of nobody", seed_store);
    command("copy", "Copy a store into another place, through a backup", copy);
    command("unlock", "Time unlockings; compare wrong fingers with unknown numbers", unlock);
    command("impostors", "Try to unlock with other people's fingers", impostors);
    command("kill", "Kill writers and look what they left", kill);
    app.require_subcommand(1);
    CLI11_PARSE(app, argc, argv);
    return status;
}

}  // namespace
}  // namespace dactyl::store_bench

int main(int argc, char** argv) { return dactyl::store_bench::run(argc, argv); }
