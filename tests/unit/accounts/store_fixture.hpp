#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/accounts/repository.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {

/// A valid number of a person who does not exist, different for each index.
ResidentId number_of_nobody(int index);

/// Runs SQL on a database file behind the software's back.
void sqlite_exec(const std::filesystem::path& path, const std::string& sql);

/// A store of a test's own with its key.
class StoreTest : public testing::Test {
  protected:
    StoreTest();

    Repository open(RepositoryOptions options = {}) const { return Repository::open(path, master, options).value(); }
    ErrorCode open_error() const;
    /// One person with that many impressions of one finger, in one change.
    static Result<HolderId> enroll(Repository& repository, int index, int impressions = 1);
    void tamper(const std::string& sql) const { sqlite_exec(path, sql); }
    /// Every byte of the database and its journals.
    std::string raw_bytes() const;

    TemporaryFolder folder;
    std::filesystem::path path;
    MasterKey master;
};

inline constexpr std::string_view kTemplateText = "minutiae of nobody, long enough to be looked for";

}  // namespace dactyl
