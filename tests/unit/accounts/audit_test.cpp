#include "engine/accounts/audit.hpp"

#include <set>

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr StoreId kStore = {std::byte{1}};

AuditEntry entry() {
    AuditEntry made;
    made.sequence = 1;
    made.at = std::chrono::sys_time<std::chrono::milliseconds>(1'800'000'000'123ms);
    made.event = AuditEvent::kUnlocking;
    made.outcome = AuditOutcome::kDone;
    made.holder = HolderId(3);
    made.card = CardId(4);
    made.caller = {"terminal 7", "payment"};
    return made;
}

TEST(Audit, EveryFieldIsInTheHash) {
    const auto before = first_audit_hash(kStore).value();
    std::set<std::string> hashes;
    const auto note = [&](auto change) {
        AuditEntry changed = entry();
        change(changed);
        hashes.insert(to_hex(audit_hash(before, changed).value()));
    };
    note([](AuditEntry&) {});
    note([](AuditEntry& e) { e.sequence = 2; });
    note([](AuditEntry& e) { e.at += 1ms; });
    note([](AuditEntry& e) { e.event = AuditEvent::kErased; });
    note([](AuditEntry& e) { e.outcome = AuditOutcome::kRefused; });
    note([](AuditEntry& e) { e.holder = HolderId(4); });
    note([](AuditEntry& e) { e.card = CardId(3); });
    note([](AuditEntry& e) { e.caller.actor = "terminal 8"; });
    note([](AuditEntry& e) { e.caller.purpose = ""; });
    note([](AuditEntry& e) { e.caller = {"terminal 7p", "ayment"}; });
    hashes.insert(to_hex(audit_hash(first_audit_hash({std::byte{2}}).value(), entry()).value()));
    EXPECT_EQ(hashes.size(), 11U);
}

TEST(Audit, NamesAreDifferent) {
    std::set<std::string_view> names;
    for (int event = 1; event <= 17; ++event) names.insert(to_string(static_cast<AuditEvent>(event)));
    EXPECT_EQ(names.size(), 17U);
    EXPECT_EQ(names.count("unknown"), 0U);
    EXPECT_EQ(to_string(static_cast<AuditEvent>(99)), "unknown");
    EXPECT_EQ(to_string(AuditOutcome::kLocked), "locked");
}

TEST(Caller, IsShortText) {
    EXPECT_TRUE(Caller{}.check());
    EXPECT_FALSE((Caller{"", ""}).check());
    EXPECT_FALSE((Caller{std::string(65, 'a'), ""}).check());
    EXPECT_FALSE((Caller{"a", "line\nbreak"}).check());
    EXPECT_FALSE((Caller{"a", std::string(129, 'b')}).check());
}

}  // namespace
}  // namespace dactyl
