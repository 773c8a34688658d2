// What is hidden, opened, written down, backed up and rotated, through the real command.
#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PrivacyPath, HiddenFieldsAreOpenedByDisclosureOnly) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    const std::string address = "17 Nowhere Lane";
    ASSERT_EQ(store.run({"holder", "hide", "--id", kFirst, "--address", address}).status, 0);
    const Outcome shown = store.run({"holder", "show", "--id", kFirst});
    EXPECT_THAT(shown.out, Not(HasSubstr(address)));
    EXPECT_THAT(shown.out, Not(HasSubstr(kFirst)));
    const Outcome role = store.run({"role", "add", "--name", "registrar", "--purpose", "letter", "--field", "address"});
    ASSERT_EQ(role.status, 0) << role.err;
    EXPECT_THAT(role.json()["authenticator"].get<std::string>(), HasSubstr("otpauth://totp/"));
    const Outcome refused = store.run({"disclose", "--id", kFirst, "--role", "registrar", "--code", "00000000",
                                       "--purpose", "letter", "--field", "address"});
    EXPECT_EQ(refused.status, 16) << refused.out;
    EXPECT_THAT(refused.err, Not(HasSubstr(address)));
    const auto history = store.run({"holder", "history", "--id", kFirst}).json()["entries"];
    EXPECT_EQ(history.back()["event"], "disclosure");
    EXPECT_EQ(history.back()["outcome"], "refused");
    const Outcome all = store.run({"holder", "export", "--id", kFirst});
    EXPECT_EQ(all.json()["hidden"]["address"], address);
    EXPECT_EQ(store.run({"audit", "verify"}).json()["intact"], true);
}

TEST(PrivacyPath, BackupsComeBackAndKeysRotate) {
    const Store store;
    const TemporaryFolder folder;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    ASSERT_EQ(store.run({"store", "backup", folder / "backup"}).status, 0);
    ASSERT_EQ(store.run({"keys", "init", folder / "next.key"}).status, 0);
    ASSERT_EQ(store.run({"keys", "rotate", "--to", folder / "next.key"}).status, 0);
    EXPECT_EQ(store.run({"holder", "list"}).status, 54);
    EXPECT_EQ(store.run({"keys", "status", "--key", folder / "next.key", "--second-key", store.key() + ".hidden"})
                  .json()["rotations"],
              1);
    // The backup is from before the rotation: the key of then opens it.
    ASSERT_EQ(store.run({"store", "restore", folder / "backup", "--store", folder / "restored.db"}).status, 0);
    EXPECT_EQ(store.run({"holder", "list", "--store", folder / "restored.db"}).json()["holders"].size(), 1U);
    EXPECT_EQ(store.run({"store", "check", "--store", folder / "restored.db"}).status, 0);
}

TEST(PrivacyPath, AGrantIsCheckedWithoutTheStore) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    ASSERT_EQ(store.run({"card", "link", "--id", kFirst, "--kind", "debit", "--number", kDebit}).status, 0);
    const std::string key = store.run({"grant", "key"}).json()["public_key"];
    const Outcome unlocked = store.run({"unlock", store.print(1), "--id", kFirst, "--card", "debit", "--for-terminal",
                                        "till1", "--challenge", "00ff", "--amount", "1250"});
    ASSERT_EQ(unlocked.status, 0) << unlocked.err << unlocked.out;
    const std::string grant = unlocked.json()["grant"];
    const auto check = [&](const std::string& amount) {
        return store
            .run({"grant", "check", grant, "--public-key", key, "--for-terminal", "till1", "--challenge", "00ff",
                  "--amount", amount})
            .status;
    };
    EXPECT_EQ(check("1250"), 0);
    EXPECT_EQ(check("12500"), 16);
    const std::vector<std::string> redeem = {"grant", "redeem",   grant, "--for-terminal", "till1", "--challenge",
                                             "00ff",  "--amount", "1250"};
    EXPECT_EQ(store.run(redeem).status, 0);
    EXPECT_EQ(store.run(redeem).status, 16);
}

}  // namespace
}  // namespace dactyl::integration
