// Hidden fields, voluntary records, roles and reviews: what a store keeps besides people and cards.
#include "engine/accounts/pin.hpp"
#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kAddress = "17 Nowhere Lane, Hangzhou";

class RepositoryPrivacy : public OnEveryStore {
  protected:
    RepositoryPrivacy() : hidden(generate_master_key().value()) {}
    Repository open_both() const { return Repository::open(path, master, {}, &hidden).value(); }
    MasterKey hidden;
};

TEST_P(RepositoryPrivacy, HiddenFieldsNeedTheSecondKey) {
    HolderId holder;
    {
        auto repository = open_both();
        holder = enroll(repository, 1).value();
        auto change = repository.change();
        ASSERT_TRUE(change->set_hidden_fields(holder, {{PersonalField::kAddress, "elsewhere"}}));
        ASSERT_TRUE(change->set_hidden_fields(
            holder, {{PersonalField::kAddress, std::string(kAddress)}, {PersonalField::kPhone, "000 111"}}));
        ASSERT_TRUE(change->commit());
    }
    EXPECT_EQ(open_both().hidden_fields(holder)->at(PersonalField::kAddress), kAddress);
    EXPECT_TRUE(open_both().hidden_fields(HolderId(99))->empty());
    auto without = open();
    EXPECT_FALSE(without.opens_hidden());
    EXPECT_EQ(without.hidden_fields(holder).error().code, ErrorCode::kKeyUnusable);
    EXPECT_EQ(without.change()->set_hidden_fields(holder, {}).error().code, ErrorCode::kKeyUnusable);
    EXPECT_EQ(raw_bytes().find(kAddress), std::string::npos);
    hidden = generate_master_key().value();
    EXPECT_EQ(Repository::open(path, master, {}, &hidden).error().code, ErrorCode::kKeyMismatch);
}

TEST_P(RepositoryPrivacy, HiddenFieldsOfAnotherAreFound) {
    auto repository = open_both();
    for (int i = 1; i <= 2; ++i) {
        const auto holder = enroll(repository, i).value();
        auto change = repository.change();
        ASSERT_TRUE(change->set_hidden_fields(holder, {{PersonalField::kAddress, std::string(kAddress)}}));
        ASSERT_TRUE(change->commit());
    }
    tamper("UPDATE hidden SET sealed = (SELECT sealed FROM hidden WHERE holder = 2) WHERE holder = 1");
    EXPECT_EQ(repository.hidden_fields(HolderId(1)).error().code, ErrorCode::kStoreDamaged);
    EXPECT_TRUE(repository.hidden_fields(HolderId(2)));
}

TEST_P(RepositoryPrivacy, VoluntaryRecordsComeAndGo) {
    auto repository = open_both();
    const auto holder = enroll(repository, 1).value();
    std::int64_t id = 0;
    {
        auto change = repository.change();
        id = change->add_voluntary_record(holder, VoluntaryKind::kBloodGroup, "blood of nobody: AB").value();
        ASSERT_TRUE(change->add_voluntary_record(holder, VoluntaryKind::kDnaReference, "laboratory 7, sample 12"));
        EXPECT_EQ(change->add_voluntary_record(holder, VoluntaryKind::kOther, "").error().code,
                  ErrorCode::kInvalidArgument);
        ASSERT_TRUE(change->commit());
    }
    const auto records = repository.voluntary_records(holder).value();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].kind, VoluntaryKind::kBloodGroup);
    EXPECT_EQ(records[1].text, "laboratory 7, sample 12");
    EXPECT_EQ(raw_bytes().find("blood of nobody"), std::string::npos);
    auto change = repository.change();
    EXPECT_EQ(change->remove_voluntary_record(HolderId(2), id).error().code, ErrorCode::kNotFound);
    ASSERT_TRUE(change->remove_voluntary_record(holder, id));
    ASSERT_TRUE(change->commit());
    EXPECT_EQ(repository.voluntary_records(holder)->size(), 1U);
}

TEST_P(RepositoryPrivacy, RolesKeepTheirSecretsAndPlaces) {
    auto repository = open();
    for (const auto* name : {"clerk", "registrar"}) {
        auto change = repository.change();
        StoredRole stored;
        stored.role = {name, {"correction"}, {PersonalField::kAddress}};
        stored.secret = SecretBytes::copy_of(bytes_of("a secret of thirty-two bytes...."));
        stored.failures = 2;
        ASSERT_TRUE(change->put_role(stored));
        stored.last_step = 17;
        ASSERT_TRUE(change->put_role(stored));
        ASSERT_TRUE(change->commit());
    }
    EXPECT_EQ(repository.roles()->size(), 2U);
    const auto clerk = repository.role("clerk");
    ASSERT_TRUE(clerk);
    EXPECT_EQ(clerk->last_step, 17);
    EXPECT_EQ(clerk->failures, 2);
    EXPECT_EQ(text_of(clerk->secret.view()), "a secret of thirty-two bytes....");
    EXPECT_EQ(repository.role("king").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(raw_bytes().find("a secret of thirty-two"), std::string::npos);
    tamper("UPDATE roles SET sealed = (SELECT sealed FROM roles WHERE name = 'registrar') WHERE name = 'clerk'");
    EXPECT_EQ(repository.role("clerk").error().code, ErrorCode::kStoreDamaged);
    auto change = repository.change();
    ASSERT_TRUE(change->remove_role("registrar"));
    EXPECT_EQ(change->remove_role("registrar").error().code, ErrorCode::kNotFound);
}

TEST_P(RepositoryPrivacy, WhoIsHeldIsKnownUntilReleased) {
    auto repository = open();
    const auto holder = enroll(repository, 1).value();
    const auto before = repository.marks().value();
    {
        auto change = repository.change();
        ASSERT_TRUE(change->hold(holder, HolderId(7), {}));
        ASSERT_TRUE(change->commit());
    }
    EXPECT_EQ(repository.held().value(), std::set{holder});
    EXPECT_NE(repository.marks().value(), before);
    auto change = repository.change();
    ASSERT_TRUE(change->release(holder));
    EXPECT_EQ(change->release(holder).error().code, ErrorCode::kNotFound);
    ASSERT_TRUE(change->commit());
    EXPECT_TRUE(repository.held()->empty());
}

TEST_P(RepositoryPrivacy, CardsKeepTheirDetailsAndPin) {
    auto repository = open();
    const auto holder = enroll(repository, 1).value();
    CardDetails details;
    details.issuer = "Bank of Nowhere";
    details.expires = std::chrono::year(2029) / 12;
    details.is_default = true;
    details.policy.max_amount = 500;
    details.policy.duress = {FingerId(1)};
    Card card;
    {
        auto change = repository.change();
        const std::array fingers = {FingerId(1)};
        card = change->add_card(holder, CardKind::kDebit, "4111111111111111", "purse", fingers, details).value();
        const auto hashed = hash_pin("274918").value();
        card = change->set_pin(card, hashed).value();
        ASSERT_TRUE(change->commit());
    }
    const auto found = repository.find_card(holder, "purse").value();
    EXPECT_EQ(found->details, details);
    EXPECT_TRUE(found->has_pin);
    EXPECT_EQ(text_of(repository.card_number(*found)->view()), "4111111111111111");
    EXPECT_TRUE(pin_matches(repository.pin_record(*found)->view(), "274918").value());
    EXPECT_EQ(found->status_at(std::chrono::sys_days(std::chrono::year(2029) / 12 / 31)), CardStatus::kActive);
    EXPECT_EQ(found->status_at(std::chrono::sys_days(std::chrono::year(2030) / 1 / 1)), CardStatus::kExpired);
    // A new status keeps the PIN, a new PIN the status.
    auto change = repository.change();
    const auto lost = change->set_card_status(*found, CardStatus::kLost).value();
    EXPECT_FALSE(change->set_pin(lost, {})->has_pin);
    ASSERT_TRUE(change->commit());
    const auto again = repository.find_card(holder, "purse").value();
    EXPECT_EQ(again->status, CardStatus::kLost);
    EXPECT_FALSE(again->has_pin);
    EXPECT_EQ(raw_bytes().find("Bank of Nowhere"), std::string::npos);
}

TEST_P(RepositoryPrivacy, ErasingTakesHiddenFieldsAndRecordsAlong) {
    auto repository = open_both();
    const auto holder = enroll(repository, 1).value();
    auto change = repository.change();
    ASSERT_TRUE(change->set_hidden_fields(holder, {{PersonalField::kAddress, std::string(kAddress)}}));
    ASSERT_TRUE(change->add_voluntary_record(holder, VoluntaryKind::kBloodGroup, "AB"));
    ASSERT_TRUE(change->hold(holder, {}, {}));
    ASSERT_TRUE(change->erase_person(holder));
    ASSERT_TRUE(change->commit());
    EXPECT_TRUE(repository.hidden_fields(holder)->empty());
    EXPECT_TRUE(repository.voluntary_records(holder)->empty());
    EXPECT_TRUE(repository.held()->empty());
}

DACTYL_ON_EVERY_STORE(RepositoryPrivacy);

}  // namespace
}  // namespace dactyl
