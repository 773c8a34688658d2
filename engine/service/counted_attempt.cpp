#include "engine/service/counted_attempt.hpp"

#include <algorithm>

#include "engine/accounts/record.hpp"
#include "engine/service/attempts.hpp"

namespace dactyl {
namespace {

using Subjects = std::vector<std::pair<Token, int>>;
using Counted = std::variant<CountedAttempt, Refused>;

Result<Subjects> subjects_of(Service::State& state, const AttemptAim& aim) {
    auto subjects = terminal_subjects(state, aim.terminal);
    if (!subjects) return subjects;
    // The holder's comes first: by it a stand-in is chosen.
    const auto holder = state.repository.throttle_subject(aim.scope, aim.number.text());
    if (!holder) return pass(holder);
    subjects->emplace(subjects->begin(), *holder, state.policy.max_attempts);
    if (aim.card.empty()) return subjects;
    const auto card = state.repository.throttle_subject(ThrottleScope::kCard, aim.number.text() + '\n' + aim.card);
    if (!card) return pass(card);
    subjects->emplace_back(*card, state.policy.max_attempts);
    return subjects;
}

struct Slates {
    int left = 0;  // fewest of all, after this attempt
    bool locked = false;
};

// Counts one more attempt against each, unless one of them is locked.
Result<Slates> count(Service::State& state, RepositoryChange& change, const Subjects& subjects) {
    const auto now = state.now_in_seconds();
    Slates slates;
    std::vector<AttemptState> before;
    for (const auto& [subject, most] : subjects) {
        const auto slate = state.repository.attempts(subject);
        if (!slate) return pass(slate);
        slates.locked = slates.locked || is_locked(*slate, now);
        before.push_back(*slate);
    }
    if (slates.locked) return slates;
    slates.left = state.policy.max_attempts;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const AttemptState after = with_attempt(before[i], subjects[i].second, state.policy.lockout, now);
        if (auto set = change.set_attempts(subjects[i].first, after, now); !set) return pass(set);
        slates.left = std::min(slates.left, attempts_left(after, subjects[i].second, now));
    }
    return slates;
}

// Keeps the impressions of fingers that open the card, where there is one: a finger bound to another card does not even
// come near this one.
Result<void> keep_bound(Service::State& state, const Card& card, std::vector<DecodedImpression>& impressions) {
    const auto fingers = state.repository.bound_fingers(card);
    if (!fingers) return pass(fingers);
    std::erase_if(impressions, [&](const DecodedImpression& impression) {
        return std::ranges::find(*fingers, impression.finger) == fingers->end();
    });
    return {};
}

// The card of that alias, or for a stand-in any card, so that as much is read and compared as for somebody known.
Result<std::optional<Card>> card_to_open(Service::State& state, HolderId holder, const std::string& alias,
                                         bool usable) {
    if (alias.empty()) return std::optional<Card>();
    auto card = state.find_card(holder, alias);
    if (!card || *card || usable) return card;
    auto cards = state.repository.cards(holder);
    if (!cards) return pass(cards);
    return cards->empty() ? std::optional<Card>() : std::optional<Card>(std::move(cards->front()));
}

}  // namespace

Result<Subjects> terminal_subjects(Service::State& state, const std::string& terminal) {
    if (terminal.empty()) return Subjects();
    const auto subject = state.repository.throttle_subject(ThrottleScope::kTerminal, terminal);
    if (!subject) return pass(subject);
    return Subjects{{*subject, state.policy.max_terminal_attempts}};
}

Result<Counted> count_attempt(Service::State& state, const AttemptAim& aim, const Caller& caller) {
    // No answer leaves before conclude() has flushed it, and this with it.
    auto change = state.repository.change(sql::Durability::kWithNext);
    if (!change) return pass(change);
    CountedAttempt attempt;
    auto subjects = subjects_of(state, aim);
    if (!subjects) return pass(subjects);
    attempt.subjects = std::move(*subjects);
    const auto known = state.repository.find_holder(aim.number);
    if (!known) return pass(known);
    const auto stand_in = state.repository.stand_in(attempt.subjects.front().first);
    if (!stand_in) return pass(stand_in);
    attempt.holder = known->value_or(HolderId());
    HolderId read = known->value_or(stand_in->value_or(HolderId()));
    const auto usable = state.may_unlock(read);
    if (!usable) return pass(usable);
    attempt.usable = *known && *usable;
    if (!attempt.usable) read = stand_in->value_or(HolderId());

    const auto slates = count(state, *change, attempt.subjects);
    if (!slates) return pass(slates);
    const auto entry = [&](AuditOutcome outcome) {
        return state.entry(AuditEvent::kAttempt, outcome, caller, attempt.holder);
    };
    if (slates->locked) {
        if (auto committed = change->commit(); !committed) return pass(committed);
        if (auto audited = state.audit_alone(entry(AuditOutcome::kLocked)); !audited) return pass(audited);
        return Counted(Refused{Refused::Reason::kLocked});
    }
    const auto outcome = attempt.usable ? AuditOutcome::kDone : AuditOutcome::kRefused;
    if (auto audited = change->audit(entry(outcome)); !audited) return pass(audited);
    attempt.attempts_left = slates->left;
    if (read) {
        auto impressions = state.impressions_of(read);
        if (!impressions) return pass(impressions);
        attempt.impressions = std::move(*impressions);
        auto card = card_to_open(state, read, aim.card, attempt.usable);
        if (!card) return pass(card);
        if (*card) {
            if (auto kept = keep_bound(state, **card, attempt.impressions); !kept) return pass(kept);
        }
        attempt.card = std::move(*card);
    }
    if (auto committed = change->commit(); !committed) return pass(committed);
    return Counted(std::move(attempt));
}

Result<bool> count_search(Service::State& state, const std::string& terminal) {
    if (terminal.empty()) return true;
    const auto subjects = terminal_subjects(state, terminal);
    if (!subjects) return pass(subjects);
    auto change = state.repository.change(sql::Durability::kWithNext);
    if (!change) return pass(change);
    const auto slates = count(state, *change, *subjects);
    if (!slates) return pass(slates);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return !slates->locked;
}

Result<void> conclude(Service::State& state, const Subjects& subjects, bool succeeded, const AuditEntry& entry) {
    if (state.repository.read_only()) return {};
    auto change = state.repository.change();
    if (!change) return pass(change);
    for (const auto& [subject, most] : subjects) {
        if (!succeeded) break;
        if (auto written = change->set_attempts(subject, {}, state.now_in_seconds()); !written) return written;
    }
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

}  // namespace dactyl
