#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

Consent statement(ConsentPurpose purpose, bool given) {
    return {purpose, given, std::chrono::sys_seconds(1'800'000'000s), "2026-1", "counter"};
}

class RepositoryConsent : public OnEveryStore {
  protected:
    RepositoryConsent() : repository(open()), holder(enroll(repository, 1).value()) {}
    void state(const Consent& consent) {
        auto change = repository.change();
        ASSERT_TRUE(change->add_consent(holder, consent));
        ASSERT_TRUE(change->commit());
    }
    Repository repository;
    HolderId holder;
};

TEST_P(RepositoryConsent, StatementsComeBackInOrder) {
    state(statement(ConsentPurpose::kUnlock, true));
    state(statement(ConsentPurpose::kUnlock, false));
    const auto statements = repository.consents(holder).value();
    ASSERT_EQ(statements.size(), 2U);
    EXPECT_EQ(statements[0], statement(ConsentPurpose::kUnlock, true));
    EXPECT_EQ(statements[1], statement(ConsentPurpose::kUnlock, false));
}

TEST_P(RepositoryConsent, WhoWithdrewIsKnown) {
    const auto without = [&] { return repository.holders_without(ConsentPurpose::kIdentification).value(); };
    state(statement(ConsentPurpose::kIdentification, true));
    EXPECT_TRUE(without().empty());
    state(statement(ConsentPurpose::kIdentification, false));
    EXPECT_EQ(without(), std::set{holder});
    state(statement(ConsentPurpose::kIdentification, true));
    EXPECT_TRUE(without().empty());
}

TEST_P(RepositoryConsent, ForgedStatementsAreFound) {
    state(statement(ConsentPurpose::kResearch, false));
    tamper("UPDATE consents SET given = 1");
    EXPECT_EQ(repository.consents(holder).error().code, ErrorCode::kStoreDamaged);
    tamper("UPDATE consents SET given = 0; UPDATE consents SET purpose = 1");
    EXPECT_EQ(repository.consents(holder).error().code, ErrorCode::kStoreDamaged);
}

DACTYL_ON_EVERY_STORE(RepositoryConsent);

}  // namespace
}  // namespace dactyl
