#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

class RepositoryAudit : public OnEveryStore {
  protected:
    static void write(Repository& repository, int entries, HolderId holder = HolderId(1)) {
        for (int i = 0; i < entries; ++i) {
            auto change = repository.change();
            AuditEntry entry;
            entry.at = std::chrono::sys_time<std::chrono::milliseconds>(1'800'000'000'000ms + i * 1ms);
            entry.event = AuditEvent::kUnlocking;
            entry.holder = holder;
            entry.caller = {"terminal 7", "payment"};
            ASSERT_TRUE(change->audit(entry));
            ASSERT_TRUE(change->commit());
        }
    }
    AuditReport report() const {
        auto repository = open();
        return repository.verify_audit().value();
    }
};

TEST_P(RepositoryAudit, AnEmptyTrailIsIntact) {
    const auto empty = report();
    EXPECT_TRUE(empty.intact());
    EXPECT_EQ(empty.entries, 0);
}

TEST_P(RepositoryAudit, EntriesComeBackInOrder) {
    auto repository = open();
    write(repository, 3);
    write(repository, 2, HolderId(5));
    const auto all = repository.audit_entries(0, 100);
    ASSERT_EQ(all->size(), 5U);
    EXPECT_EQ(all->front().sequence, 1);
    EXPECT_EQ(all->back().sequence, 5);
    EXPECT_EQ(all->front().caller.purpose, "payment");
    EXPECT_EQ(repository.audit_entries(3, 100)->size(), 2U);
    EXPECT_EQ(repository.audit_entries(0, 2)->size(), 2U);
    EXPECT_EQ(repository.audit_entries(0, 100, HolderId(5))->size(), 2U);
}

TEST_P(RepositoryAudit, TheChainIsSignedNowAndThenAndOnDemand) {
    auto repository = open();
    write(repository, 130);
    auto checked = repository.verify_audit().value();
    EXPECT_TRUE(checked.intact());
    EXPECT_EQ(checked.entries, 130);
    EXPECT_EQ(checked.checkpoints, 2);
    EXPECT_EQ(checked.signed_up_to, 128);
    auto change = repository.change();
    ASSERT_TRUE(change->checkpoint());
    ASSERT_TRUE(change->checkpoint());
    ASSERT_TRUE(change->commit());
    checked = repository.verify_audit().value();
    EXPECT_EQ(checked.signed_up_to, 130);
    EXPECT_TRUE(checked.intact());
    EXPECT_TRUE(repository.public_key(SigningPurpose::kAudit).value());
    EXPECT_FALSE(repository.public_key(SigningPurpose::kGrant).value());
}

TEST_P(RepositoryAudit, ADroppedChangeLeavesNoEntry) {
    auto repository = open();
    {
        auto change = repository.change();
        ASSERT_TRUE(change->audit({}));
    }
    write(repository, 1);
    EXPECT_TRUE(report().intact());
    EXPECT_EQ(report().entries, 1);
}

TEST_P(RepositoryAudit, TamperingIsFound) {
    const std::array<std::pair<std::string, std::int64_t>, 9> tamperings = {{
        {"UPDATE audit SET outcome = 2 WHERE sequence = 10", 10},
        {"UPDATE audit SET purpose = '' WHERE sequence = 10", 10},
        {"UPDATE audit SET hash = x'00' WHERE sequence = 10", 10},
        {"DELETE FROM audit WHERE sequence = 10", 10},
        {"DELETE FROM audit WHERE sequence = 1", 1},
        {"UPDATE audit SET sequence = sequence + 1000 WHERE sequence = 70", 70},
        {"DELETE FROM audit WHERE sequence > 60", 61},
        {"DELETE FROM audit WHERE sequence > 66", 67},
        {"UPDATE audit_checkpoints SET signature = x'00'", 64},
    }};
    for (const auto& [sql, first] : tamperings) {
        fresh_store();
        {
            auto repository = open();
            write(repository, 70);
        }
        ASSERT_TRUE(report().intact());
        tamper(sql);
        EXPECT_EQ(report().first_broken, first) << sql;
    }
}

TEST_P(RepositoryAudit, AChainWrittenAnewDoesNotFitItsSignature) {
    {
        auto repository = open();
        write(repository, 64);
    }
    // Whoever can write the file can compute the whole chain anew from public values.
    auto repository = open();
    auto entries = repository.audit_entries(0, 100).value();
    std::string sql;
    crypto::Digest before{};
    for (AuditEntry& entry : entries) {
        if (entry.sequence == 63) {
            before = entries[61].hash;
            entry.outcome = AuditOutcome::kRefused;
        }
        if (entry.sequence >= 63) {
            before = audit_hash(before, entry, profile).value();
            sql += "UPDATE audit SET outcome = " + std::to_string(static_cast<int>(entry.outcome)) + ", hash = x'" +
                   to_hex(before) + "' WHERE sequence = " + std::to_string(entry.sequence) + ";";
        }
    }
    tamper(sql);
    EXPECT_EQ(report().first_broken, 64);
}

DACTYL_ON_EVERY_STORE(RepositoryAudit);

}  // namespace
}  // namespace dactyl
