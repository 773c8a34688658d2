#include "engine/accounts/disclosure.hpp"

namespace dactyl {
namespace {

TEST(PersonalField, Named) {
    for (const PersonalField field : kPersonalFields) EXPECT_EQ(parse_personal_field(to_string(field)), field);
    EXPECT_EQ(parse_personal_field("soul"), std::nullopt);
}

TEST(PersonalField, OnlyTextsAreHiddenTexts) {
    EXPECT_TRUE(check_hidden({{PersonalField::kAddress, "1 Nowhere Street"}, {PersonalField::kPhone, "000"}}));
    EXPECT_EQ(check_hidden({{PersonalField::kNumber, "1"}}).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(check_hidden({{PersonalField::kAddress, "a\nb"}}).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(check_hidden({{PersonalField::kAddress, std::string(401, 'a')}}).error().code,
              ErrorCode::kInvalidArgument);
}

TEST(Role, MayWhatItWasGiven) {
    const Role role = {"registrar", {"correction"}, {PersonalField::kAddress}};
    EXPECT_TRUE(role.check());
    EXPECT_TRUE(role.may_name("correction"));
    EXPECT_FALSE(role.may_name("curiosity"));
    EXPECT_TRUE(role.may_open(PersonalField::kAddress));
    EXPECT_FALSE(role.may_open(PersonalField::kPhone));
}

TEST(Role, NeedsANameAPurposeAndAField) {
    for (const Role& wrong :
         {Role{"", {"a"}, {PersonalField::kName}}, Role{"a", {}, {PersonalField::kName}}, Role{"a", {"b"}, {}},
          Role{"a", {""}, {PersonalField::kName}}, Role{"a", {"b"}, {static_cast<PersonalField>(99)}}}) {
        EXPECT_EQ(wrong.check().error().code, ErrorCode::kInvalidArgument);
    }
}

}  // namespace
}  // namespace dactyl
