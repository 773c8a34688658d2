#include "engine/accounts/consent.hpp"

#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

Consent statement(ConsentPurpose purpose, bool given) {
    return {purpose, given, std::chrono::sys_seconds(1'800'000'000s), "2026-1", "counter"};
}

TEST(Consent, PurposesHaveNames) {
    for (const ConsentPurpose purpose : kConsentPurposes) EXPECT_EQ(parse_consent_purpose(to_string(purpose)), purpose);
    EXPECT_EQ(parse_consent_purpose("everything"), std::nullopt);
}

TEST(Consent, TheLastStatementCounts) {
    std::vector<Consent> statements;
    EXPECT_FALSE(is_given(statements, ConsentPurpose::kUnlock));
    statements.push_back(statement(ConsentPurpose::kUnlock, true));
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kUnlock));
    EXPECT_FALSE(is_given(statements, ConsentPurpose::kResearch));
    statements.push_back(statement(ConsentPurpose::kUnlock, false));
    EXPECT_FALSE(is_given(statements, ConsentPurpose::kUnlock));
    statements.push_back(statement(ConsentPurpose::kUnlock, true));
    EXPECT_TRUE(is_given(statements, ConsentPurpose::kUnlock));
}

TEST(Consent, NeedsWordingAndChannel) {
    EXPECT_TRUE(statement(ConsentPurpose::kUnlock, true).check());
    for (auto change : {+[](Consent& c) { c.wording = ""; }, +[](Consent& c) { c.channel = std::string(65, 'a'); },
                        +[](Consent& c) { c.purpose = static_cast<ConsentPurpose>(77); }}) {
        Consent wrong = statement(ConsentPurpose::kUnlock, true);
        change(wrong);
        EXPECT_EQ(wrong.check().error().code, ErrorCode::kInvalidArgument);
    }
}

class RepositoryConsent : public StoreTest {
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

TEST_F(RepositoryConsent, StatementsComeBackInOrder) {
    state(statement(ConsentPurpose::kUnlock, true));
    state(statement(ConsentPurpose::kUnlock, false));
    const auto statements = repository.consents(holder).value();
    ASSERT_EQ(statements.size(), 2U);
    EXPECT_EQ(statements[0], statement(ConsentPurpose::kUnlock, true));
    EXPECT_EQ(statements[1], statement(ConsentPurpose::kUnlock, false));
}

TEST_F(RepositoryConsent, WhoWithdrewIsKnown) {
    const auto without = [&] { return repository.holders_without(ConsentPurpose::kIdentification).value(); };
    state(statement(ConsentPurpose::kIdentification, true));
    EXPECT_TRUE(without().empty());
    state(statement(ConsentPurpose::kIdentification, false));
    EXPECT_EQ(without(), std::set{holder});
    state(statement(ConsentPurpose::kIdentification, true));
    EXPECT_TRUE(without().empty());
}

TEST_F(RepositoryConsent, ForgedStatementsAreFound) {
    state(statement(ConsentPurpose::kResearch, false));
    tamper("UPDATE consents SET given = 1");
    EXPECT_EQ(repository.consents(holder).error().code, ErrorCode::kStoreDamaged);
    tamper("UPDATE consents SET given = 0; UPDATE consents SET purpose = 1");
    EXPECT_EQ(repository.consents(holder).error().code, ErrorCode::kStoreDamaged);
}

}  // namespace
}  // namespace dactyl
