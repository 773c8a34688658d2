// What may befall a store: wrong keys, damage, tampering, other processes, full disks, sudden death.
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view kDebitNumber = "4111111111111111";
constexpr std::string_view kCreditNumber = "5555555555554444";

/// A second process; made before this one opens a store, because SQLite must not be carried across a fork. `body`
/// begins when start() is called and gives the exit status, 0 for success.
class Child {
  public:
    template <class Body>
    explicit Child(const Body& body) {
        EXPECT_EQ(::pipe(signal_.data()), 0);
        process_ = ::fork();
        if (process_ == 0) {
            char byte = 0;
            ::_exit(::read(signal_[0], &byte, 1) == 1 ? body() : 127);
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        for (const int end : signal_) ::close(end);
    }

    void start() const { EXPECT_EQ(::write(signal_[1], "x", 1), 1); }
    void kill() const { ::kill(process_, SIGKILL); }
    int wait() const {
        int status = -1;
        ::waitpid(process_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    std::array<int, 2> signal_{};
    pid_t process_ = -1;
};

/// Runs `body` in a process of its own and gives its exit status.
template <class Body>
int in_child(const Body& body) {
    const Child child(body);
    child.start();
    return child.wait();
}

class RepositoryFaults : public StoreTest {
  protected:
    /// Two people with a card each, written and closed.
    void fill() {
        auto repository = open();
        const auto first = enroll(repository, 1, 2).value();
        const auto second = enroll(repository, 2, 2).value();
        auto change = repository.change();
        const std::array first_finger = {FingerId(1)};
        const std::array second_finger = {FingerId(3)};
        ASSERT_TRUE(change->add_card(first, CardKind::kDebit, kDebitNumber, "purse", first_finger));
        ASSERT_TRUE(change->add_card(second, CardKind::kCredit, kCreditNumber, "purse", second_finger));
        ASSERT_TRUE(change->commit());
    }
    ErrorCode check_error() {
        auto repository = open();
        const auto checked = repository.check();
        const bool named = checked || checked.error().message.find(path.string()) != std::string::npos;
        EXPECT_TRUE(named) << checked.error().message;
        return checked ? ErrorCode::kInternal : checked.error().code;
    }
};

TEST_F(RepositoryFaults, AnotherKeyIsNotDamage) {
    master = generate_master_key().value();
    EXPECT_EQ(open_error(), ErrorCode::kKeyMismatch);
}

TEST_F(RepositoryFaults, ANewerVersionIsSaidSo) {
    tamper("PRAGMA user_version = 1000");
    EXPECT_EQ(open_error(), ErrorCode::kVersionTooNew);
}

TEST_F(RepositoryFaults, ADatabaseOfSomethingElseIsSaidSo) {
    tamper("PRAGMA application_id = 42");
    EXPECT_EQ(open_error(), ErrorCode::kUnsupportedFormat);
}

TEST_F(RepositoryFaults, MissingFilesAndFoldersAreSaidSo) {
    EXPECT_EQ(Repository::open(folder.path() / "none.db", master).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(Repository::create(path, master).error().code, ErrorCode::kAlreadyExists);
}

TEST_F(RepositoryFaults, EveryTruncationIsFound) {
    fill();
    const auto size = fs::file_size(path);
    const auto copy = folder.path() / "whole";
    fs::copy_file(path, copy);
    for (std::uintmax_t kept = 0; kept < size; kept += 2048 + kept / 3) {
        fs::copy_file(copy, path, fs::copy_options::overwrite_existing);
        fs::resize_file(path, kept);
        EXPECT_EQ(open_error(), ErrorCode::kStoreDamaged) << kept;
    }
}

TEST_F(RepositoryFaults, OverwrittenPagesAreFoundOrHarmless) {
    fill();
    std::mt19937 random(5);
    const auto copy = folder.path() / "whole";
    fs::copy_file(path, copy);
    const auto size = fs::file_size(path);
    int found = 0;
    for (int round = 0; round < 60; ++round) {
        fs::copy_file(copy, path, fs::copy_options::overwrite_existing);
        {
            std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(random() % (size - 1024)));
            for (int i = 0; i < 1024; ++i) file.put(static_cast<char>(random()));
        }
        auto repository = Repository::open(path, master);
        const auto checked = repository ? repository->check() : Result<void>(pass(repository));
        if (!checked) {
            ++found;
            continue;
        }
        EXPECT_EQ(repository->people()->size(), 2U);  // the bytes hit were free space
    }
    EXPECT_GT(found, 10);
}

TEST_F(RepositoryFaults, AlteredSealsAreFound) {
    for (const std::string table :
         {"impressions SET sealed", "cards SET sealed", "holders SET person", "holders SET key"}) {
        fresh_store();
        fill();
        const std::string column = table.substr(table.rfind(' ') + 1);
        bool damaged = false;
        // Two constants: one of them differs from the byte that was there.
        for (const std::string byte : {"x'00'", "x'FF'"}) {
            tamper("UPDATE " + table + " = CAST(substr(" + column + ", 1, 20) || " + byte + " || substr(" + column +
                   ", 22) AS BLOB) WHERE id = 1");
            damaged = damaged || check_error() == ErrorCode::kStoreDamaged;
        }
        EXPECT_TRUE(damaged) << table;
    }
}

TEST_F(RepositoryFaults, SwappedRowsAreFound) {
    const std::array swaps = {
        // a template of another person, of another impression
        "UPDATE impressions SET sealed = (SELECT sealed FROM impressions WHERE id = 3) WHERE id = 1",
        "UPDATE impressions SET sealed = (SELECT sealed FROM impressions WHERE id = 2) WHERE id = 1",
        "UPDATE impressions SET holder = 1 WHERE id = 3",
        // another person's identity, key or card
        "UPDATE holders SET person = (SELECT person FROM holders WHERE id = 2) WHERE id = 1",
        "UPDATE holders SET key = (SELECT key FROM holders WHERE id = 2) WHERE id = 1",
        "UPDATE cards SET sealed = (SELECT sealed FROM cards WHERE id = 2) WHERE id = 1",
        "UPDATE cards SET holder = 1 WHERE id = 2",
        // plain columns that matter
        "UPDATE cards SET status = 2 WHERE id = 1",
        "UPDATE cards SET kind = 2 WHERE id = 1",
        "UPDATE cards SET kind = 77 WHERE id = 1",
        "INSERT INTO bindings VALUES (1, 3, (SELECT proof FROM bindings WHERE card = 1))",
        "UPDATE bindings SET finger = 3 WHERE card = 1",
    };
    for (const std::string swap : swaps) {
        fresh_store();
        fill();
        // An attacker keeps the alias unique while moving a card.
        tamper("UPDATE cards SET alias_token = x'00' WHERE id = 2; " + swap);
        EXPECT_EQ(check_error(), ErrorCode::kStoreDamaged) << swap;
    }
}

TEST_F(RepositoryFaults, LostEntriesAreFound) {
    for (const std::string_view loss :
         {"DELETE FROM meta", "DELETE FROM store_keys", "UPDATE meta SET value = x'00'"}) {
        fresh_store();
        tamper(std::string(loss));
        EXPECT_EQ(open_error(), ErrorCode::kStoreDamaged) << loss;
    }
}

TEST_F(RepositoryFaults, AnotherProcessThatWritesIsWaitedForAndThenReported) {
    fill();
    const Child child([&] {
        auto other = Repository::open(path, master, {.busy_timeout = 50ms});
        if (!other || other->people()->size() != 2) return 1;
        const auto refused = other->change();
        return !refused && refused.error().code == ErrorCode::kStoreLocked ? 0 : 2;
    });
    auto holding = open();
    auto change = holding.change();
    ASSERT_TRUE(change);
    child.start();
    EXPECT_EQ(child.wait(), 0);
    ASSERT_TRUE(change->set_attempts({}, {}, {}));
    ASSERT_TRUE(change->commit());
}

TEST_F(RepositoryFaults, TwoProcessesEnrolSideBySide) {
    constexpr int kEach = 25;
    const auto enrol_from = [&](int from) {
        auto repository = Repository::open(path, master);
        for (int i = from; i < from + kEach; ++i) {
            if (!repository || !enroll(*repository, i)) return 1;
        }
        return 0;
    };
    const Child first([&] { return enrol_from(1000); });
    const Child second([&] { return enrol_from(2000); });
    first.start();
    second.start();
    EXPECT_EQ(first.wait(), 0);
    EXPECT_EQ(second.wait(), 0);
    auto repository = open();
    EXPECT_EQ(repository.people()->size(), 2U * kEach);
    EXPECT_TRUE(repository.check());
}

TEST_F(RepositoryFaults, AReadOnlyStoreCanBeReadAndSaysSo) {
    fill();
    const auto read_only = [&] {
        // Root writes anywhere: be nobody for a while.
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 9;
        auto repository = Repository::open(path, master);
        if (!repository) return 1;
        if (!repository->read_only()) return 2;
        if (repository->people()->size() != 2) return 3;
        const auto refused = repository->change();
        return !refused && refused.error().code == ErrorCode::kStoreReadOnly ? 0 : 4;
    };
    if (::geteuid() == 0) {
        ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
        ASSERT_EQ(::chown(folder.path().c_str(), 65534, 65534), 0);
    }
    ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
    EXPECT_EQ(in_child(read_only), 0) << "a read-only file";
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
    ASSERT_EQ(::chmod(folder.path().c_str(), 0500), 0);
    EXPECT_EQ(in_child(read_only), 0) << "a read-only folder";
    ASSERT_EQ(::chmod(folder.path().c_str(), 0700), 0);
    EXPECT_TRUE(open().check());
}

TEST_F(RepositoryFaults, AFullDiskChangesNothing) {
    fill();
    const auto status = in_child([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        auto repository = open();
        const rlimit tight = {fs::file_size(path) + 30'000, RLIM_INFINITY};
        if (::setrlimit(RLIMIT_FSIZE, &tight) != 0) return 1;
        int enrolled = 0;
        ErrorCode code{};
        for (int i = 10; i < 1000; ++i) {
            const auto done = enroll(repository, i, 3);
            if (!done) {
                code = done.error().code;
                break;
            }
            ++enrolled;
        }
        if (code != ErrorCode::kDiskFull) return 2;
        if (repository.people()->size() != 2U + enrolled || !repository.check()) return 3;
        const rlimit wide = {RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &wide);
        return enroll(repository, 5000) ? 0 : 4;
    });
    EXPECT_EQ(status, 0);
    auto repository = open();
    EXPECT_TRUE(repository.check());
    EXPECT_EQ(repository.find_holder(number_of_nobody(5000))->has_value(), true);
}

TEST_F(RepositoryFaults, ACreationOnAFullDiskLeavesNothing) {
    const auto other = folder.path() / "other.db";
    EXPECT_EQ(in_child([&] {
                  ::signal(SIGXFSZ, SIG_IGN);
                  const rlimit tight = {8192, RLIM_INFINITY};
                  ::setrlimit(RLIMIT_FSIZE, &tight);
                  const auto created = Repository::create(other, master);
                  return !created && created.error().code == ErrorCode::kDiskFull ? 0 : 1;
              }),
              0);
    for (const auto& entry : fs::directory_iterator(folder.path())) EXPECT_EQ(entry.path(), path);
}

TEST_F(RepositoryFaults, NothingIsHalfWrittenWhenTheProcessIsKilled) {
    constexpr int kRounds = 20;
    constexpr int kImpressions = 4;
    std::mt19937 random(6);
    for (int round = 0; round < kRounds; ++round) {
        std::array<int, 2> pipe_ends{};
        ASSERT_EQ(::pipe(pipe_ends.data()), 0);
        const Child child([&] {
            auto repository = Repository::open(path, master);
            for (int i = 0; repository && i < 500; ++i) {
                const int index = round * 500 + i;
                if (enroll(*repository, index, kImpressions)) (void)!::write(pipe_ends[1], &index, sizeof index);
            }
            return 0;
        });
        ::close(pipe_ends[1]);
        child.start();
        // However slow the machine is: once one enrolment is acknowledged, others are under way.
        int first = 0;
        ASSERT_EQ(::read(pipe_ends[0], &first, sizeof first), static_cast<ssize_t>(sizeof first));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 8'000));
        child.kill();
        child.wait();
        std::vector<int> acknowledged = {first};
        for (int index = 0; ::read(pipe_ends[0], &index, sizeof index) == sizeof index;) acknowledged.push_back(index);
        ::close(pipe_ends[0]);

        auto repository = open();
        for (const int index : acknowledged) {
            const auto holder = repository.find_holder(number_of_nobody(index));
            ASSERT_TRUE(holder && *holder) << "acknowledged and lost";
        }
        const auto people = repository.people();
        ASSERT_TRUE(people);
        for (const Person& person : *people) {
            ASSERT_EQ(repository.impressions(person.id)->size(), static_cast<std::size_t>(kImpressions));
        }
    }
    EXPECT_TRUE(open().check());
}

}  // namespace
}  // namespace dactyl
