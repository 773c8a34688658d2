#include "engine/accounts/schema.hpp"

#include "engine/accounts/sql/sqlite.hpp"
#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

// What each version added, undone.
constexpr std::string_view kWithoutVersion6 =
    "DROP TABLE certificates; DROP TABLE certificate_keys; DROP TABLE issuers; "
    "DELETE FROM counters WHERE name = 'certificate-key'; PRAGMA user_version = 5";
constexpr std::string_view kWithoutVersion5 =
    "DROP TABLE hidden_keys; DROP TABLE hidden; DROP TABLE roles; DROP TABLE throttles; DROP TABLE reviews; "
    "DROP TABLE attachments; DELETE FROM counters WHERE name IN ('attachment', 'review'); PRAGMA user_version = 4";
constexpr std::string_view kWithoutVersion4 = "DROP TABLE redeemed_grants; PRAGMA user_version = 3";
constexpr std::string_view kWithoutVersion3 =
    "DROP TABLE consents; DELETE FROM counters WHERE name = 'consent'; PRAGMA user_version = 2";
constexpr std::string_view kWithoutVersion2 =
    "DROP TABLE signing_keys; DROP TABLE audit; DROP TABLE audit_checkpoints; "
    "DELETE FROM counters WHERE name = 'audit'; PRAGMA user_version = 1";

std::string tables_of(sql::Database& database) {
    std::string tables;
    EXPECT_TRUE(database.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name", {},
                               [&](const sql::Row& row) -> Result<void> {
                                   tables.append(row.text(0)).append("\n");
                                   return {};
                               }));
    return tables;
}

TEST(Schema, EveryEarlierVersionLeadsToThisOne) {
    const TemporaryFolder folder;
    std::string newest;
    for (std::int64_t version = kStoreVersion; version >= 1; --version) {
        const auto path = folder.path() / std::to_string(version);
        ASSERT_TRUE(sql::create_sqlite(path, [&](sql::Database& d) { return create_schema(d, version); }));
        const auto database = sql::open_sqlite(path).value();
        EXPECT_EQ(check_stamp(*database)->version, version);
        ASSERT_TRUE(migrate(*database));
        EXPECT_EQ(check_stamp(*database)->version, kStoreVersion);
        if (newest.empty()) newest = tables_of(*database);
        EXPECT_EQ(tables_of(*database), newest) << version;
    }
}

class Migration : public StoreTest {};

TEST_F(Migration, APersonOfVersionOneIsStillThere) {
    HolderId holder;
    {
        auto repository = open();
        holder = enroll(repository, 1, 2).value();
    }
    tamper("INSERT INTO attempts VALUES (1, 3, 1, 1800000000)");
    tamper(std::string(kWithoutVersion6));
    tamper(std::string(kWithoutVersion5));
    tamper(std::string(kWithoutVersion4));
    tamper(std::string(kWithoutVersion3));
    tamper(std::string(kWithoutVersion2));
    auto repository = open();
    EXPECT_EQ(repository.people()->size(), 1U);
    EXPECT_EQ(repository.impressions(holder)->size(), 2U);
    EXPECT_TRUE(repository.verify_audit()->intact());
    // They were enrolled to unlock and to be found, before anybody asked.
    const auto statements = repository.consents(holder).value();
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kUnlock));
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kIdentification));
    EXPECT_FALSE(is_given(statements, ConsentPurpose::kResearch));
    const auto subject = repository.throttle_subject(ThrottleScope::kHolder, number_of_nobody(1).number()).value();
    EXPECT_EQ(repository.attempts(subject)->failures, 3);
    EXPECT_EQ(repository.attempts(subject)->lockouts, 1);
    EXPECT_TRUE(enroll(repository, 2));
    EXPECT_TRUE(repository.check());
}

}  // namespace
}  // namespace dactyl
