#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/service/counted_attempt.hpp"
#include "engine/service/reading.hpp"
#include "engine/service/service_state.hpp"
#include "engine/service/stopwatch.hpp"

/// How a print is recognised, shared by verification, identification and unlocking: one to one and one to many. `then`
/// answers for the recognised finger, with the store's mutex held.
namespace dactyl {

/// The holder's finger, recognised.
struct Recognition {
    HolderId holder;
    FingerId finger;
    Score score;
    std::size_t comparisons = 1;  ///< among how many impressions it was the best
};

/// A request under way: its print, its times.
struct RecognitionRequest {
    const Template& print;
    AuditEvent event;
    const Caller& caller;
    Stopwatch& watch;
    Timings& timings;
};

inline AuditOutcome outcome_of(const Retry&) { return AuditOutcome::kRetry; }
inline AuditOutcome outcome_of(const Refused& refused) {
    return refused.reason == Refused::Reason::kLocked ? AuditOutcome::kLocked : AuditOutcome::kRefused;
}
inline AuditOutcome outcome_of(const Recognised&) { return AuditOutcome::kDone; }
inline AuditOutcome outcome_of(const Grant&) { return AuditOutcome::kDone; }

inline CardId card_of(const Grant& grant) { return grant.card.id; }
inline CardId card_of(const auto&) { return {}; }

/// What came of the request.
template <class Answer>
AuditEntry entry_for(const Service::State& state, AuditEvent event, const Caller& caller, HolderId holder,
                     const Result<Answer>& answer) {
    // Whoever was recognised and asked for a card that is not there was recognised all the same.
    if (!answer) return state.entry(event, AuditOutcome::kRefused, caller, holder);
    return std::visit(
        [&](const auto& said) { return state.entry(event, outcome_of(said), caller, holder, card_of(said)); }, *answer);
}

/// Whether the answer is that of a wrong finger.
template <class Answer>
bool is_no_match(const Result<Answer>& answer) {
    if (!answer) return false;
    const auto* const refused = std::get_if<Refused>(&*answer);
    return refused != nullptr && refused->reason == Refused::Reason::kNoMatch;
}

/// The answer to a print that was compared and did not match.
template <class Answer>
Answer not_matched(const Template& print, const Policy& policy, int left) {
    if (const auto weak = weakness(print, policy)) return Retry{*weak, left};
    return Refused{Refused::Reason::kNoMatch, left};
}

/// Reads the print and lets `decide` answer.
template <class Answer, class Decide>
Result<Timed<Answer>> with_print(Service::State& state, const ImageView& picture, AuditEvent event,
                                 const Caller& caller, const Decide& decide) {
    if (auto checked = caller.check(); !checked) return pass(checked);
    Stopwatch watch;
    Timings timings;
    const auto read = read_print(state.environment, picture);
    timings.extract = watch.lap();
    if (!read) return pass(read);
    auto answer = [&]() -> Result<Answer> {
        if (const auto* retry = std::get_if<Retry>(&*read)) return Answer(*retry);
        return decide(RecognitionRequest{std::get<Template>(*read), event, caller, watch, timings});
    }();
    if (!answer) return pass(answer);
    timings.total = watch.total();
    return Timed<Answer>{std::move(*answer), timings};
}

/// One to one: counts, compares, answers.
template <class Answer, class Then>
Result<Answer> compare_with_holder(Service::State& state, const RecognitionRequest& request, const AttemptAim& aim,
                                   const Then& then) {
    std::unique_lock lock(state.mutex);
    auto counted = count_attempt(state, aim, request.caller);
    if (!counted) return pass(counted);
    if (const auto* refused = std::get_if<Refused>(&*counted)) return Answer(*refused);
    const auto& attempt = std::get<CountedAttempt>(*counted);
    lock.unlock();
    request.timings.load = request.watch.lap();

    ScratchPool::Lease lease(state.scratches);
    const std::size_t comparisons = attempt.impressions.size();
    const double rate = attempt.card ? attempt.card->details.policy.max_fmr : 0;
    const auto match = best_match(request.print, attempt.impressions, state.policy.verify_threshold(comparisons, rate),
                                  lease.scratch());
    request.timings.compare = request.watch.lap();
    lock.lock();
    const bool recognised = match && attempt.usable;
    auto answer = recognised ? then(Recognition{attempt.holder, match->finger, match->score, comparisons})
                             : Result<Answer>(not_matched<Answer>(request.print, state.policy, attempt.attempts_left));
    const AuditEntry entry = entry_for(state, request.event, request.caller, attempt.holder, answer);
    const bool succeeded = recognised && !is_no_match(answer);
    if (auto concluded = conclude(state, attempt.subjects, succeeded, entry); !concluded) return pass(concluded);
    request.timings.load += request.watch.lap();
    return answer;
}

/// Which finger of the holder an impression is of, as the store has it now; nothing when it was erased meanwhile.
Result<std::optional<FingerId>> finger_of(Service::State& state, const Candidate& candidate);

/// One to many: searches, answers.
template <class Answer, class Then>
Result<Answer> search_everybody(Service::State& state, const RecognitionRequest& request, const std::string& terminal,
                                const Then& then) {
    {
        const std::lock_guard lock(state.mutex);
        const auto may = count_search(state, terminal);
        if (!may) return pass(may);
        if (!*may) return Answer(Refused{Refused::Reason::kLocked});
    }
    const auto gallery = state.load();
    if (!gallery) return pass(gallery);
    request.timings.load = request.watch.lap();
    const auto& left_out = (*gallery)->no_identification;
    const SearchOptions options = identification_options(state.policy, (*gallery)->size(), left_out.size());
    auto candidates = search_snapshot(**gallery, Probe(request.print), options);
    if (!candidates) return pass(candidates);
    std::erase_if(*candidates, [&](const Candidate& found) { return left_out.contains(found.holder); });
    request.timings.compare = request.watch.lap();
    const std::lock_guard lock(state.mutex);
    HolderId holder;
    auto answer = [&]() -> Result<Answer> {
        if (candidates->empty()) return not_matched<Answer>(request.print, state.policy, 0);
        if (candidates->size() > 1) return Answer(Retry{Retry::Reason::kNotRecognised});
        const auto finger = finger_of(state, candidates->front());
        if (!finger) return pass(finger);
        if (!*finger) return not_matched<Answer>(request.print, state.policy, 0);
        holder = candidates->front().holder;
        return then(Recognition{holder, **finger, candidates->front().score, 1});
    }();
    const auto subjects = terminal_subjects(state, terminal);
    if (!subjects) return pass(subjects);
    const AuditEntry entry = entry_for(state, request.event, request.caller, holder, answer);
    const bool succeeded = holder && !is_no_match(answer);
    if (auto concluded = conclude(state, *subjects, succeeded, entry); !concluded) return pass(concluded);
    request.timings.load += request.watch.lap();
    return answer;
}

}  // namespace dactyl
