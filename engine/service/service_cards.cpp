#include <algorithm>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/person_name.hpp"
#include "engine/accounts/pin.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/service/service_state.hpp"

namespace dactyl {
namespace {

// The fingers that the ids of impressions stand for; all fingers when none is given. Errors: kNotFound.
Result<std::vector<FingerId>> fingers_to_bind(const std::vector<StoredImpression>& impressions,
                                              const std::vector<FingerId>& wanted) {
    std::set<FingerId> fingers;
    for (const FingerId id : wanted) {
        const auto known = std::ranges::find(impressions, id, &StoredImpression::id);
        if (known == impressions.end()) return fail(ErrorCode::kNotFound, "the holder has no finger of this id");
        fingers.insert(known->finger);
    }
    if (wanted.empty()) {
        for (const StoredImpression& impression : impressions) fingers.insert(impression.finger);
    }
    if (fingers.empty()) return fail(ErrorCode::kNotFound, "the holder has no enrolled finger");
    return std::vector<FingerId>(fingers.begin(), fingers.end());
}

// The kind's name, or the first of "kind-2", "kind-3" ... that is free.
Result<std::string> free_alias(Repository& repository, HolderId holder, CardKind kind) {
    const auto cards = repository.cards(holder);
    if (!cards) return pass(cards);
    std::string alias(to_string(kind));
    for (int i = 2; std::ranges::find(*cards, alias, &Card::alias) != cards->end(); ++i) {
        alias = fmt::format("{}-{}", to_string(kind), i);
    }
    return alias;
}

// One default of a kind at most.
Result<void> clear_default(Repository& repository, RepositoryChange& change, HolderId holder, CardKind kind) {
    const auto cards = repository.cards(holder);
    if (!cards) return pass(cards);
    for (const Card& card : *cards) {
        if (card.kind != kind || !card.details.is_default) continue;
        CardDetails details = card.details;
        details.is_default = false;
        if (auto updated = change.update_card(card, card.status, details); !updated) return pass(updated);
    }
    return {};
}

AuditEvent event_of(CardStatus status) {
    switch (status) {
        case CardStatus::kActive:
            return AuditEvent::kCardThawed;
        case CardStatus::kFrozen:
            return AuditEvent::kCardFrozen;
        case CardStatus::kLost:
            return AuditEvent::kCardLost;
        case CardStatus::kExpired:
            break;
    }
    return AuditEvent::kCardChanged;
}

}  // namespace

template <class Change>
Result<Card> Service::State::change_card(const IdentityNumber& number, const std::string& alias, AuditEvent event,
                                         const Caller& caller, const Change& apply) {
    const std::lock_guard lock(mutex);
    auto change = repository.change();
    if (!change) return pass(change);
    const auto card = require_card(number, alias);
    if (!card) return card;
    auto changed = apply(*change, *card);
    if (!changed) return changed;
    const AuditEntry done = entry(event, AuditOutcome::kDone, caller, card->holder, card->id);
    if (auto audited = change->audit(done); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return changed;
}

Result<Card> Service::State::add_card(RepositoryChange& change, HolderId holder, const CardRequest& request,
                                      std::string_view bare_number, const Caller& caller) {
    if (!request.alias.empty()) {
        if (parse_card_kind(request.alias) && *parse_card_kind(request.alias) != request.kind) {
            return fail(ErrorCode::kInvalidArgument, "the card's alias is the name of another kind");
        }
        if (auto checked = check_text(request.alias, "the card's alias", kLongestAlias); !checked) return pass(checked);
    }
    const auto impressions = repository.impressions(holder);
    if (!impressions) return pass(impressions);
    const auto fingers = fingers_to_bind(*impressions, request.fingers);
    if (!fingers) return pass(fingers);
    const auto alias = request.alias.empty() ? free_alias(repository, holder, request.kind) : request.alias;
    if (!alias) return pass(alias);
    const auto same = repository.find_card(holder, *alias);
    if (!same) return pass(same);
    if (*same) return fail(ErrorCode::kAlreadyExists, "the holder has a card of this alias already");
    if (request.details.is_default) {
        if (auto cleared = clear_default(repository, change, holder, request.kind); !cleared) return pass(cleared);
    }
    auto card = change.add_card(holder, request.kind, bare_number, *alias, *fingers, request.details);
    if (!card && card.error().code == ErrorCode::kAlreadyExists) {
        return fail(ErrorCode::kAlreadyExists, "a card of this kind and number is linked already");
    }
    if (!card) return card;
    const AuditEntry linked = entry(AuditEvent::kCardLinked, AuditOutcome::kDone, caller, holder, card->id);
    if (auto audited = change.audit(linked); !audited) return pass(audited);
    return card;
}

Result<Card> Service::link_card(const IdentityNumber& number, const CardRequest& request, const Caller& caller) {
    auto bare = check_card_number(request.kind, request.number);
    if (!bare) return pass(bare);
    const SecretBytes card_number = SecretBytes::copy_of(bytes_of(*bare));
    wipe_text(*bare);
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    auto card = state_->add_card(*change, *holder, request, text_of(card_number.view()), caller);
    if (!card) return card;
    if (auto committed = change->commit(); !committed) return pass(committed);
    return card;
}

Result<std::vector<Card>> Service::cards(const IdentityNumber& number) const {
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    return state_->repository.cards(*holder);
}

Result<Card> Service::set_card_status(const IdentityNumber& number, const std::string& alias, CardStatus status,
                                      const Caller& caller) {
    return state_->change_card(number, alias, event_of(status), caller,
                               [&](RepositoryChange& change, const Card& card) -> Result<Card> {
                                   // Whoever found a lost card has had its number: it is linked anew, with a new one.
                                   if (card.status == CardStatus::kLost && status != CardStatus::kLost) {
                                       return fail(ErrorCode::kNotAllowed, "a lost card stays lost");
                                   }
                                   return change.set_card_status(card, status);
                               });
}

Result<Card> Service::set_card_details(const IdentityNumber& number, const std::string& alias,
                                       const CardDetails& details, const Caller& caller) {
    return state_->change_card(
        number, alias, AuditEvent::kCardChanged, caller,
        [&](RepositoryChange& change, const Card& card) -> Result<Card> {
            const auto bound = state_->repository.bound_fingers(card);
            if (!bound) return pass(bound);
            for (const FingerId finger : details.policy.duress) {
                if (std::ranges::find(*bound, finger) == bound->end()) {
                    return fail(ErrorCode::kInvalidArgument, "a duress finger is none that opens the card");
                }
            }
            if (details.is_default && !card.details.is_default) {
                const auto cleared = clear_default(state_->repository, change, card.holder, card.kind);
                if (!cleared) return pass(cleared);
            }
            return change.update_card(card, card.status, details);
        });
}

Result<Card> Service::set_card_pin(const IdentityNumber& number, const std::string& alias, std::string_view pin,
                                   const Caller& caller) {
    Bytes hashed;
    if (!pin.empty()) {
        if (auto checked = check_pin(pin); !checked) return pass(checked);
        auto made = hash_pin(pin);
        if (!made) return pass(made);
        hashed = std::move(*made);
    }
    return state_->change_card(
        number, alias, AuditEvent::kCardChanged, caller,
        [&](RepositoryChange& change, const Card& card) { return change.set_pin(card, hashed); });
}

Result<Card> Service::bind_finger(const IdentityNumber& number, const std::string& alias, FingerId finger,
                                  const Caller& caller) {
    return state_->change_card(number, alias, AuditEvent::kCardChanged, caller,
                               [&](RepositoryChange& change, const Card& card) -> Result<Card> {
                                   const auto impressions = state_->repository.impressions(card.holder);
                                   if (!impressions) return pass(impressions);
                                   const auto fingers = fingers_to_bind(*impressions, {finger});
                                   if (!fingers) return pass(fingers);
                                   auto bound = change.bind_finger(card, fingers->front());
                                   if (!bound) return pass(bound);
                                   return card;
                               });
}

Result<Card> Service::share_card(const IdentityNumber& number, const std::string& alias, const IdentityNumber& partner,
                                 const Caller& caller) {
    return state_->change_card(number, alias, AuditEvent::kCardChanged, caller,
                               [&](RepositoryChange& change, const Card& card) -> Result<Card> {
                                   const auto other = state_->require_holder(partner);
                                   if (!other) return pass(other);
                                   if (*other == card.holder)
                                       return fail(ErrorCode::kInvalidArgument, "a card is shared with another holder");
                                   const auto impressions = state_->repository.impressions(*other);
                                   if (!impressions) return pass(impressions);
                                   std::set<FingerId> fingers;
                                   for (const StoredImpression& impression : *impressions)
                                       fingers.insert(impression.finger);
                                   if (fingers.empty())
                                       return fail(ErrorCode::kNotFound, "the partner has no enrolled finger");
                                   for (const FingerId finger : fingers) {
                                       if (auto bound = change.bind_finger(card, finger); !bound) return pass(bound);
                                   }
                                   CardDetails details = card.details;
                                   details.policy.partner = *other;
                                   details.policy.second_finger = false;
                                   return change.update_card(card, card.status, details);
                               });
}

Result<void> Service::unlink_card(const IdentityNumber& number, const std::string& alias, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto card = state_->require_card(number, alias);
    if (!card) return pass(card);
    if (auto removed = change->remove_card(card->id); !removed) return removed;
    const AuditEntry entry =
        state_->entry(AuditEvent::kCardUnlinked, AuditOutcome::kDone, caller, card->holder, card->id);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

}  // namespace dactyl
