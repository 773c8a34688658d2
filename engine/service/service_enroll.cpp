#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/service/enrolment.hpp"
#include "engine/service/reading.hpp"
#include "engine/service/service_state.hpp"
#include "engine/service/stopwatch.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

using ReadFingers = std::variant<std::vector<FingerPrints>, Retry>;

Result<void> check_request(const EnrolmentRequest& request, std::chrono::sys_seconds now) {
    if (auto checked = check_text(request.name, "the name", kLongestName); !checked) return checked;
    const auto birth = request.number.birth_date();
    if (birth && std::chrono::sys_days(*birth) > now) {
        return fail(ErrorCode::kBadNumber, "the date of birth in the resident ID number lies in the future");
    }
    if (!request.household.empty()) {
        if (auto checked = check_text(request.household, "the household", kLongestName); !checked) return checked;
    }
    if (auto checked = check_hidden(request.hidden); !checked) return checked;
    std::vector<std::size_t> placements;
    std::vector<FingerPosition> positions;
    for (const FingerEnrolment& finger : request.fingers) {
        placements.push_back(finger.placements.size());
        positions.push_back(finger.position);
    }
    return check_counts(placements, positions);
}

Result<ReadFingers> read_fingers(const EnrolmentRequest& request, const ServiceEnvironment& environment,
                                 const Policy& policy) {
    std::vector<FingerPrints> fingers;
    for (const FingerEnrolment& finger : request.fingers) {
        FingerPrints prints{finger.position, {}};
        for (const ImageView& picture : finger.placements) {
            auto read = read_print(environment, picture);
            if (!read) return pass(read);
            if (const auto* retry = std::get_if<Retry>(&*read)) return ReadFingers(*retry);
            auto& print = std::get<Template>(*read);
            if (const auto weak = enrolment_weakness(print, policy)) return ReadFingers(Retry{*weak});
            print.position = finger.position;
            print.impression = finger.impression;
            print.device = finger.device;
            prints.placements.push_back(std::move(print));
        }
        fingers.push_back(std::move(prints));
    }
    return ReadFingers(std::move(fingers));
}

// Another holder whose finger this is, as far as `search_all` finds them; `spared` holders may not be compared with
// newcomers. Errors: kAlreadyExists where the policy refuses such fingers.
template <class Search>
Result<std::optional<HolderId>> finger_of_another(const Policy& policy, std::span<const FingerPrints> fingers,
                                                  std::optional<HolderId> holder, const std::set<HolderId>& spared,
                                                  const Search& search_all) {
    for (const FingerPrints& finger : fingers) {
        for (const Template& placement : finger.placements) {
            const auto candidates = search_all(Probe(placement));
            if (!candidates) return pass(candidates);
            const auto other = std::ranges::find_if(*candidates, [&](const Candidate& found) {
                return found.holder != holder && !spared.contains(found.holder);
            });
            if (other == candidates->end()) continue;
            if (policy.duplicates == Policy::Duplicates::kHold) return std::optional(other->holder);
            return fail(ErrorCode::kAlreadyExists, "a finger of this enrolment belongs to another holder");
        }
    }
    return std::optional<HolderId>();
}

// Writes the holder, unless enrolled before, and every impression. Errors: kInvalidArgument (another name, a finger
// under another position).
Result<EnrolmentReport> write_all(Repository& repository, RepositoryChange& change, std::optional<HolderId> known,
                                  const EnrolmentRequest& request, std::span<const FingerPrints> fingers,
                                  const std::vector<std::optional<FingerId>>& groups, std::chrono::sys_seconds now) {
    EnrolmentReport report;
    report.added_to_existing = known.has_value();
    if (known) {
        const auto person = repository.person(*known);
        if (!person) return pass(person);
        if (person->name != request.name) {
            return fail(ErrorCode::kInvalidArgument, "this number is enrolled under another name");
        }
    }
    const auto holder =
        known ? Result<HolderId>(*known) : change.add_person(request.number, request.name, request.household);
    if (!holder) return pass(holder);
    if (!request.hidden.empty()) {
        if (auto set = change.set_hidden_fields(*holder, request.hidden); !set) return pass(set);
    }
    for (const ConsentPurpose purpose : kConsentPurposes) {
        if (known) break;  // what they stated before stays
        const bool given = std::ranges::find(request.consents, purpose) != request.consents.end();
        const Consent consent = {purpose, given, now, request.form.wording, request.form.channel};
        if (auto added = change.add_consent(*holder, consent); !added) return pass(added);
    }
    for (std::size_t i = 0; i < fingers.size(); ++i) {
        std::optional<FingerId> group = groups[i];
        for (const Template& placement : fingers[i].placements) {
            const auto bytes = encode_native(placement);
            if (!bytes) return pass(bytes);
            const auto added = change.add_impression(*holder, group, *bytes);
            if (!added) return pass(added);
            group = added->finger;
            report.fingers.push_back(
                enrolled_finger({added->id, added->finger, *holder, placement, added->sealed_bytes}));
        }
    }
    const auto person = repository.person(*holder);
    if (!person) return pass(person);
    report.holder = summary_of(*person);
    return report;
}

// A finger changes with the years: beyond so many impressions the oldest goes, but for the first, by whose id cards
// know the finger.
Result<void> forget_oldest(RepositoryChange& change, std::span<const DecodedImpression> enrolled,
                           const EnrolmentReport& report, int most) {
    std::map<FingerId, std::vector<FingerId>> by_finger;
    for (const DecodedImpression& impression : enrolled) by_finger[impression.finger].push_back(impression.id);
    for (const EnrolledFinger& added : report.fingers) by_finger[added.finger].push_back(added.id);
    for (auto& [finger, impressions] : by_finger) {
        while (impressions.size() > static_cast<std::size_t>(most)) {
            if (auto removed = change.remove_impression(impressions[1]); !removed) return removed;
            impressions.erase(impressions.begin() + 1);
        }
    }
    return {};
}

// For each finger the one of the holder that it is, if enrolled before.
Result<std::vector<std::optional<FingerId>>> known_fingers(std::span<const FingerPrints> fingers,
                                                           std::span<const DecodedImpression> enrolled,
                                                           const Policy& policy, MatchScratch& scratch) {
    std::vector<std::optional<FingerId>> groups;
    for (const FingerPrints& finger : fingers) {
        const auto group = same_finger(finger, enrolled, policy, scratch);
        if (!group) return pass(group);
        groups.push_back(*group);
    }
    return groups;
}

}  // namespace

Result<EnrolmentAnswer> Service::enroll(const EnrolmentRequest& request, const Caller& caller) {
    State& state = *state_;
    Stopwatch watch;
    Timings timings;
    if (auto checked = check_request(request, state.now_in_seconds()); !checked) return pass(checked);
    auto read = read_fingers(request, state.environment, state.policy);
    if (!read) return pass(read);
    if (const auto* retry = std::get_if<Retry>(&*read)) return EnrolmentAnswer(*retry);
    const auto& fingers = std::get<std::vector<FingerPrints>>(*read);
    timings.extract = watch.lap();

    ScratchPool::Lease lease(state.scratches);
    if (auto checked = check_prints(fingers, state.policy, lease.scratch()); !checked) return pass(checked);
    timings.compare = watch.lap();
    const auto before = state.find_and_load(request.number);
    if (!before) return pass(before);
    timings.load = watch.lap();
    const GallerySnapshot& searched = *before->gallery;
    const SearchOptions options =
        identification_options(state.policy, searched.size(), searched.no_deduplication.size());
    auto another = finger_of_another(state.policy, fingers, before->holder, searched.no_deduplication,
                                     [&](const Probe& probe) { return search_snapshot(searched, probe, options); });
    if (!another) return pass(another);
    timings.compare += watch.lap();

    // From here on nobody else writes. Whoever came since the search is looked at now, so that two enrolments of one
    // finger at the same time cannot both succeed.
    const std::lock_guard lock(state.mutex);
    auto change = state.repository.change();
    if (!change) return pass(change);
    const auto newest = state.gallery.refresh(state.repository);
    if (!newest) return pass(newest);
    const auto arrived = loaded_after(**newest, searched.last_loaded);
    if (!arrived) return pass(arrived);
    const auto holder = state.repository.find_holder(request.number);
    if (!holder) return pass(holder);
    if (!*another) {
        another = finger_of_another(state.policy, fingers, *holder, (*newest)->no_deduplication,
                                    [&](const Probe& probe) { return search_gallery(*arrived, probe, options); });
        if (!another) return pass(another);
    }
    const auto enrolled = *holder ? state.impressions_of(**holder) : std::vector<DecodedImpression>();
    if (!enrolled) return pass(enrolled);
    const auto groups = known_fingers(fingers, *enrolled, state.policy, lease.scratch());
    if (!groups) return pass(groups);
    auto report = write_all(state.repository, *change, *holder, request, fingers, *groups, state.now_in_seconds());
    if (!report) return pass(report);
    if (auto forgotten = forget_oldest(*change, *enrolled, *report, state.policy.max_impressions); !forgotten) {
        return pass(forgotten);
    }
    if (*another) {
        report->held_for_review = true;
        const HolderId held = report->holder.id;
        if (auto done = change->hold(held, **another, state.now_in_seconds()); !done) return pass(done);
        const AuditEntry entry = state.entry(AuditEvent::kHeldForReview, AuditOutcome::kDone, caller, held);
        if (auto audited = change->audit(entry); !audited) return pass(audited);
    }
    const AuditEntry entry = state.entry(AuditEvent::kEnrolled, AuditOutcome::kDone, caller, report->holder.id);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    timings.load += watch.lap();
    timings.total = watch.total();
    report->timings = timings;
    return EnrolmentAnswer(std::move(*report));
}

Result<void> Service::remove_finger(const IdentityNumber& number, FingerId finger, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto impressions = state_->repository.impressions(*holder);
    if (!impressions) return pass(impressions);
    const auto named = std::ranges::find(*impressions, finger, &StoredImpression::id);
    if (named == impressions->end()) return fail(ErrorCode::kNotFound, "the holder has no finger of this id");
    for (const StoredImpression& impression : *impressions) {
        if (impression.finger != named->finger) continue;
        if (auto removed = change->remove_impression(impression.id); !removed) return removed;
    }
    const AuditEntry entry = state_->entry(AuditEvent::kFingerRemoved, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<void> Service::release(const IdentityNumber& number, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    if (auto released = change->release(*holder); !released) return released;
    const AuditEntry entry = state_->entry(AuditEvent::kReleased, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

}  // namespace dactyl
