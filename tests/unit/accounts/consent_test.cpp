#include "engine/accounts/consent.hpp"

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

}  // namespace
}  // namespace dactyl
