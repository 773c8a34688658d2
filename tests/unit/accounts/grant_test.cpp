#include "engine/accounts/grant.hpp"

#include <random>

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow{1'800'000'000s};

class GrantTest : public testing::Test {
  protected:
    GrantTest() : key(SigningKey::generate().value()) {
        claims.id = {std::byte{1}};
        claims.store = {std::byte{2}};
        claims.card = {std::byte{3}};
        claims.purpose = {"terminal 7", Bytes(16, std::byte{9}), 1250};
        claims.issued = kNow;
        claims.expires = kNow + 30s;
    }
    Result<GrantClaims> check(ByteView grant) const {
        return check_grant(grant, key.public_key(), claims.purpose, kNow);
    }

    SigningKey key;
    GrantClaims claims;
};

TEST_F(GrantTest, SaysWhatWasSigned) {
    const auto checked = check(sign_grant(claims, key).value());
    ASSERT_TRUE(checked);
    EXPECT_EQ(*checked, claims);
}

TEST_F(GrantTest, IsForOneTerminalChallengeAndAmount) {
    const auto grant = sign_grant(claims, key).value();
    const auto code_for = [&](auto change) {
        GrantPurpose other = claims.purpose;
        change(other);
        return check_grant(grant, key.public_key(), other, kNow).error().code;
    };
    EXPECT_EQ(code_for([](GrantPurpose& p) { p.terminal = "terminal 8"; }), ErrorCode::kNotAllowed);
    EXPECT_EQ(code_for([](GrantPurpose& p) { p.challenge[0] = std::byte{0}; }), ErrorCode::kNotAllowed);
    EXPECT_EQ(code_for([](GrantPurpose& p) { p.amount = 125000; }), ErrorCode::kNotAllowed);
}

TEST_F(GrantTest, IsForAMoment) {
    const auto grant = sign_grant(claims, key).value();
    const auto at = [&](std::chrono::sys_seconds now) {
        return check_grant(grant, key.public_key(), claims.purpose, now);
    };
    EXPECT_TRUE(at(kNow + 29s));
    EXPECT_EQ(at(kNow + 30s).error().code, ErrorCode::kTimeout);
    EXPECT_TRUE(at(kNow - 5s));
    EXPECT_EQ(at(kNow - 6s).error().code, ErrorCode::kTimeout);
}

TEST_F(GrantTest, EveryAlteredBitIsFound) {
    const auto grant = sign_grant(claims, key).value();
    for (std::size_t bit = 0; bit < grant.size() * 8; bit += 3) {
        Bytes altered = grant;
        altered[bit / 8] ^= std::byte{1} << (bit % 8);
        const auto checked = check(altered);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, bit / 8 < 4 ? ErrorCode::kCorrupt : ErrorCode::kNotAllowed);
    }
    for (std::size_t size = 0; size < grant.size(); ++size) EXPECT_FALSE(check(ByteView(grant).first(size)));
    EXPECT_EQ(check_grant(grant, SigningKey::generate()->public_key(), claims.purpose, kNow).error().code,
              ErrorCode::kNotAllowed);
}

TEST_F(GrantTest, OneOfSm2IsCheckedInTheSameWay) {
    const auto sm2 = SigningKey::generate(SignatureAlgorithm::kSm2).value();
    auto grant = sign_grant(claims, sm2).value();
    EXPECT_TRUE(check_grant(grant, sm2.public_key(), claims.purpose, kNow));
    EXPECT_FALSE(check_grant(grant, key.public_key(), claims.purpose, kNow));
    grant.back() ^= std::byte{1};
    EXPECT_EQ(check_grant(grant, sm2.public_key(), claims.purpose, kNow).error().code, ErrorCode::kNotAllowed);
}

TEST_F(GrantTest, SignedNonsenseIsMalformed) {
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        Bytes nonsense(4 + random() % 200, std::byte{0});
        for (std::byte& byte : nonsense) byte = static_cast<std::byte>(random());
        std::ranges::copy(bytes_of("DGR1"), nonsense.begin());
        const auto signature = key.sign(nonsense).value();
        nonsense.insert(nonsense.end(), signature.begin(), signature.end());
        EXPECT_EQ(check(nonsense).error().code, ErrorCode::kCorrupt);
    }
}

TEST_F(GrantTest, ALedgerTakesEachGrantOnce) {
    GrantLedger ledger;
    EXPECT_TRUE(ledger.use(claims, kNow));
    EXPECT_EQ(ledger.use(claims, kNow + 1s).error().code, ErrorCode::kNotAllowed);
    GrantClaims other = claims;
    other.id = {std::byte{7}};
    EXPECT_TRUE(ledger.use(other, kNow));
}

TEST(GrantPurpose, IsBounded) {
    EXPECT_TRUE(GrantPurpose{}.check());
    EXPECT_FALSE((GrantPurpose{std::string(65, 'a'), {}, 0}).check());
    EXPECT_FALSE((GrantPurpose{"a\nb", {}, 0}).check());
    EXPECT_FALSE((GrantPurpose{"a", Bytes(65), 0}).check());
}

}  // namespace
}  // namespace dactyl
