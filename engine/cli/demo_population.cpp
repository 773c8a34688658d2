#include "engine/cli/demo_population.hpp"

#include <chrono>

#include <fmt/format.h>

namespace dactyl::cli {
namespace {

// A finger that the store takes for somebody else's is replaced by another one of the population, this far on.
constexpr std::uint32_t kOtherFinger = 1000;
constexpr std::uint32_t kMostFingers = 10;

// A placement that is answered with "place it again" is followed by the next two, as at a counter.
constexpr std::uint32_t kPlacements = 2;
constexpr std::uint32_t kMostPlacements = 10;

Result<EnrolmentAnswer> enrol_once(Service& service, const DemoPerson& person, FingerPosition position,
                                   std::uint32_t number, std::uint32_t first_impression) {
    std::vector<Capture> captures;
    FingerEnrolment finger;
    finger.position = position;
    for (std::uint32_t i = 0; i < kPlacements; ++i) {
        Result<Capture> capture = take_synthetic(number, first_impression + i);
        if (!capture) return pass(capture);
        captures.push_back(std::move(*capture));
    }
    for (const Capture& capture : captures) finger.placements.push_back(capture.image.view());
    return service.enroll({person.number, person.name, {std::move(finger)}});
}

Result<void> enrol(Service& service, const DemoPerson& person) {
    Result<void> done;
    for (std::uint32_t other = 0; other < kMostFingers; ++other) {
        done = enrol_finger(service, person, FingerPosition::kRightIndex, person.finger + other * kOtherFinger);
        if (done || done.error().code != ErrorCode::kAlreadyExists) break;
    }
    return done;
}

Result<int> link_missing_cards(Service& service, const DemoPerson& person) {
    const Result<std::vector<Card>> there = service.cards(person.number);
    if (!there) return pass(there);
    int linked = 0;
    for (const DemoCard& card : person.cards) {
        const bool known =
            std::any_of(there->begin(), there->end(), [&](const Card& c) { return c.kind == card.kind; });
        if (known) continue;
        const Result<Card> done = service.link_card(person.number, {card.kind, card.number, "", {}, {}});
        if (!done) return pass(done);
        ++linked;
    }
    return linked;
}

}  // namespace

Result<Capture> take_synthetic(std::uint32_t finger, std::uint32_t impression) {
    const auto sensor =
        open_sensor(fmt::format("synthetic:?seed={}&finger={}&impression={}", kDemoSeed, finger, impression));
    if (!sensor) return pass(sensor);
    return (*sensor)->capture();
}

Result<void> enrol_finger(Service& service, const DemoPerson& person, FingerPosition position, std::uint32_t number) {
    for (std::uint32_t first = 0; first < kMostPlacements; first += kPlacements) {
        const Result<EnrolmentAnswer> answer = enrol_once(service, person, position, number, first);
        // Placements that do not match one another are an error of the call; at a counter they are taken again.
        const bool apart = !answer && answer.error().code == ErrorCode::kInvalidArgument;
        if (!answer && !apart) return pass(answer);
        if (answer && std::holds_alternative<EnrolmentReport>(*answer)) return {};
    }
    return fail(ErrorCode::kNoFingerprint,
                fmt::format("synthetic finger {} could not be enrolled in {} placements", number, kMostPlacements));
}

Result<PopulationReport> enrol_population(Service& service, int people, const ProgressCallback& progress) {
    const auto start = std::chrono::steady_clock::now();
    PopulationReport report;
    for (report.people = 0; report.people < people; ++report.people) {
        progress(static_cast<std::size_t>(report.people), static_cast<std::size_t>(people));
        const DemoPerson person = demo_person(report.people);
        const Result<HolderRecord> record = service.holder(person.number);
        if (!record) {
            if (record.error().code != ErrorCode::kNotFound) return pass(record);
            if (const Result<void> done = enrol(service, person); !done) return pass(done);
            ++report.enrolled;
        }
        const Result<int> linked = link_missing_cards(service, person);
        if (!linked) return pass(linked);
        report.cards += *linked;
    }
    progress(static_cast<std::size_t>(people), static_cast<std::size_t>(people));
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

}  // namespace dactyl::cli
