#include "tests/unit/service/service_fixture.hpp"

#include <set>
#include <stdexcept>

#include <fmt/core.h>

namespace dactyl {
namespace {

using namespace std::chrono_literals;

Service open_new(const StoreLocation& location, const Policy& policy, const ServiceEnvironment& environment) {
    if (const auto created = Service::create(location); !created) throw std::runtime_error(created.error().message);
    return std::move(Service::open(location, policy, environment).value());
}

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

}  // namespace

ResidentId number_of_nobody(int index) {
    const std::string body = fmt::format("110105{:04}0101{:03}", 1900 + index / 1000, index % 1000);
    return ResidentId::parse(body + ResidentId::check_character(body).value()).value();
}

ServiceTest::ServiceTest(Policy rules)
    : location{folder.path() / "store.db", folder.path() / "master.key"},
      policy(rules),
      now(std::chrono::sys_seconds(1'800'000'000s)),
      service(open_new(location, policy, environment())) {}

ServiceEnvironment ServiceTest::environment() const {
    return {.now = [this] { return now; }, .extract = read_picture, .store = {}};
}

Service ServiceTest::open() const { return std::move(Service::open(location, policy, environment()).value()); }

Result<EnrolmentAnswer> ServiceTest::enroll(int person, int finger, FingerPosition position) {
    const GrayImage first = picture_of({.finger = finger});
    const GrayImage second = picture_of({.finger = finger, .impression = 1});
    EnrolmentRequest request{number_of_nobody(person), fmt::format("Nobody {}", person), {}};
    FingerEnrolment& enrolment = request.fingers.emplace_back();
    enrolment.position = position;
    enrolment.placements = {first, second};
    return service.enroll(request);
}

std::vector<FingerId> ServiceTest::fingers_of(int person) {
    std::set<FingerId> fingers;
    for (const EnrolledFinger& finger : must(service.holder(number_of_nobody(person))).fingers) {
        fingers.insert(finger.finger);
    }
    return {fingers.begin(), fingers.end()};
}

Result<Card> ServiceTest::link(int person, const std::string& alias, std::vector<FingerId> fingers) {
    return service.link_card(number_of_nobody(person), {.kind = CardKind::kShopping,
                                                        .number = fmt::format("SHOP{:08}", ++cards_linked_),
                                                        .alias = alias,
                                                        .fingers = std::move(fingers)});
}

RecognitionAnswer ServiceTest::verify(int person, const PrintOfNobody& print) {
    return must(service.verify(number_of_nobody(person), picture_of(print))).answer;
}

RecognitionAnswer ServiceTest::identify(const PrintOfNobody& print) {
    return must(service.identify(picture_of(print))).answer;
}

UnlockAnswer ServiceTest::unlock(int person, const PrintOfNobody& print, const std::string& card) {
    return must(service.unlock(number_of_nobody(person), picture_of(print), card)).answer;
}

}  // namespace dactyl
