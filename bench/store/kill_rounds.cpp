#include "bench/store/kill_rounds.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/accounts/key_file.hpp"
#include "engine/accounts/repository.hpp"

namespace dactyl::store_bench {
namespace {

// What a change of a round was, as it is acknowledged through the pipe.
enum class Done : std::uint32_t { kEnrolled = 1, kLinked = 2, kUnlocked = 3, kRotated = 4 };
struct Acknowledged {
    Done what = Done::kEnrolled;
    std::uint32_t number = 0;
};

constexpr std::string_view kBytes = "a template of nobody";
constexpr int kImpressions = 3;

ResidentId number_of(std::uint32_t person) {
    const std::string body =
        fmt::format("110105{:04}{:02}01{:03}", 1900 + person / 12'000, 1 + person / 1000 % 12, person % 1000);
    return ResidentId::parse(body + ResidentId::check_character(body).value()).value();
}

std::filesystem::path key_path(const std::filesystem::path& folder, std::uint32_t epoch) {
    return folder / fmt::format("key{}", epoch);
}

// Opens with the newest key that opens it: a rotation may have been cut off on either side of its commit.
Result<Repository> open_with_newest(const std::filesystem::path& place, const std::filesystem::path& folder,
                                    std::uint32_t& epoch) {
    for (std::uint32_t candidate : {epoch + 1, epoch}) {
        const auto key = read_key_file(key_path(folder, candidate));
        if (!key) continue;
        auto repository = Repository::open(place, *key);
        if (!repository && repository.error().code == ErrorCode::kKeyMismatch) continue;
        epoch = candidate;
        return repository;
    }
    return fail(ErrorCode::kKeyMismatch, "no key opens the store");
}

Result<void> enrol(Repository& repository, std::uint32_t person) {
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = change->add_person(number_of(person), "Nobody");
    if (!holder) return pass(holder);
    std::optional<FingerId> finger;
    for (int i = 0; i < kImpressions; ++i) {
        const auto added = change->add_impression(*holder, finger, bytes_of(kBytes));
        if (!added) return pass(added);
        finger = added->finger;
    }
    AuditEntry entry;
    entry.holder = *holder;
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<void> link(Repository& repository, std::uint32_t person) {
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = repository.find_holder(number_of(person));
    if (!holder || !*holder) return fail(ErrorCode::kNotFound, "the person is gone");
    const auto impressions = repository.impressions(**holder);
    if (!impressions) return pass(impressions);
    const std::array fingers = {impressions->front().finger};
    const auto card =
        change->add_card(**holder, CardKind::kMembership, fmt::format("CARD{:08}", person), "purse", fingers);
    if (!card) return pass(card);
    AuditEntry entry;
    entry.event = AuditEvent::kCardLinked;
    entry.holder = **holder;
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

// What an unlocking writes: the attempt, then its outcome.
Result<void> unlock(Repository& repository, std::uint32_t person) {
    const auto subject = repository.throttle_subject(ThrottleScope::kHolder, number_of(person).number());
    if (!subject) return pass(subject);
    auto change = repository.change();
    if (!change) return pass(change);
    if (auto set = change->set_attempts(*subject, {.failures = 1}, {}); !set) return set;
    AuditEntry entry;
    entry.event = AuditEvent::kUnlocking;
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<void> rotate(Repository& repository, const std::filesystem::path& folder, std::uint32_t epoch) {
    const auto path = key_path(folder, epoch);
    if (!std::filesystem::exists(path)) {
        const auto made = generate_master_key();
        if (!made) return pass(made);
        if (auto written = write_key_file(path, *made); !written) return written;
    }
    const auto key = read_key_file(path);
    if (!key) return pass(key);
    auto change = repository.change();
    if (!change) return pass(change);
    if (auto rotated = change->rotate_master(*key); !rotated) return rotated;
    AuditEntry entry;
    entry.event = AuditEvent::kKeyRotated;
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

// The life of a process: until it is killed.
int work(const std::filesystem::path& place, const std::filesystem::path& folder, std::uint32_t epoch,
         std::uint32_t first, int pipe) {
    auto repository = open_with_newest(place, folder, epoch);
    if (!repository) return 1;
    const auto tell = [&](Done what, std::uint32_t number) {
        const Acknowledged told = {what, number};
        (void)!::write(pipe, &told, sizeof told);
    };
    for (std::uint32_t i = 0; i < 500; ++i) {
        const std::uint32_t person = first + i;
        if (enrol(*repository, person)) tell(Done::kEnrolled, person);
        if (link(*repository, person)) tell(Done::kLinked, person);
        if (unlock(*repository, person)) tell(Done::kUnlocked, person);
        if (i % 3 == 2 && rotate(*repository, folder, epoch + 1)) tell(Done::kRotated, ++epoch);
    }
    return 0;
}

// Looks for everything that was acknowledged, and for halves of what was not.
void examine(Repository& repository, const std::vector<Acknowledged>& acknowledged, std::uint32_t epoch,
             KillReport& report) {
    for (const Acknowledged& told : acknowledged) {
        bool there = false;
        if (told.what == Done::kRotated) {
            there = epoch >= told.number;
        } else if (told.what == Done::kUnlocked) {
            const auto subject = repository.throttle_subject(ThrottleScope::kHolder, number_of(told.number).number());
            there = subject && repository.attempts(*subject).value_or(AttemptState{}).failures == 1;
        } else if (const auto holder = repository.find_holder(number_of(told.number)); holder && *holder) {
            const auto cards = repository.cards(**holder);
            there = told.what == Done::kEnrolled || (cards && cards->size() == 1);
        }
        if (!there) ++report.lost;
    }
    const auto people = repository.people();
    if (!people) ++report.half;
    for (const Person& person : people.value_or(std::vector<Person>())) {
        const auto impressions = repository.impressions(person.id);
        if (!impressions || impressions->size() != kImpressions) ++report.half;
        const auto cards = repository.cards(person.id);
        if (!cards) ++report.half;
        for (const Card& card : cards.value_or(std::vector<Card>())) {
            const auto fingers = repository.bound_fingers(card);
            if (!fingers || fingers->size() != 1) ++report.half;
        }
    }
    const auto trail = repository.verify_audit();
    if (!trail || !trail->intact()) ++report.broken_trails;
}

}  // namespace

Result<KillReport> kill_rounds(const std::filesystem::path& place, const std::filesystem::path& folder, int rounds,
                               unsigned seed) {
    constexpr int kLongestLife = 60'000;  // microseconds after the first acknowledgement
    const auto first_key = generate_master_key();
    if (!first_key) return pass(first_key);
    if (auto written = write_key_file(key_path(folder, 1), *first_key); !written) return pass(written);
    if (auto created = Repository::create(place, *first_key); !created) return pass(created);
    std::mt19937 random(seed);
    std::uint32_t epoch = 1;
    KillReport report;
    for (; report.rounds < rounds; ++report.rounds) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) return fail(ErrorCode::kInternal, "no pipe");
        const pid_t process = ::fork();
        if (process == 0) {
            ::close(ends[0]);
            ::_exit(work(place, folder, epoch, static_cast<std::uint32_t>(report.rounds) * 500, ends[1]));
        }
        ::close(ends[1]);
        std::vector<Acknowledged> acknowledged;
        Acknowledged told;
        if (::read(ends[0], &told, sizeof told) == sizeof told) acknowledged.push_back(told);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % kLongestLife));
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
        while (::read(ends[0], &told, sizeof told) == sizeof told) acknowledged.push_back(told);
        ::close(ends[0]);
        report.acknowledged += static_cast<std::int64_t>(acknowledged.size());
        std::uint32_t newest = epoch;
        for (const Acknowledged& one : acknowledged) {
            if (one.what == Done::kRotated) newest = one.number;
        }
        epoch = newest;
        auto repository = open_with_newest(place, folder, epoch);
        if (!repository) {
            ++report.unopenable;
            continue;
        }
        examine(*repository, acknowledged, epoch, report);
    }
    return report;
}

}  // namespace dactyl::store_bench
