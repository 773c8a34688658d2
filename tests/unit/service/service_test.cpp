#include "engine/service/service.hpp"

#include <fstream>

#include <sys/stat.h>

#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

class ServiceStore : public ServiceTest {
  protected:
    ErrorCode open_error() {
        const auto opened = Service::open(location, policy, environment());
        return opened ? ErrorCode::kInternal : opened.error().code;
    }
};

TEST_F(ServiceStore, CreationNeverReplaces) {
    EXPECT_EQ(Service::create(location).error().code, ErrorCode::kAlreadyExists);
}

TEST_F(ServiceStore, CreationUsesAKeyThatIsThere) {
    const StoreLocation second = {folder.path() / "second.db", location.key};
    ASSERT_TRUE(Service::create(second));
    EXPECT_TRUE(Service::open(second));
}

TEST_F(ServiceStore, AFailedCreationLeavesNoKey) {
    const StoreLocation nowhere = {folder.path() / "missing" / "store.db", folder.path() / "lonely.key"};
    EXPECT_EQ(Service::create(nowhere).error().code, ErrorCode::kNotFound);
    EXPECT_FALSE(fs::exists(nowhere.key));
}

TEST_F(ServiceStore, WrongPoliciesAreRefused) {
    policy.max_attempts = 0;
    EXPECT_EQ(open_error(), ErrorCode::kInvalidArgument);
}

TEST_F(ServiceStore, KeysThatDoNotFitAreToldApart) {
    ASSERT_TRUE(Service::create({folder.path() / "other.db", folder.path() / "other.key"}));
    const auto own = location.key;
    location.key = folder.path() / "other.key";
    EXPECT_EQ(open_error(), ErrorCode::kKeyMismatch);
    location.key = folder.path() / "none.key";
    EXPECT_EQ(open_error(), ErrorCode::kKeyUnusable);
    location.key = own;
    ASSERT_EQ(::chmod(own.c_str(), 0644), 0);
    EXPECT_EQ(open_error(), ErrorCode::kKeyUnusable);
}

TEST_F(ServiceStore, MissingAndDamagedStoresAreToldApart) {
    location.database = folder.path() / "none.db";
    EXPECT_EQ(open_error(), ErrorCode::kNotFound);
    std::ofstream(location.database) << std::string(9000, 'x');
    EXPECT_EQ(open_error(), ErrorCode::kStoreDamaged);
}

TEST_F(ServiceStore, AHolderIsShownAndListed) {
    ASSERT_TRUE(enroll(1, 11));
    ASSERT_TRUE(enroll(2, 12));
    ASSERT_TRUE(link(1, "purse"));
    const auto record = service.holder(number_of_nobody(1));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->summary.masked_name, "N**");
    EXPECT_EQ(record->summary.household, "Beijing");
    EXPECT_EQ(record->summary.masked_name, "N**");
    EXPECT_EQ(record->summary.masked_number, number_of_nobody(1).masked());
    ASSERT_EQ(record->fingers.size(), 2U);
    EXPECT_EQ(record->fingers[0].position, FingerPosition::kRightIndex);
    EXPECT_EQ(record->fingers[0].quality, 80);
    EXPECT_EQ(record->fingers[0].minutiae, 45);
    EXPECT_GT(record->fingers[0].sealed_bytes, 45U);
    EXPECT_EQ(record->cards.size(), 1U);
    const auto holders = service.holders();
    ASSERT_EQ(holders->size(), 2U);
    EXPECT_EQ((*holders)[1].masked_number, number_of_nobody(2).masked());
    EXPECT_EQ(service.holder(number_of_nobody(3)).error().code, ErrorCode::kNotFound);
}

TEST_F(ServiceStore, AnErasedHolderIsForgotten) {
    ASSERT_TRUE(enroll(1, 11));
    ASSERT_TRUE(enroll(2, 12));
    ASSERT_TRUE(std::holds_alternative<Recognised>(identify({.finger = 11})));
    ASSERT_TRUE(service.erase(number_of_nobody(1)));
    EXPECT_EQ(service.erase(number_of_nobody(1)).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(std::holds_alternative<Refused>(identify({.finger = 11})));
    EXPECT_TRUE(std::holds_alternative<Recognised>(identify({.finger = 12})));
    EXPECT_EQ(service.holders()->size(), 1U);
    EXPECT_TRUE(enroll(3, 11));
}

TEST_F(ServiceStore, AnotherServiceOnTheStoreSeesTheChanges) {
    Service other = open();
    ASSERT_EQ(other.load_gallery().value(), 0U);
    ASSERT_TRUE(enroll(1, 11));
    EXPECT_TRUE(std::holds_alternative<Recognised>(other.identify(picture_of({.finger = 11}))->answer));
    ASSERT_TRUE(service.erase(number_of_nobody(1)));
    EXPECT_TRUE(std::holds_alternative<Refused>(other.identify(picture_of({.finger = 11}))->answer));
}

}  // namespace
}  // namespace dactyl
