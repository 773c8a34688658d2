#include <algorithm>
#include <utility>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/pin.hpp"
#include "engine/service/attempts.hpp"
#include "engine/service/recognising.hpp"

namespace dactyl {
namespace {

UnlockAnswer refused(Refused::Reason reason) { return Refused{reason}; }

// Why the card stays shut whatever finger comes, if so. Told to the right finger only.
std::optional<Refused::Reason> hindrance(const Service::State& state, const Card& card, const GrantPurpose& purpose) {
    switch (card.status_at(state.now_in_seconds())) {
        case CardStatus::kActive:
            break;
        case CardStatus::kFrozen:
            return Refused::Reason::kCardFrozen;
        case CardStatus::kLost:
            return Refused::Reason::kCardLost;
        case CardStatus::kExpired:
            return Refused::Reason::kCardExpired;
    }
    const CardPolicy& rules = card.details.policy;
    const bool allowed = rules.takes_amount(purpose.amount) && rules.takes_terminal(purpose.terminal) &&
                         rules.is_open_at(state.minutes_of_day());
    return allowed ? std::nullopt : std::optional(Refused::Reason::kNotPermitted);
}

// The card that stands in for this one under duress, where one is set.
Result<std::optional<Card>> decoy_of(Service::State& state, const Card& card) {
    const auto cards = state.repository.cards(card.holder);
    if (!cards) return pass(cards);
    const auto found = std::ranges::find(*cards, card.details.policy.decoy, &Card::id);
    return found == cards->end() ? std::optional<Card>() : *found;
}

// What the grant calls the card: under duress the decoy.
Result<Token> reference_of(Service::State& state, const Card& card, bool duress) {
    if (!duress) return state.repository.card_reference(card);
    const auto decoy = decoy_of(state, card);
    if (!decoy) return pass(decoy);
    return *decoy ? state.repository.card_reference(**decoy) : state.repository.decoy_reference(card);
}

// Nothing where no field was asked for. Under duress a certificate among the decoys, else the certificate itself: a
// presentation that fails at the counter would endanger whoever was forced.
Result<std::string> shown_fields(Service::State& state, const Card& card, const UnlockRequest& request, bool duress) {
    if (request.fields.empty()) return std::string();
    const auto decoy = duress ? decoy_of(state, card) : Result<std::optional<Card>>();
    if (!decoy) return pass(decoy);
    if (*decoy && (*decoy)->kind == CardKind::kCertificate) {
        if (auto shown = state.presentation(**decoy, request)) return shown;
    }
    return state.presentation(card, request);
}

Result<UnlockAnswer> grant(Service::State& state, const Card& card, HolderSummary holder, const GrantPurpose& purpose,
                           bool duress) {
    GrantClaims claims;
    if (auto filled = crypto::fill_random(claims.id); !filled) return pass(filled);
    const auto reference = reference_of(state, card, duress);
    if (!reference) return pass(reference);
    claims.store = state.repository.store_id();
    claims.card = *reference;
    claims.purpose = purpose;
    claims.issued = state.now_in_seconds();
    claims.expires = claims.issued + state.policy.grant_lifetime;
    claims.offline = card.details.policy.offline_allowed;
    const auto key = state.grant_key();
    if (!key) return pass(key);
    auto signed_form = sign_grant(claims, **key);
    if (!signed_form) return pass(signed_form);
    return UnlockAnswer(Grant{card, std::move(holder), to_hex(claims.id), claims.expires, std::move(*signed_form)});
}

// The alarm is in the audit trail before the grant leaves, and nothing in the answer tells of it.
Result<void> raise_alarm(Service::State& state, const Card& card, const Caller& caller) {
    const AuditEntry entry = state.entry(AuditEvent::kDuress, AuditOutcome::kDone, caller, card.holder, card.id);
    if (auto audited = state.audit_alone(entry); !audited) return audited;
    if (state.environment.alarm) state.environment.alarm(card.holder, card.id, caller);
    return {};
}

// What is asked to be opened.
struct Wish {
    const UnlockRequest& request;
    const Caller& caller;
};

// Whether the second print is the further finger that the card asks for.
Result<std::optional<Refused::Reason>> second_finger(Service::State& state, const Card& card, FingerId first,
                                                     const UnlockRequest& request) {
    const CardPolicy& rules = card.details.policy;
    if (!rules.second_finger && !rules.partner) return std::optional<Refused::Reason>();
    if (!request.second_print) return std::optional(Refused::Reason::kSecondFingerNeeded);
    const auto read = read_print(state.environment, *request.second_print);
    if (!read) return pass(read);
    const auto* const print = std::get_if<Template>(&*read);
    if (print == nullptr) return std::optional(Refused::Reason::kSecondFingerNeeded);
    const HolderId whose = rules.partner ? rules.partner : card.holder;
    const auto usable = state.may_unlock(whose);
    if (!usable) return pass(usable);
    auto impressions = state.impressions_of(whose);
    if (!impressions) return pass(impressions);
    const auto bound = state.repository.bound_fingers(card);
    if (!bound) return pass(bound);
    std::erase_if(*impressions, [&](const DecodedImpression& impression) {
        return impression.finger == first || std::ranges::find(*bound, impression.finger) == bound->end();
    });
    ScratchPool::Lease lease(state.scratches);
    const Score threshold = state.policy.verify_threshold(impressions->size(), rules.max_fmr);
    const auto match = best_match(*print, *impressions, threshold, lease.scratch());
    return *usable && match ? std::optional<Refused::Reason>() : std::optional(Refused::Reason::kNoMatch);
}

Result<UnlockAnswer> open_card(Service::State& state, const Recognition& recognition, const Card& card,
                               HolderSummary holder, const Wish& wish) {
    // A card may ask for more than the store's policy, by which the finger was recognised.
    if (recognition.score < state.policy.verify_threshold(recognition.comparisons, card.details.policy.max_fmr)) {
        return refused(Refused::Reason::kNoMatch);
    }
    const auto second = second_finger(state, card, recognition.finger, wish.request);
    if (!second) return pass(second);
    if (*second) return refused(**second);
    const bool duress = card.details.policy.is_duress(recognition.finger);
    if (duress) {
        if (auto raised = raise_alarm(state, card, wish.caller); !raised) return pass(raised);
    }
    if (const auto why = hindrance(state, card, wish.request.purpose)) return refused(*why);
    auto shown = shown_fields(state, card, wish.request, duress);
    // A certificate's own last moment lies within its card's last month.
    if (!shown && shown.error().code == ErrorCode::kTimeout) return refused(Refused::Reason::kCardExpired);
    if (!shown) return pass(shown);
    auto answer = grant(state, card, std::move(holder), wish.request.purpose, duress);
    if (answer) std::get<Grant>(*answer).presentation = std::move(*shown);
    return answer;
}

// With the store's mutex held: which card the recognised finger opens.
Result<UnlockAnswer> choose_card(Service::State& state, const Recognition& recognition, const Wish& wish) {
    auto found = state.recognised(recognition.holder, recognition.finger);
    if (!found) return pass(found);
    if (!wish.request.card.empty()) {
        const auto card = state.require_card(recognition.holder, wish.request.card);
        if (!card) return pass(card);
        const bool bound = std::ranges::find(found->cards, card->id, &Card::id) != found->cards.end();
        if (!bound) return refused(Refused::Reason::kNoMatch);
        return open_card(state, recognition, *card, std::move(found->holder), wish);
    }
    if (found->cards.empty()) return fail(ErrorCode::kNotFound, "this finger opens no card");
    std::vector<Card> active;
    std::ranges::copy_if(found->cards, std::back_inserter(active), [&](const Card& card) {
        return card.status_at(state.now_in_seconds()) == CardStatus::kActive;
    });
    if (active.empty()) return refused(*hindrance(state, found->cards.front(), wish.request.purpose));
    if (active.size() == 1) return open_card(state, recognition, active.front(), std::move(found->holder), wish);
    found->cards = std::move(active);
    return UnlockAnswer(std::move(*found));
}

// With the store's mutex held: finding somebody by a search does not pass their lock.
Result<UnlockAnswer> choose_card_unless_locked(Service::State& state, const Recognition& recognition,
                                               const Wish& wish) {
    const auto person = state.repository.person(recognition.holder);
    if (!person) return pass(person);
    const auto subject = state.repository.throttle_subject(ThrottleScope::kHolder, person->number.text());
    if (!subject) return pass(subject);
    const auto attempts = state.repository.attempts(*subject);
    if (!attempts) return pass(attempts);
    if (is_locked(*attempts, state.now_in_seconds())) return refused(Refused::Reason::kLocked);
    const auto usable = state.may_unlock(recognition.holder);
    if (!usable) return pass(usable);
    if (!*usable) return refused(Refused::Reason::kNoMatch);
    return choose_card(state, recognition, wish);
}

// A PIN that nobody has, so that a wrong PIN of somebody unknown costs as much as one of somebody known.
Result<bool> pin_fits(Service::State& state, const CountedAttempt& attempt, std::string_view pin) {
    SecretBytes record;
    if (attempt.usable && attempt.card) {
        auto kept = state.repository.pin_record(*attempt.card);
        if (!kept) return pass(kept);
        record = std::move(*kept);
    }
    if (record.size() == 0) {
        const auto spent = hash_pin(pin);
        if (!spent) return pass(spent);
        return false;
    }
    return pin_matches(record.view(), pin);
}

// Whether so many fingers were refused that the card takes the PIN.
bool may_use_pin(const Card& card, const AttemptState& fingers, std::chrono::sys_seconds now) {
    const int after = card.details.policy.pin_after_failures;
    return after > 0 && !is_locked(fingers, now) && (fingers.failures >= after || fingers.lockouts > 0);
}

}  // namespace

Result<bool> Service::State::may_unlock(HolderId holder) {
    const auto statements = repository.consents(holder);
    if (!statements) return pass(statements);
    const auto held = repository.is_held(holder);
    if (!held) return pass(held);
    return is_given(*statements, ConsentPurpose::kUnlock) && !*held;
}

Result<Timed<UnlockAnswer>> Service::unlock(const UnlockRequest& request, const Caller& caller) {
    if (auto checked = request.purpose.check(); !checked) return pass(checked);
    const Wish wish = {request, caller};
    return with_print<UnlockAnswer>(
        *state_, request.print, AuditEvent::kUnlocking, caller,
        [&](const RecognitionRequest& recognition) -> Result<UnlockAnswer> {
            if (request.number) {
                const AttemptAim aim = {*request.number, request.card, request.purpose.terminal};
                return compare_with_holder<UnlockAnswer>(*state_, recognition, aim, [&](const Recognition& found) {
                    return choose_card(*state_, found, wish);
                });
            }
            return search_everybody<UnlockAnswer>(
                *state_, recognition, request.purpose.terminal,
                [&](const Recognition& found) { return choose_card_unless_locked(*state_, found, wish); });
        });
}

Result<Timed<UnlockAnswer>> Service::unlock(const std::optional<IdentityNumber>& number, ImageView print,
                                            const std::string& card, const Caller& caller) {
    return unlock({.number = number, .print = print, .second_print = {}, .card = card, .purpose = {}, .fields = {}},
                  caller);
}

Result<Timed<UnlockAnswer>> Service::unlock(const std::optional<IdentityNumber>& number, ImageView print,
                                            const std::string& card, const GrantPurpose& purpose,
                                            const Caller& caller) {
    return unlock(
        {.number = number, .print = print, .second_print = {}, .card = card, .purpose = purpose, .fields = {}}, caller);
}

Result<UnlockAnswer> Service::unlock_with_pin(const IdentityNumber& number, const std::string& card,
                                              std::string_view pin, const GrantPurpose& purpose, const Caller& caller) {
    if (auto checked = purpose.check(); !checked) return pass(checked);
    if (card.empty()) return fail(ErrorCode::kInvalidArgument, "a PIN opens a card that is named");
    const std::lock_guard lock(state_->mutex);
    auto counted = count_attempt(*state_, {number, card, purpose.terminal, ThrottleScope::kPin}, caller);
    if (!counted) return pass(counted);
    if (const auto* locked = std::get_if<Refused>(&*counted)) return UnlockAnswer(*locked);
    const auto& attempt = std::get<CountedAttempt>(*counted);
    const auto subject = state_->repository.throttle_subject(ThrottleScope::kHolder, number.text());
    if (!subject) return pass(subject);
    const auto fingers = state_->repository.attempts(*subject);
    if (!fingers) return pass(fingers);
    const auto fits = pin_fits(*state_, attempt, pin);
    if (!fits) return pass(fits);
    const bool recognised = *fits && may_use_pin(*attempt.card, *fingers, state_->now_in_seconds());
    auto answer = [&]() -> Result<UnlockAnswer> {
        if (!recognised) return UnlockAnswer(Refused{Refused::Reason::kNoMatch, attempt.attempts_left});
        // A card that two must open does not open by a number that one knows.
        const CardPolicy& rules = attempt.card->details.policy;
        if (rules.second_finger || rules.partner) return refused(Refused::Reason::kSecondFingerNeeded);
        if (const auto why = hindrance(*state_, *attempt.card, purpose)) return refused(*why);
        const auto person = state_->repository.person(attempt.holder);
        if (!person) return pass(person);
        return grant(*state_, *attempt.card, summary_of(*person), purpose, false);
    }();
    const AuditEntry entry = entry_for(*state_, AuditEvent::kUnlocking, caller, attempt.holder, answer);
    if (auto concluded = conclude(*state_, attempt.subjects, recognised, entry); !concluded) return pass(concluded);
    return answer;
}

}  // namespace dactyl
