#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/accounts/repository.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {

/// A valid number of a person who does not exist, different for each index.
ResidentId number_of_nobody(int index);

/// Where a test's store lies.
enum class Backend { kSqlite, kPostgres };
struct StoreForm {
    Backend backend = Backend::kSqlite;
    CryptoProfile profile = CryptoProfile::kInternational;
};

/// A store of a test's own with its key.
class StoreTest : public testing::Test {
  protected:
    explicit StoreTest(StoreForm form = {});

    /// Makes an empty store in a place of its own and lets `path` name it.
    void fresh_store();
    Repository open(RepositoryOptions options = {}) const { return Repository::open(path, master, options).value(); }
    ErrorCode open_error() const;
    /// One person with that many impressions of one finger, in one change.
    static Result<HolderId> enroll(Repository& repository, int index, int impressions = 1);
    /// Runs SQL behind the software's back; bytes are written x'00', as SQLite does.
    void tamper(const std::string& sql) const;
    /// Every byte of the database and its journals.
    std::string raw_bytes() const;

    Backend backend;
    CryptoProfile profile;
    TemporaryFolder folder;
    std::filesystem::path path;
    MasterKey master;

  private:
    int stores_ = 0;
};

/// The contract of a store: the same tests on every database, and with every profile. Skipped where PostgreSQL is not
/// installed.
class OnEveryStore : public StoreTest, public testing::WithParamInterface<StoreForm> {
  protected:
    OnEveryStore() : StoreTest(GetParam()) {}
    void SetUp() override;
};

/// Runs the tests of a suite derived from OnEveryStore.
#define DACTYL_ON_EVERY_STORE(suite)                                                                   \
    INSTANTIATE_TEST_SUITE_P(Stores, suite,                                                            \
                             testing::Values(StoreForm{}, StoreForm{Backend::kPostgres},               \
                                             StoreForm{Backend::kSqlite, CryptoProfile::kNational},    \
                                             StoreForm{Backend::kPostgres, CryptoProfile::kNational}), \
                             [](const auto& chosen) { return form_name(chosen.param); })
std::string form_name(const StoreForm& form);

inline constexpr std::string_view kTemplateText = "minutiae of nobody, long enough to be looked for";

}  // namespace dactyl
