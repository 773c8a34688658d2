#include "engine/accounts/identity_number.hpp"

namespace dactyl {
namespace {

std::string with_check(const std::string& body) { return body + ResidentId::check_character(body).value(); }

TEST(IdentityNumber, AResidentNumberIsOne) {
    const auto resident = ResidentId::parse(with_check("33010619900307002")).value();
    const IdentityNumber number = resident;
    EXPECT_EQ(number.kind(), DocumentKind::kResidentId);
    EXPECT_EQ(number.text(), resident.number());
    EXPECT_EQ(number.masked(), resident.masked());
    EXPECT_EQ(number.birth_date(), resident.birth_date());
    EXPECT_EQ(number.province(), "Zhejiang");
}

TEST(IdentityNumber, APassportIsAStateAndANumber) {
    const auto number = IdentityNumber::parse(DocumentKind::kPassport, "chn-e12345678");
    ASSERT_TRUE(number);
    EXPECT_EQ(number->number(), "CHNE12345678");
    EXPECT_EQ(number->text(), "passport:CHNE12345678");
    EXPECT_EQ(number->masked(), "CHN******678");
    EXPECT_EQ(number->birth_date(), std::nullopt);
    EXPECT_EQ(number->province(), "");
    for (const auto* wrong : {"", "CHN", "CHN1234", "CHN1234567890", "C1N12345678", "CHN1234567;"}) {
        EXPECT_EQ(IdentityNumber::parse(DocumentKind::kPassport, wrong).error().code, ErrorCode::kBadNumber) << wrong;
    }
}

TEST(IdentityNumber, AForeignResidentHasEitherForm) {
    const std::string number = with_check("93115619900307001");
    EXPECT_TRUE(IdentityNumber::parse(DocumentKind::kForeignResident, number));
    EXPECT_TRUE(IdentityNumber::parse(DocumentKind::kForeignResident, "USA110066010112"));
    std::string wrong = number;
    wrong.back() = wrong.back() == '1' ? '2' : '1';
    EXPECT_EQ(IdentityNumber::parse(DocumentKind::kForeignResident, wrong).error().code, ErrorCode::kBadCheckDigit);
    for (const std::string& bad : {with_check("13115619900307001"), with_check("93115619901307001"),
                                   std::string("US1110066010112"), std::string("USA11006601011")}) {
        EXPECT_EQ(IdentityNumber::parse(DocumentKind::kForeignResident, bad).error().code, ErrorCode::kBadNumber);
    }
}

TEST(IdentityNumber, ComesBackFromItsText) {
    for (const IdentityNumber& number :
         {IdentityNumber(ResidentId::parse(with_check("11010519491231002")).value()),
          IdentityNumber::parse(DocumentKind::kPassport, "DEUC01X00T47").value(),
          IdentityNumber::parse(DocumentKind::kForeignResident, "USA110066010112").value()}) {
        EXPECT_EQ(IdentityNumber::from_text(number.text()).value(), number);
    }
    EXPECT_EQ(IdentityNumber::from_text("library:12345678").error().code, ErrorCode::kBadNumber);
}

TEST(IdentityNumber, KindsHaveNames) {
    for (const auto kind : {DocumentKind::kResidentId, DocumentKind::kPassport, DocumentKind::kForeignResident}) {
        EXPECT_EQ(parse_document_kind(to_string(kind)), kind);
    }
    EXPECT_EQ(parse_document_kind("library"), std::nullopt);
}

}  // namespace
}  // namespace dactyl
