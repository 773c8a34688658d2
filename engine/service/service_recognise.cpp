#include <algorithm>
#include <utility>

#include "engine/accounts/crypto.hpp"
#include "engine/service/attempts.hpp"
#include "engine/service/reading.hpp"
#include "engine/service/service_state.hpp"
#include "engine/service/stopwatch.hpp"

namespace dactyl {
namespace {

// A holder whose attempt was counted, with the impressions to compare with.
struct CountedAttempt {
    HolderId holder;
    AttemptState state;
    std::vector<DecodedImpression> impressions;
};

// The holder's finger, recognised.
struct Recognition {
    HolderId holder;
    FingerId finger;
};

// A request under way: its print, its times.
struct Request {
    const Template& print;
    AuditEvent event;
    const Caller& caller;
    Stopwatch& watch;
    Timings& timings;
};

// Reads the print and lets `decide` answer.
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
        return decide(Request{std::get<Template>(*read), event, caller, watch, timings});
    }();
    if (!answer) return pass(answer);
    timings.total = watch.total();
    return Timed<Answer>{std::move(*answer), timings};
}

// The answer to a print that was compared and did not match.
template <class Answer>
Answer not_matched(const Template& print, const Policy& policy, int left) {
    if (const auto weak = weakness(print, policy)) return Retry{*weak, left};
    return Refused{Refused::Reason::kNoMatch, left};
}

AuditOutcome outcome_of(const Retry&) { return AuditOutcome::kRetry; }
AuditOutcome outcome_of(const Refused& refused) {
    return refused.reason == Refused::Reason::kLocked ? AuditOutcome::kLocked : AuditOutcome::kRefused;
}
AuditOutcome outcome_of(const Recognised&) { return AuditOutcome::kDone; }
AuditOutcome outcome_of(const Grant&) { return AuditOutcome::kDone; }

CardId card_of(const Grant& grant) { return grant.card.id; }
CardId card_of(const auto&) { return {}; }

// With the store's mutex held: what came of the request.
template <class Answer>
AuditEntry entry_for(const Service::State& state, const Request& request, HolderId holder, const Answer& answer) {
    return std::visit(
        [&](const auto& said) {
            return state.entry(request.event, outcome_of(said), request.caller, holder, card_of(said));
        },
        answer);
}

// With the store's mutex held: finds the holder and counts an attempt before anything is compared.
Result<std::variant<CountedAttempt, Refused>> count_attempt(Service::State& state, const ResidentId& number,
                                                            const Caller& caller) {
    using Counted = std::variant<CountedAttempt, Refused>;
    auto change = state.repository.change();
    if (!change) return pass(change);
    const auto holder = state.require_holder(number);
    if (!holder) return pass(holder);
    const auto before = state.repository.attempts(*holder);
    if (!before) return pass(before);
    const auto now = state.now_in_seconds();
    const auto consents = state.repository.consents(*holder);
    if (!consents) return pass(consents);
    const bool agreed = is_given(*consents, ConsentPurpose::kUnlock);
    const bool locked = is_locked(*before, now);
    const auto outcome = !agreed ? AuditOutcome::kRefused : locked ? AuditOutcome::kLocked : AuditOutcome::kDone;
    const AuditEntry entry = state.entry(AuditEvent::kAttempt, outcome, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (!agreed || locked) {
        if (auto committed = change->commit(); !committed) return pass(committed);
        return Counted(Refused{agreed ? Refused::Reason::kLocked : Refused::Reason::kNoConsent});
    }
    auto impressions = state.impressions_of(*holder);
    if (!impressions) return pass(impressions);
    const AttemptState after = with_attempt(*before, state.policy, now);
    if (auto counted = change->set_attempts(*holder, after); !counted) return pass(counted);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return Counted(CountedAttempt{*holder, after, std::move(*impressions)});
}

// With the store's mutex held: writes down what came of an attempt; a success wipes the slate.
Result<void> conclude(Service::State& state, HolderId holder, bool recognised, const AuditEntry& entry) {
    auto change = state.repository.change();
    if (!change) return pass(change);
    if (recognised) {
        if (auto written = change->set_attempts(holder, {}); !written) return written;
    }
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<Recognised> recognised(Service::State& state, const Recognition& recognition) {
    const auto person = state.repository.person(recognition.holder);
    if (!person) return pass(person);
    auto cards = state.cards_of_finger(recognition.holder, recognition.finger);
    if (!cards) return pass(cards);
    return Recognised{summary_of(*person), recognition.finger, std::move(*cards)};
}

// What is asked to be opened.
struct Wish {
    const std::string& card;  // empty: the only one
    const GrantPurpose& purpose;
};

Result<UnlockAnswer> grant(Service::State& state, const Card& card, HolderSummary holder, const GrantPurpose& purpose) {
    if (card.status == CardStatus::kFrozen) return UnlockAnswer(Refused{Refused::Reason::kCardFrozen});
    GrantClaims claims;
    if (auto filled = crypto::fill_random(claims.id); !filled) return pass(filled);
    const auto reference = state.repository.card_reference(card);
    if (!reference) return pass(reference);
    claims.store = state.repository.store_id();
    claims.card = *reference;
    claims.purpose = purpose;
    claims.issued = state.now_in_seconds();
    claims.expires = claims.issued + state.policy.grant_lifetime;
    const auto key = state.grant_key();
    if (!key) return pass(key);
    auto signed_form = sign_grant(claims, **key);
    if (!signed_form) return pass(signed_form);
    return UnlockAnswer(Grant{card, std::move(holder), to_hex(claims.id), claims.expires, std::move(*signed_form)});
}

// With the store's mutex held: which card the recognised finger opens.
Result<UnlockAnswer> choose_card(Service::State& state, const Recognition& recognition, const Wish& wish) {
    auto found = recognised(state, recognition);
    if (!found) return pass(found);
    if (!wish.card.empty()) {
        const auto card = state.require_card(recognition.holder, wish.card);
        if (!card) return pass(card);
        const bool bound = std::ranges::find(found->cards, card->id, &Card::id) != found->cards.end();
        if (!bound) return UnlockAnswer(Refused{Refused::Reason::kNoMatch});
        return grant(state, *card, std::move(found->holder), wish.purpose);
    }
    if (found->cards.empty()) return fail(ErrorCode::kNotFound, "this finger opens no card");
    std::vector<Card> active;
    std::ranges::copy_if(found->cards, std::back_inserter(active),
                         [](const Card& card) { return card.status == CardStatus::kActive; });
    if (active.empty()) return UnlockAnswer(Refused{Refused::Reason::kCardFrozen});
    if (active.size() == 1) return grant(state, active.front(), std::move(found->holder), wish.purpose);
    found->cards = std::move(active);
    return UnlockAnswer(std::move(*found));
}

// Keeps the impressions of fingers that open the card, when there is such a card; a finger bound to another card does
// not even come near this one.
Result<void> keep_bound(Service::State& state, HolderId holder, const std::string& alias,
                        std::vector<DecodedImpression>& impressions) {
    if (alias.empty()) return {};
    const auto card = state.repository.find_card(holder, alias);
    if (!card) return pass(card);
    if (!*card) return {};
    const auto fingers = state.repository.bound_fingers(**card);
    if (!fingers) return pass(fingers);
    std::erase_if(impressions, [&](const DecodedImpression& impression) {
        return std::ranges::find(*fingers, impression.finger) == fingers->end();
    });
    return {};
}

// One to one: counts, compares; `then` answers for the recognised finger with the store's mutex held.
template <class Answer, class Then>
Result<Answer> compare_with_holder(Service::State& state, const Request& request, const ResidentId& number,
                                   const std::string& alias, const Then& then) {
    std::unique_lock lock(state.mutex);
    auto counted = count_attempt(state, number, request.caller);
    if (!counted) return pass(counted);
    if (const auto* refused = std::get_if<Refused>(&*counted)) return Answer(*refused);
    auto& attempt = std::get<CountedAttempt>(*counted);
    if (auto kept = keep_bound(state, attempt.holder, alias, attempt.impressions); !kept) return pass(kept);
    lock.unlock();
    request.timings.load = request.watch.lap();

    ScratchPool::Lease lease(state.scratches);
    const Score threshold = state.policy.verify_threshold(attempt.impressions.size());
    const auto match = best_match(request.print, attempt.impressions, threshold, lease.scratch());
    request.timings.compare = request.watch.lap();
    const int left = attempts_left(attempt.state, state.policy, state.now_in_seconds());
    lock.lock();
    auto answer = match ? then(Recognition{attempt.holder, match->finger})
                        : Result<Answer>(not_matched<Answer>(request.print, state.policy, left));
    // Whoever was recognised and asked for a card that is not there was recognised all the same.
    const AuditEntry entry = answer
                                 ? entry_for(state, request, attempt.holder, *answer)
                                 : state.entry(request.event, AuditOutcome::kRefused, request.caller, attempt.holder);
    if (auto concluded = conclude(state, attempt.holder, match.has_value(), entry); !concluded) return pass(concluded);
    request.timings.load += request.watch.lap();
    return answer;
}

// Which finger of the holder an impression is of, as the store has it now; nothing when it was erased meanwhile.
Result<std::optional<FingerId>> finger_of(Service::State& state, const Candidate& candidate) {
    const auto impressions = state.repository.impressions(candidate.holder);
    if (!impressions) return pass(impressions);
    const auto found = std::ranges::find(*impressions, candidate.finger, &StoredImpression::id);
    if (found == impressions->end()) return std::optional<FingerId>();
    return std::optional<FingerId>(found->finger);
}

// One to many: searches; `then` answers for the recognised finger with the store's mutex held.
template <class Answer, class Then>
Result<Answer> search_everybody(Service::State& state, const Request& request, const Then& then) {
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
        return then(Recognition{holder, **finger});
    }();
    const AuditEntry entry = answer ? entry_for(state, request, holder, *answer)
                                    : state.entry(request.event, AuditOutcome::kRefused, request.caller, holder);
    if (auto audited = state.audit_alone(entry); !audited) return pass(audited);
    request.timings.load += request.watch.lap();
    return answer;
}

// With the store's mutex held.
Result<RecognitionAnswer> answer_recognised(Service::State& state, const Recognition& recognition) {
    auto found = recognised(state, recognition);
    if (!found) return pass(found);
    return RecognitionAnswer(std::move(*found));
}

// With the store's mutex held: finding somebody by a search does not pass their lock.
Result<UnlockAnswer> choose_card_unless_locked(Service::State& state, const Recognition& recognition,
                                               const Wish& wish) {
    const auto attempts = state.repository.attempts(recognition.holder);
    if (!attempts) return pass(attempts);
    if (is_locked(*attempts, state.now_in_seconds())) return UnlockAnswer(Refused{Refused::Reason::kLocked});
    return choose_card(state, recognition, wish);
}

}  // namespace

Result<Timed<RecognitionAnswer>> Service::verify(const ResidentId& number, ImageView print, const Caller& caller) {
    const auto then = [&](const Recognition& found) { return answer_recognised(*state_, found); };
    return with_print<RecognitionAnswer>(
        *state_, print, AuditEvent::kVerification, caller, [&](const Request& request) {
            return compare_with_holder<RecognitionAnswer>(*state_, request, number, "", then);
        });
}

Result<Timed<RecognitionAnswer>> Service::identify(ImageView print, const Caller& caller) {
    const auto then = [&](const Recognition& found) { return answer_recognised(*state_, found); };
    return with_print<RecognitionAnswer>(
        *state_, print, AuditEvent::kIdentification, caller,
        [&](const Request& request) { return search_everybody<RecognitionAnswer>(*state_, request, then); });
}

Result<Timed<UnlockAnswer>> Service::unlock(const std::optional<ResidentId>& number, ImageView print,
                                            const std::string& card, const Caller& caller) {
    return unlock(number, print, card, GrantPurpose{}, caller);
}

Result<Timed<UnlockAnswer>> Service::unlock(const std::optional<ResidentId>& number, ImageView print,
                                            const std::string& card, const GrantPurpose& purpose,
                                            const Caller& caller) {
    if (auto checked = purpose.check(); !checked) return pass(checked);
    const Wish wish = {card, purpose};
    return with_print<UnlockAnswer>(
        *state_, print, AuditEvent::kUnlocking, caller, [&](const Request& request) -> Result<UnlockAnswer> {
            if (number) {
                return compare_with_holder<UnlockAnswer>(
                    *state_, request, *number, card,
                    [&](const Recognition& found) { return choose_card(*state_, found, wish); });
            }
            return search_everybody<UnlockAnswer>(*state_, request, [&](const Recognition& found) {
                return choose_card_unless_locked(*state_, found, wish);
            });
        });
}

}  // namespace dactyl
