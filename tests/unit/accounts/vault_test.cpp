#include "engine/accounts/vault.hpp"

namespace dactyl {
namespace {

constexpr StoreId kStore = {std::byte{1}};
constexpr StoreId kOtherStore = {std::byte{2}};
constexpr HolderId kHolder{7};
constexpr RecordName kRecord = {RecordKind::kImpression, kHolder, 12, 3};

class VaultTest : public testing::Test {
  protected:
    VaultTest()
        : master(generate_master_key().value()),
          created(Vault::create(master, kStore).value()),
          key(Vault::new_holder_key().value()) {}

    MasterKey master;
    Vault::Created created;
    HolderKey key;
};

TEST_F(VaultTest, OpensAgainWithItsKey) {
    const auto again = Vault::open(master, kStore, created.stored);
    ASSERT_TRUE(again);
    const auto wrapped = created.vault.wrap(kHolder, key).value();
    const auto unwrapped = again->unwrap(kHolder, wrapped);
    ASSERT_TRUE(unwrapped);
    EXPECT_TRUE(std::ranges::equal(unwrapped->key.view(), key.key.view()));
    EXPECT_EQ(again->token(TokenKind::kAlias, bytes_of("x")).value(),
              created.vault.token(TokenKind::kAlias, bytes_of("x")).value());
}

TEST_F(VaultTest, AnotherKeyIsToldFromDamage) {
    EXPECT_EQ(Vault::open(generate_master_key().value(), kStore, created.stored).error().code, ErrorCode::kKeyMismatch);
    // The same id with another secret is another key.
    MasterKey imposter = generate_master_key().value();
    imposter.id = master.id;
    EXPECT_EQ(Vault::open(imposter, kStore, created.stored).error().code, ErrorCode::kKeyMismatch);
    auto damaged = created.stored;
    damaged.wrapped[20] ^= std::byte{1};
    EXPECT_EQ(Vault::open(master, kStore, damaged).error().code, ErrorCode::kStoreDamaged);
}

TEST_F(VaultTest, HolderKeysBelongToTheirHolder) {
    const auto wrapped = created.vault.wrap(kHolder, key).value();
    EXPECT_EQ(created.vault.unwrap(HolderId(8), wrapped).error().code, ErrorCode::kStoreDamaged);
}

TEST_F(VaultTest, RecordsOpenInTheirOwnPlaceOnly) {
    const auto sealed = created.vault.seal(key, kRecord, bytes_of("template")).value();
    EXPECT_EQ(text_of(created.vault.open(key, kRecord, sealed)->view()), "template");
    const std::array elsewhere = {
        RecordName{RecordKind::kCard, kHolder, 12, 3}, RecordName{RecordKind::kImpression, HolderId(8), 12, 3},
        RecordName{RecordKind::kImpression, kHolder, 13, 3}, RecordName{RecordKind::kImpression, kHolder, 12, 4}};
    for (const RecordName& name : elsewhere) {
        EXPECT_EQ(created.vault.open(key, name, sealed).error().code, ErrorCode::kStoreDamaged);
    }
    const auto other_store = Vault::create(master, kOtherStore).value();
    EXPECT_EQ(other_store.vault.open(key, kRecord, sealed).error().code, ErrorCode::kStoreDamaged);
    const auto other_key = Vault::new_holder_key().value();
    EXPECT_EQ(created.vault.open(other_key, kRecord, sealed).error().code, ErrorCode::kStoreDamaged);
}

TEST_F(VaultTest, TokensDependOnTextKindAndStore) {
    const auto token = created.vault.token(TokenKind::kResidentId, bytes_of("1")).value();
    EXPECT_EQ(created.vault.token(TokenKind::kResidentId, bytes_of("1")).value(), token);
    EXPECT_NE(created.vault.token(TokenKind::kResidentId, bytes_of("2")).value(), token);
    EXPECT_NE(created.vault.token(TokenKind::kCardNumber, bytes_of("1")).value(), token);
    EXPECT_NE(Vault::create(master, kStore)->vault.token(TokenKind::kResidentId, bytes_of("1")).value(), token);
}

}  // namespace
}  // namespace dactyl
