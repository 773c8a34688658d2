#include <algorithm>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "engine/accounts/person_name.hpp"
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

}  // namespace

Result<Card> Service::link_card(const ResidentId& number, const CardRequest& request, const Caller& caller) {
    auto bare = check_card_number(request.kind, request.number);
    if (!bare) return pass(bare);
    const SecretBytes card_number = SecretBytes::copy_of(bytes_of(*bare));
    wipe_text(*bare);
    if (!request.alias.empty()) {
        if (auto checked = check_text(request.alias, "the card's alias", kLongestAlias); !checked) return pass(checked);
    }
    const std::lock_guard lock(state_->mutex);
    Repository& repository = state_->repository;
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto impressions = repository.impressions(*holder);
    if (!impressions) return pass(impressions);
    const auto fingers = fingers_to_bind(*impressions, request.fingers);
    if (!fingers) return pass(fingers);
    const auto alias = request.alias.empty() ? free_alias(repository, *holder, request.kind) : request.alias;
    if (!alias) return pass(alias);
    const auto same = repository.find_card(*holder, *alias);
    if (!same) return pass(same);
    if (*same) return fail(ErrorCode::kAlreadyExists, "the holder has a card of this alias already");
    auto card = change->add_card(*holder, request.kind, text_of(card_number.view()), *alias, *fingers);
    if (!card && card.error().code == ErrorCode::kAlreadyExists) {
        return fail(ErrorCode::kAlreadyExists, "a card of this kind and number is linked already");
    }
    if (!card) return card;
    const AuditEntry entry = state_->entry(AuditEvent::kCardLinked, AuditOutcome::kDone, caller, *holder, card->id);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return card;
}

Result<std::vector<Card>> Service::cards(const ResidentId& number) const {
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    return state_->repository.cards(*holder);
}

Result<Card> Service::set_card_status(const ResidentId& number, const std::string& alias, CardStatus status,
                                      const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto card = state_->require_card(number, alias);
    if (!card) return card;
    auto changed = change->set_card_status(*card, status);
    if (!changed) return changed;
    const auto event = status == CardStatus::kFrozen ? AuditEvent::kCardFrozen : AuditEvent::kCardThawed;
    const AuditEntry entry = state_->entry(event, AuditOutcome::kDone, caller, card->holder, card->id);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return changed;
}

Result<void> Service::unlink_card(const ResidentId& number, const std::string& alias, const Caller& caller) {
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
