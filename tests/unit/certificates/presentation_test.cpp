#include <gtest/gtest.h>

#include "engine/certificates/sd_jwt.hpp"
#include "tests/unit/certificates/certificate_of_nobody.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

class Presentations : public testing::Test {
  protected:
    std::string presented(const std::vector<std::string>& fields) const {
        return present_certificate(issued, fields, holder, purpose, kToday).value();
    }
    ErrorCode refusal(const std::string& text, const GrantPurpose& expected, std::chrono::seconds later = 0s) const {
        const auto checked = check_presentation(text, trusted, expected, kToday + later);
        EXPECT_FALSE(checked);
        return checked ? ErrorCode::kInternal : checked.error().code;
    }

    SigningKey issuer = key_of_nobody(1);
    SigningKey holder = key_of_nobody(2);
    std::vector<Issuer> trusted = trust(issuer.public_key());
    std::string issued = issue_certificate(diploma_for(holder.public_key()), issuer).value();
    GrantPurpose purpose{"employer", Bytes(16, std::byte{7}), 0};
};

TEST_F(Presentations, ShowTheFieldsAskedForAndNoOther) {
    const Certificate content = diploma_for(holder.public_key());
    Certificate expected = content;
    expected.fields = {{"degree", "\"bachelor\""}};
    EXPECT_EQ(check_presentation(presented({"degree"}), trusted, purpose, kToday).value(), expected);
    expected.fields = content.fields;
    EXPECT_EQ(check_presentation(presented({"marks", "number", "degree"}), trusted, purpose, kToday).value(), expected);
    expected.fields.clear();
    EXPECT_EQ(check_presentation(presented({}), trusted, purpose, kToday).value(), expected);
    EXPECT_LT(presented({"degree"}).size(), presented({"degree", "marks"}).size());
}

TEST_F(Presentations, AreForOneTerminalChallengeAndMoment) {
    const std::string text = presented({"degree"});
    GrantPurpose other = purpose;
    other.terminal = "landlord";
    EXPECT_EQ(refusal(text, other), ErrorCode::kNotAllowed);
    other = purpose;
    other.challenge.back() = std::byte{8};
    EXPECT_EQ(refusal(text, other), ErrorCode::kNotAllowed);
    EXPECT_TRUE(check_presentation(text, trusted, purpose, kToday + 30s));
    EXPECT_EQ(refusal(text, purpose, 31s), ErrorCode::kTimeout);
    EXPECT_EQ(refusal(text, purpose, -6s), ErrorCode::kTimeout);
}

TEST_F(Presentations, CannotBeTakenApartOrAddedTo) {
    const std::string one = presented({"degree"});
    const std::string all = presented({"degree", "marks", "number"});
    const auto binding = [](const std::string& text) { return text.substr(text.rfind('~') + 1); };
    const auto before = [](const std::string& text) { return text.substr(0, text.rfind('~') + 1); };
    EXPECT_EQ(refusal(before(all) + binding(one), purpose), ErrorCode::kNotAllowed);
    EXPECT_EQ(refusal(before(one) + binding(all), purpose), ErrorCode::kNotAllowed);
    EXPECT_EQ(refusal(before(one), purpose), ErrorCode::kCorrupt);
    EXPECT_EQ(refusal(issued, purpose), ErrorCode::kCorrupt);
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::string changed = one;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(check_presentation(changed, trusted, purpose, kToday)) << i;
    }
}

TEST_F(Presentations, AnotherHoldersKeyDoesNotDo) {
    const std::vector<std::string> fields = {"degree"};
    const SigningKey thief = key_of_nobody(3);
    EXPECT_EQ(present_certificate(issued, fields, thief, purpose, kToday).error().code, ErrorCode::kKeyMismatch);
    // The thief's own certificate binds their own token only.
    const auto own = issue_certificate(diploma_for(thief.public_key()), issuer).value();
    const auto theirs = present_certificate(own, fields, thief, purpose, kToday).value();
    const std::string text = presented({"degree"});
    EXPECT_EQ(refusal(text.substr(0, text.rfind('~') + 1) + theirs.substr(theirs.rfind('~') + 1), purpose),
              ErrorCode::kNotAllowed);
}

TEST_F(Presentations, WantATerminalAndAChallenge) {
    const std::vector<std::string> fields = {"degree"};
    const auto code = [&](const GrantPurpose& wanted) {
        return present_certificate(issued, fields, holder, wanted, kToday).error().code;
    };
    EXPECT_EQ(code({"", Bytes(16), 0}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code({"employer", Bytes(15), 0}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code({"employer", Bytes(65), 0}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(refusal(presented({"degree"}), {"employer", {}, 0}), ErrorCode::kInvalidArgument);
    const std::vector<std::string> unknown = {"degree", "salary"};
    EXPECT_EQ(present_certificate(issued, unknown, holder, purpose, kToday).error().code, ErrorCode::kNotFound);
}

TEST_F(Presentations, SmKeysDoAsWell) {
    const auto sm2 = key_of_nobody(5, SignatureAlgorithm::kSm2);
    const auto text = issue_certificate(diploma_for(sm2.public_key()), issuer).value();
    const std::vector<std::string> fields = {"degree"};
    const auto shown = present_certificate(text, fields, sm2, purpose, kToday).value();
    EXPECT_TRUE(check_presentation(shown, trusted, purpose, kToday));
    trusted[0].key = sm2.public_key();
    EXPECT_EQ(refusal(shown, purpose), ErrorCode::kNotAllowed);
}

}  // namespace
}  // namespace dactyl
