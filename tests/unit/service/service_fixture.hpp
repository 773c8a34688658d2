#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/service/service.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/service/prints_of_nobody.hpp"

namespace dactyl {

ResidentId number_of_nobody(int index);

/// A service on an empty store of a test's own, with a clock that the test sets and an extractor that reads what
/// picture_of() wrote.
class ServiceTest : public testing::Test {
  protected:
    explicit ServiceTest(Policy rules = {});

    Service open() const;
    ServiceEnvironment environment() const;
    /// Enrols the finger of that number (two impressions) as the person of that number.
    Result<EnrolmentAnswer> enroll(int person, int finger, FingerPosition position = FingerPosition::kRightIndex);
    /// The ids of the person's fingers, each by its first impression.
    std::vector<FingerId> fingers_of(int person);
    /// Links a shopping card with that alias, opened by those fingers (none: all).
    Result<Card> link(int person, const std::string& alias, std::vector<FingerId> fingers = {});

    RecognitionAnswer verify(int person, const PrintOfNobody& print);
    RecognitionAnswer identify(const PrintOfNobody& print);
    UnlockAnswer unlock(int person, const PrintOfNobody& print, const std::string& card = "");

    TemporaryFolder folder;
    StoreLocation location;
    Policy policy;
    std::chrono::system_clock::time_point now;
    Service service;

  private:
    int cards_linked_ = 0;
};

template <class Wanted, class Answer>
const Wanted& as(const Answer& answer) {
    const auto* const wanted = std::get_if<Wanted>(&answer);
    if (wanted == nullptr) throw std::runtime_error("another answer: alternative " + std::to_string(answer.index()));
    return *wanted;
}

}  // namespace dactyl
