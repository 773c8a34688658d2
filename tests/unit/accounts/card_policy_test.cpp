#include "engine/accounts/card_policy.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

TEST(CardPolicy, ComesBackAsItWasWritten) {
    CardPolicy policy;
    policy.max_fmr = 1e-6;
    policy.second_finger = true;
    policy.pin_after_failures = 3;
    policy.max_amount = 50'000;
    policy.offline_allowed = false;
    policy.open_from = 8 * 60;
    policy.open_until = 20 * 60 + 30;
    policy.terminals = {"till 1", "till 2"};
    policy.duress = {FingerId(7)};
    policy.decoy = CardId(9);
    RecordWriter writer;
    policy.write(writer);
    RecordReader reader(writer.view());
    EXPECT_EQ(CardPolicy::read(reader), policy);
    EXPECT_TRUE(reader.finish());
}

TEST(CardPolicy, HoursMayGoOverMidnight) {
    CardPolicy policy;
    EXPECT_TRUE(policy.is_open_at(0min));
    EXPECT_TRUE(policy.is_open_at(1439min));
    policy.open_from = 8 * 60;
    policy.open_until = 20 * 60;
    EXPECT_FALSE(policy.is_open_at(479min));
    EXPECT_TRUE(policy.is_open_at(480min));
    EXPECT_FALSE(policy.is_open_at(1200min));
    policy.open_from = 22 * 60;
    policy.open_until = 6 * 60;
    EXPECT_TRUE(policy.is_open_at(1380min));
    EXPECT_TRUE(policy.is_open_at(359min));
    EXPECT_FALSE(policy.is_open_at(720min));
}

TEST(CardPolicy, AmountsAndTerminalsAreLimited) {
    CardPolicy policy;
    EXPECT_TRUE(policy.takes_amount(1'000'000'000));
    EXPECT_TRUE(policy.takes_terminal(""));
    policy.max_amount = 100;
    policy.terminals = {"till 1"};
    EXPECT_TRUE(policy.takes_amount(100));
    EXPECT_FALSE(policy.takes_amount(101));
    EXPECT_TRUE(policy.takes_terminal("till 1"));
    EXPECT_FALSE(policy.takes_terminal("till 10"));
}

TEST(CardPolicy, EveryFieldHasItsRange) {
    EXPECT_TRUE(CardPolicy{}.check());
    for (auto change : {+[](CardPolicy& p) { p.max_fmr = 0.5; }, +[](CardPolicy& p) { p.max_fmr = -1; },
                        +[](CardPolicy& p) { p.max_fmr = std::numeric_limits<double>::quiet_NaN(); },
                        +[](CardPolicy& p) { p.pin_after_failures = 21; }, +[](CardPolicy& p) { p.open_from = 1440; },
                        +[](CardPolicy& p) { p.open_until = 0; }, +[](CardPolicy& p) { p.terminals = {""}; },
                        +[](CardPolicy& p) {
                            p.second_finger = true;
                            p.partner = HolderId(2);
                        }}) {
        CardPolicy wrong;
        change(wrong);
        EXPECT_EQ(wrong.check().error().code, ErrorCode::kInvalidArgument);
    }
}

}  // namespace
}  // namespace dactyl
