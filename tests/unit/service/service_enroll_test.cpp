#include <thread>

#include "tests/unit/service/service_fixture.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

class ServiceEnroll : public ServiceTest {
  protected:
    // Enrols pictures under a name of the test's choice.
    Result<EnrolmentAnswer> enroll_pictures(int person, const std::string& name,
                                            const std::vector<std::vector<PrintOfNobody>>& fingers) {
        std::vector<GrayImage> pictures;
        pictures.reserve(100);
        EnrolmentRequest request{number_of_nobody(person), name, {}};
        for (const auto& placements : fingers) {
            FingerEnrolment finger;
            for (const PrintOfNobody& print : placements) {
                pictures.push_back(picture_of(print));
                finger.placements.emplace_back(pictures.back().view());
            }
            request.fingers.push_back(std::move(finger));
        }
        return service.enroll(request);
    }
    ErrorCode error_of(const Result<EnrolmentAnswer>& answer) {
        return answer ? ErrorCode::kInternal : answer.error().code;
    }
    std::size_t people() const { return service.holders()->size(); }
};

TEST_F(ServiceEnroll, ReportsWhatWasStored) {
    const auto answer = enroll(1, 11);
    ASSERT_TRUE(answer);
    const auto& report = as<EnrolmentReport>(*answer);
    EXPECT_FALSE(report.added_to_existing);
    EXPECT_EQ(report.holder.masked_name, "N**");
    ASSERT_EQ(report.fingers.size(), 2U);
    EXPECT_EQ(report.fingers[0].finger, report.fingers[0].id);
    EXPECT_EQ(report.fingers[1].finger, report.fingers[0].id);
    EXPECT_EQ(report.fingers[1].minutiae, 45);
    EXPECT_GT(report.timings.total, 0);
}

TEST_F(ServiceEnroll, WeakPrintsAreAskedForAgainAndNothingIsStored) {
    const auto reason = [&](const PrintOfNobody& print) {
        return as<Retry>(*enroll_pictures(1, "Nobody", {{{.finger = 1}, print}})).reason;
    };
    EXPECT_EQ(reason({.finger = -1}), Retry::Reason::kNoFinger);
    EXPECT_EQ(reason({.finger = 1, .quality = policy.enroll_min_quality - 1}), Retry::Reason::kPoorPicture);
    EXPECT_EQ(people(), 0U);
}

TEST_F(ServiceEnroll, PlacementsOfDifferentFingersAreRefused) {
    EXPECT_EQ(error_of(enroll_pictures(1, "Nobody", {{{.finger = 1}, {.finger = 2}}})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of(enroll_pictures(1, "Nobody", {{{.finger = 1}}, {{.finger = 1, .impression = 1}}})),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(people(), 0U);
}

TEST_F(ServiceEnroll, WrongRequestsAreRefused) {
    EXPECT_EQ(error_of(enroll_pictures(1, "", {{{.finger = 1}}})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of(enroll_pictures(1, "a\nb", {{{.finger = 1}}})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of(enroll_pictures(1, std::string(201, 'a'), {{{.finger = 1}}})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of(enroll_pictures(1, "Nobody", {})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error_of(enroll_pictures(1, "Nobody", {{}})), ErrorCode::kInvalidArgument);
    now = std::chrono::sys_days(1900y / 1 / 1) - 1h;
    EXPECT_EQ(error_of(enroll(1, 1)), ErrorCode::kBadNumber);
    EXPECT_EQ(people(), 0U);
}

TEST_F(ServiceEnroll, AFingerOfAnotherHolderIsRefused) {
    ASSERT_TRUE(enroll(1, 11));
    EXPECT_EQ(error_of(enroll(2, 11)), ErrorCode::kAlreadyExists);
    EXPECT_EQ(error_of(enroll_pictures(2, "Nobody", {{{.finger = 12}}, {{.finger = 11, .impression = 3}}})),
              ErrorCode::kAlreadyExists);
    EXPECT_EQ(people(), 1U);
}

TEST_F(ServiceEnroll, FurtherFingersAreAdded) {
    ASSERT_TRUE(enroll(1, 11));
    const auto answer = enroll(1, 12, FingerPosition::kLeftIndex);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(as<EnrolmentReport>(*answer).added_to_existing);
    EXPECT_EQ(fingers_of(1).size(), 2U);
    EXPECT_EQ(people(), 1U);
}

TEST_F(ServiceEnroll, MoreImpressionsOfAFingerJoinIt) {
    ASSERT_TRUE(enroll(1, 11));
    ASSERT_TRUE(enroll_pictures(1, "Nobody 1", {{{.finger = 11, .impression = 5}}}));
    EXPECT_EQ(service.holder(number_of_nobody(1))->fingers.size(), 3U);
    EXPECT_EQ(fingers_of(1).size(), 1U);
    EXPECT_EQ(error_of(enroll(1, 11, FingerPosition::kLeftThumb)), ErrorCode::kInvalidArgument);
}

TEST_F(ServiceEnroll, ANumberKeepsItsName) {
    ASSERT_TRUE(enroll(1, 11));
    EXPECT_EQ(error_of(enroll_pictures(1, "Somebody else", {{{.finger = 12}}})), ErrorCode::kInvalidArgument);
    EXPECT_EQ(service.holder(number_of_nobody(1))->fingers.size(), 2U);
}

TEST_F(ServiceEnroll, TheSameFingerEnrolledManyTimesAtOnceIsTakenOnce) {
    std::atomic<int> taken = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int person = 0; person < 6; ++person) {
        threads.emplace_back([&, person] {
            const auto answer = enroll(person, 11);
            if (answer) ++taken;
            if (!answer && answer.error().code == ErrorCode::kAlreadyExists) ++refused;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(people(), 1U);
}

TEST_F(ServiceEnroll, TwoServicesOnOneStoreAgreeOnWhoWasFirst) {
    Service other = open();
    ASSERT_TRUE(other.load_gallery());
    ASSERT_TRUE(enroll(1, 11));
    const GrayImage picture = picture_of({.finger = 11, .impression = 2});
    EnrolmentRequest request{number_of_nobody(2), "Nobody 2", {}};
    request.fingers.emplace_back().placements = {picture};
    EXPECT_EQ(error_of(other.enroll(request)), ErrorCode::kAlreadyExists);
}

}  // namespace
}  // namespace dactyl
