#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

class ServiceGrants : public ServiceTest {
  protected:
    ServiceGrants() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(link(1, "purse"));
        EXPECT_TRUE(link(1, "wallet"));
    }
    Grant grant_for(const std::string& card = "purse") {
        return as<Grant>(
            service.unlock(number_of_nobody(1), picture_of({.finger = 11, .impression = 2}), card, purpose, {})
                ->answer);
    }
    std::chrono::sys_seconds clock() const { return std::chrono::floor<std::chrono::seconds>(now); }

    GrantPurpose purpose = {"terminal 7", Bytes(16, std::byte{9}), 1250};
};

TEST_F(ServiceGrants, AnybodyChecksThemWithThePublicKey) {
    const auto key = service.grant_public_key().value();
    const Grant grant = grant_for();
    const auto claims = check_grant(grant.signed_form, key, purpose, clock());
    ASSERT_TRUE(claims);
    EXPECT_EQ(to_hex(claims->id), grant.token);
    EXPECT_EQ(claims->expires, clock() + policy.grant_lifetime);
    EXPECT_EQ(check_grant(grant.signed_form, key, purpose, clock() + policy.grant_lifetime).error().code,
              ErrorCode::kTimeout);
}

TEST_F(ServiceGrants, TheReferenceStandsForTheCard) {
    const auto key = service.grant_public_key().value();
    const auto reference = [&](const std::string& card) {
        return check_grant(grant_for(card).signed_form, key, purpose, clock())->card;
    };
    EXPECT_EQ(reference("purse"), reference("purse"));
    EXPECT_NE(reference("purse"), reference("wallet"));
}

TEST_F(ServiceGrants, TheKeyStays) {
    const auto key = service.grant_public_key().value();
    EXPECT_EQ(open().grant_public_key().value(), key);
}

TEST_F(ServiceGrants, AGrantIsRedeemedOnce) {
    const Grant grant = grant_for();
    GrantPurpose other = purpose;
    other.amount = 9;
    EXPECT_EQ(service.redeem(grant.signed_form, other).error().code, ErrorCode::kNotAllowed);
    EXPECT_TRUE(service.redeem(grant.signed_form, purpose));
    EXPECT_EQ(service.redeem(grant.signed_form, purpose).error().code, ErrorCode::kNotAllowed);
    EXPECT_EQ(open().redeem(grant.signed_form, purpose).error().code, ErrorCode::kNotAllowed);
    EXPECT_TRUE(service.redeem(grant_for().signed_form, purpose));
    now += 31s;
    EXPECT_EQ(service.redeem(grant.signed_form, purpose).error().code, ErrorCode::kTimeout);
    EXPECT_EQ(service.redeem(bytes_of("nonsense"), purpose).error().code, ErrorCode::kCorrupt);
}

TEST_F(ServiceGrants, PurposesAreChecked) {
    purpose.challenge.resize(65);
    EXPECT_EQ(service.unlock({}, picture_of({.finger = 11}), "purse", purpose, {}).error().code,
              ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
