#include <nlohmann/json.hpp>

#include "engine/certificates/sd_jwt.hpp"
#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

class ServiceCertificates : public ServiceTest {
  protected:
    ServiceCertificates() {
        EXPECT_TRUE(enroll(1, 11));
        EXPECT_TRUE(enroll(2, 12));
        EXPECT_TRUE(service.trust_issuer(issuer));
    }
    std::chrono::sys_seconds clock() const { return std::chrono::floor<std::chrono::seconds>(now); }
    Certificate content(const PublicKey& holder, const std::string& number = "D-1") const {
        return {"University of Nowhere",
                CertificateKind::kDiploma,
                clock() - 24h,
                std::nullopt,
                clock() + 1000h,
                holder,
                {{"number", nlohmann::json(number).dump()}, {"degree", "\"bachelor\""}, {"marks", "[1,2]"}}};
    }
    Result<Card> add(const Certificate& certificate, int person = 1) {
        return service.add_certificate(number_of_nobody(person),
                                       {issue_certificate(certificate, issuers_key).value(), "", {}, {}});
    }
    Result<Card> add_diploma(int person = 1, const std::string& number = "D-1") {
        return add(content(service.request_certificate(number_of_nobody(person)).value(), number), person);
    }
    Result<Timed<UnlockAnswer>> present(std::vector<std::string> fields, int finger = 11,
                                        const std::string& card = "diploma") {
        const auto picture = picture_of({.finger = finger, .impression = 2});
        return service.unlock({number_of_nobody(1), picture, {}, card, purpose, std::move(fields)});
    }

    SigningKey issuers_key = SigningKey::generate().value();
    Issuer issuer{"University of Nowhere", issuers_key.public_key(), {CertificateKind::kDiploma}};
    GrantPurpose purpose{"employer", Bytes(16, std::byte{7}), 0};
};

TEST_F(ServiceCertificates, AFingerShowsTheFieldsAskedFor) {
    const auto card = add_diploma();
    ASSERT_TRUE(card);
    EXPECT_EQ(card->alias, "diploma");
    EXPECT_EQ(card->kind, CardKind::kCertificate);
    const auto answer = present({"degree"});
    ASSERT_TRUE(answer);
    const auto shown =
        check_presentation(as<Grant>(answer->answer).presentation, std::span(&issuer, 1), purpose, clock());
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->fields, (std::map<std::string, std::string>{{"degree", "\"bachelor\""}}));
    EXPECT_EQ(present({"salary"}).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(as<Refused>(present({"degree"}, 99)->answer).reason, Refused::Reason::kNoMatch);
}

TEST_F(ServiceCertificates, ItsCardsRulesHold) {
    ASSERT_TRUE(add_diploma());
    ASSERT_TRUE(link(1, "purse"));
    EXPECT_TRUE(as<Grant>(present({})->answer).presentation.empty());
    EXPECT_EQ(present({"degree"}, 11, "purse").error().code, ErrorCode::kNotFound);
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "diploma", CardStatus::kFrozen));
    EXPECT_EQ(as<Refused>(present({"degree"})->answer).reason, Refused::Reason::kCardFrozen);
    ASSERT_TRUE(service.set_card_status(number_of_nobody(1), "diploma", CardStatus::kActive));
    now += 1001h;
    EXPECT_EQ(as<Refused>(present({"degree"})->answer).reason, Refused::Reason::kCardExpired);
}

TEST_F(ServiceCertificates, OnlyWhatATrustedIssuerBoundToTheHolderIsKept) {
    const auto key = service.request_certificate(number_of_nobody(1)).value();
    EXPECT_EQ(add(content(issuers_key.public_key())).error().code, ErrorCode::kKeyMismatch);
    EXPECT_EQ(add(content(key), 2).error().code, ErrorCode::kKeyMismatch);
    Certificate others = content(key);
    others.fields["id_number"] = "\"" + number_of_nobody(2).number() + "\"";
    EXPECT_EQ(add(others).error().code, ErrorCode::kInvalidArgument);
    others.fields["id_number"] = "\"" + number_of_nobody(1).number() + "\"";
    others.kind = CertificateKind::kMarriage;
    EXPECT_EQ(add(others).error().code, ErrorCode::kNotAllowed);
    others.kind = CertificateKind::kDiploma;
    ASSERT_TRUE(add(others));
    EXPECT_EQ(add(others).error().code, ErrorCode::kKeyMismatch) << "a key is for one certificate";
    ASSERT_TRUE(service.distrust_issuer(issuer.name));
    EXPECT_TRUE(service.issuers()->empty());
    EXPECT_EQ(add_diploma(1, "D-2").error().code, ErrorCode::kNotAllowed);
    EXPECT_EQ(service.distrust_issuer(issuer.name).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(service.link_card(number_of_nobody(1), {CardKind::kCertificate, "12345678", "", {}, {}}).error().code,
              ErrorCode::kBadNumber);
}

TEST_F(ServiceCertificates, TheListShowsNoValues) {
    ASSERT_TRUE(add_diploma());
    Service reopened = open();
    const auto all = reopened.certificates(number_of_nobody(1)).value();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].issuer, issuer.name);
    EXPECT_EQ(all[0].fields, (std::vector<std::string>{"degree", "marks", "number"}));
    EXPECT_TRUE(reopened.certificates(number_of_nobody(2))->empty());
    EXPECT_EQ(reopened.issuers().value(), std::vector<Issuer>{issuer});
    EXPECT_TRUE(reopened.check());
    ASSERT_TRUE(service.unlink_card(number_of_nobody(1), "diploma"));
    EXPECT_TRUE(service.certificates(number_of_nobody(1))->empty());
}

TEST_F(ServiceCertificates, UnderDuressTheDecoyIsShown) {
    ASSERT_TRUE(enroll(1, 21, FingerPosition::kLeftIndex));
    ASSERT_TRUE(add_diploma());
    Certificate harmless = content(service.request_certificate(number_of_nobody(1)).value(), "D-9");
    harmless.fields["degree"] = "\"none\"";
    const auto decoy = service.add_certificate(number_of_nobody(1),
                                               {issue_certificate(harmless, issuers_key).value(), "harmless", {}, {}});
    ASSERT_TRUE(decoy);
    CardDetails details = service.cards(number_of_nobody(1))->front().details;
    details.policy.duress = {fingers_of(1).back()};
    details.policy.decoy = decoy->id;
    ASSERT_TRUE(service.set_card_details(number_of_nobody(1), "diploma", details));
    const auto degree = [&](int finger) {
        const auto answer = present({"degree"}, finger);
        const auto shown =
            check_presentation(as<Grant>(answer->answer).presentation, std::span(&issuer, 1), purpose, clock());
        return shown->fields.at("degree");
    };
    EXPECT_EQ(degree(11), "\"bachelor\"");
    EXPECT_EQ(degree(21), "\"none\"");
}

}  // namespace
}  // namespace dactyl
