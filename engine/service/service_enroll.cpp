#include <algorithm>
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
    if (std::chrono::sys_days(request.number.birth_date()) > now) {
        return fail(ErrorCode::kBadNumber, "the date of birth in the resident ID number lies in the future");
    }
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

// Refuses fingers of other holders, as far as `search_all` finds them; `spared` holders may not be compared with
// newcomers.
template <class Search>
Result<void> refuse_fingers_of_others(std::span<const FingerPrints> fingers, std::optional<HolderId> holder,
                                      const std::set<HolderId>& spared, const Search& search_all) {
    for (const FingerPrints& finger : fingers) {
        for (const Template& placement : finger.placements) {
            const auto candidates = search_all(Probe(placement));
            if (!candidates) return pass(candidates);
            if (std::ranges::any_of(*candidates, [&](const Candidate& found) {
                    return found.holder != holder && !spared.contains(found.holder);
                })) {
                return fail(ErrorCode::kAlreadyExists, "a finger of this enrolment belongs to another holder");
            }
        }
    }
    return {};
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
    const auto holder = known ? Result<HolderId>(*known) : change.add_person(request.number, request.name);
    if (!holder) return pass(holder);
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
    report.holder = {*holder, masked_name(request.name), request.number.masked()};
    return report;
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
    if (auto refused =
            refuse_fingers_of_others(fingers, before->holder, searched.no_deduplication,
                                     [&](const Probe& probe) { return search_snapshot(searched, probe, options); });
        !refused) {
        return pass(refused);
    }
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
    if (auto refused =
            refuse_fingers_of_others(fingers, *holder, (*newest)->no_deduplication,
                                     [&](const Probe& probe) { return search_gallery(*arrived, probe, options); });
        !refused) {
        return pass(refused);
    }
    const auto enrolled = *holder ? state.impressions_of(**holder) : std::vector<DecodedImpression>();
    if (!enrolled) return pass(enrolled);
    const auto groups = known_fingers(fingers, *enrolled, state.policy, lease.scratch());
    if (!groups) return pass(groups);
    auto report = write_all(state.repository, *change, *holder, request, fingers, *groups, state.now_in_seconds());
    if (!report) return pass(report);
    const AuditEntry entry = state.entry(AuditEvent::kEnrolled, AuditOutcome::kDone, caller, report->holder.id);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    timings.load += watch.lap();
    timings.total = watch.total();
    report->timings = timings;
    return EnrolmentAnswer(std::move(*report));
}

}  // namespace dactyl
