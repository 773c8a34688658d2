// Keys, backups and other documents: what surrounds a store.
#include "engine/accounts/key_file.hpp"
#include "engine/extract/extract.hpp"
#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

class ServiceSurroundings : public ServiceTest {
  protected:
    ServiceSurroundings() { EXPECT_TRUE(enroll(1, 11)); }
    std::filesystem::path new_key(const std::string& name) {
        const auto path = folder.path() / name;
        EXPECT_TRUE(write_key_file(path, generate_master_key().value()));
        return path;
    }
};

TEST_F(ServiceSurroundings, BothKeysRotateWhileItRuns) {
    ASSERT_TRUE(service.set_hidden(number_of_nobody(1), {{PersonalField::kPhone, "000"}}));
    StoreLocation next = location;
    next.key = new_key("next.key");
    next.second_key = new_key("next.hidden");
    ASSERT_TRUE(service.rotate_key(StoreKey::kMain, next.key));
    ASSERT_TRUE(service.rotate_key(StoreKey::kHidden, next.second_key));
    EXPECT_TRUE(std::holds_alternative<Recognised>(verify(1, {.finger = 11})));
    EXPECT_EQ(Service::open(location).error().code, ErrorCode::kKeyMismatch);
    auto again = Service::open(next, policy, environment());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->export_holder(number_of_nobody(1))->hidden.size(), 1U);
    EXPECT_EQ(again->keys()->epoch, 2);
    EXPECT_TRUE(again->verify_audit()->intact());
    EXPECT_EQ(service.rotate_key(StoreKey::kMain, folder.path() / "none").error().code, ErrorCode::kKeyUnusable);
}

TEST_F(ServiceSurroundings, ThoseWithOutdatedPrintsAreNamed) {
    EXPECT_TRUE(service.outdated_holders()->empty());
    ServiceEnvironment earlier = environment();
    earlier.extract = [](const ImageView& picture) {
        auto print = read_picture(picture);
        if (print) print->extractor_version = static_cast<std::uint16_t>(extractor_version() - 1);
        return print;
    };
    auto before = Service::open(location, policy, earlier);
    ASSERT_TRUE(before);
    const GrayImage picture = picture_of({.finger = 12});
    EnrolmentRequest request{number_of_nobody(2), "Nobody", {}};
    request.fingers.emplace_back().placements = {picture};
    const auto enrolled = before->enroll(request);
    ASSERT_TRUE(enrolled) << enrolled.error().message;
    const auto outdated = service.outdated_holders();
    ASSERT_TRUE(outdated);
    ASSERT_EQ(outdated->size(), 1U);
    EXPECT_EQ(outdated->front().id, as<EnrolmentReport>(*enrolled).holder.id);
    EXPECT_EQ(service.holders()->size(), 2U);
}

TEST_F(ServiceSurroundings, ABackupIsMadeWhileItRunsAndRestored) {
    ASSERT_TRUE(link(1, "purse"));
    const auto file = folder.path() / "backup";
    ASSERT_TRUE(service.backup(file));
    ASSERT_TRUE(service.erase(number_of_nobody(1)));
    StoreLocation place = location;
    place.database = folder.path() / "restored.db";
    place.second_key = location.hidden_key();
    ASSERT_TRUE(Service::restore(place, file));
    EXPECT_EQ(Service::restore(place, file).error().code, ErrorCode::kAlreadyExists);
    auto restored = Service::open(place, policy, environment());
    ASSERT_TRUE(restored);
    EXPECT_TRUE(restored->check());
    EXPECT_TRUE(std::holds_alternative<Grant>(
        restored->unlock(number_of_nobody(1), picture_of({.finger = 11}), "purse")->answer));
}

TEST_F(ServiceSurroundings, APassportNamesAHolderToo) {
    const auto passport = IdentityNumber::parse(DocumentKind::kPassport, "DEU-C01X00T47").value();
    const GrayImage picture = picture_of({.finger = 21});
    EnrolmentRequest request{passport, "Nobody Abroad", {}};
    request.household = "Shanghai / Pudong";
    request.hidden = {{PersonalField::kNationality, "DEU"}};
    request.fingers.emplace_back().placements = {picture};
    const auto enrolled = service.enroll(request);
    ASSERT_TRUE(enrolled) << enrolled.error().message;
    const auto& holder = as<EnrolmentReport>(*enrolled).holder;
    EXPECT_EQ(holder.masked_number, "DEU******T47");
    EXPECT_EQ(holder.household, "Shanghai / Pudong");
    EXPECT_TRUE(std::holds_alternative<Recognised>(service.verify(passport, picture)->answer));
    EXPECT_EQ(service.export_holder(passport)->number, "passport:DEUC01X00T47");
}

}  // namespace
}  // namespace dactyl
