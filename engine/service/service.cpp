#include "engine/service/service.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/service/service_state.hpp"

namespace dactyl {

HolderSummary summary_of(const Person& person) {
    const std::string household = person.household.empty() ? std::string(person.number.province()) : person.household;
    return {person.id, masked_name(person.name), person.number.masked(), household};
}

EnrolledFinger enrolled_finger(const DecodedImpression& impression) {
    return {impression.id,
            impression.finger,
            impression.print.position,
            impression.print.quality,
            static_cast<int>(impression.print.minutiae.size()),
            impression.sealed_bytes};
}

AuditEntry Service::State::entry(AuditEvent event, AuditOutcome outcome, const Caller& caller, HolderId holder,
                                 CardId card) const {
    AuditEntry made;
    made.at = std::chrono::floor<std::chrono::milliseconds>(now());
    made.event = event;
    made.outcome = outcome;
    made.holder = holder;
    made.card = card;
    made.caller = caller;
    return made;
}

Result<void> Service::State::audit_alone(const AuditEntry& entry) {
    if (repository.read_only()) return {};
    auto change = repository.change();
    if (!change) return pass(change);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<std::shared_ptr<const GallerySnapshot>> Service::State::load() {
    const std::lock_guard lock(mutex);
    return gallery.refresh(repository);
}

Result<Service::State::Before> Service::State::find_and_load(const IdentityNumber& number) {
    const std::lock_guard lock(mutex);
    const auto holder = repository.find_holder(number);
    if (!holder) return pass(holder);
    auto snapshot = gallery.refresh(repository);
    if (!snapshot) return pass(snapshot);
    return Before{*holder, std::move(*snapshot)};
}

Result<HolderId> Service::State::require_holder(const IdentityNumber& number) {
    const auto holder = repository.find_holder(number);
    if (!holder) return pass(holder);
    if (!*holder) return fail(ErrorCode::kNotFound, "no holder has this number");
    return **holder;
}

Result<std::vector<DecodedImpression>> Service::State::impressions_of(HolderId holder) {
    const auto stored = repository.impressions(holder);
    if (!stored) return pass(stored);
    std::vector<DecodedImpression> decoded;
    decoded.reserve(stored->size());
    for (const StoredImpression& impression : *stored) {
        auto one = decode_impression(impression);
        if (!one) return pass(one);
        decoded.push_back(std::move(*one));
    }
    return decoded;
}

Result<std::optional<Card>> Service::State::find_card(HolderId holder, const std::string& alias) {
    auto card = repository.find_card(holder, alias);
    const auto kind = parse_card_kind(alias);
    if (!card || *card || !kind) return card;
    const auto cards = repository.cards(holder);
    if (!cards) return pass(cards);
    const auto chosen =
        std::ranges::find_if(*cards, [&](const Card& one) { return one.kind == *kind && one.details.is_default; });
    return chosen == cards->end() ? std::optional<Card>() : std::optional<Card>(*chosen);
}

Result<Card> Service::State::require_card(HolderId holder, const std::string& alias) {
    auto card = find_card(holder, alias);
    if (!card) return pass(card);
    if (!*card) return fail(ErrorCode::kNotFound, "the holder has no card of this alias");
    return std::move(**card);
}

Result<Card> Service::State::require_card(const IdentityNumber& number, const std::string& alias) {
    const auto holder = require_holder(number);
    if (!holder) return pass(holder);
    return require_card(*holder, alias);
}

Result<std::vector<Card>> Service::State::cards_of_finger(HolderId holder, FingerId finger) {
    const auto cards = repository.cards(holder);
    if (!cards) return pass(cards);
    std::vector<Card> opened;
    for (const Card& card : *cards) {
        const auto fingers = repository.bound_fingers(card);
        if (!fingers) return pass(fingers);
        if (std::ranges::find(*fingers, finger) != fingers->end()) opened.push_back(card);
    }
    return opened;
}

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}
Service::Service(Service&&) noexcept = default;
Service& Service::operator=(Service&&) noexcept = default;
Service::~Service() = default;

const Policy& Service::policy() const { return state_->policy; }

Result<std::size_t> Service::load_gallery() {
    const auto snapshot = state_->load();
    if (!snapshot) return pass(snapshot);
    return (*snapshot)->size();
}

Result<HolderRecord> Service::holder(const IdentityNumber& number) const {
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto person = state_->repository.person(*holder);
    if (!person) return pass(person);
    const auto impressions = state_->impressions_of(*holder);
    if (!impressions) return pass(impressions);
    auto cards = state_->repository.cards(*holder);
    if (!cards) return pass(cards);
    HolderRecord record{summary_of(*person), {}, std::move(*cards)};
    std::ranges::transform(*impressions, std::back_inserter(record.fingers), enrolled_finger);
    return record;
}

Result<std::vector<HolderSummary>> Service::holders() const {
    const std::lock_guard lock(state_->mutex);
    const auto people = state_->repository.people();
    if (!people) return pass(people);
    std::vector<HolderSummary> summaries;
    std::ranges::transform(*people, std::back_inserter(summaries), summary_of);
    return summaries;
}

Result<std::vector<HolderSummary>> Service::outdated_holders() const {
    constexpr std::size_t kBatch = 1000;
    const std::lock_guard lock(state_->mutex);
    Repository& repository = state_->repository;
    std::set<HolderId> outdated;
    for (FingerId last;;) {
        const auto batch = repository.sealed_impressions(last, kBatch);
        if (!batch) return pass(batch);
        for (const SealedImpression& sealed : *batch) {
            const auto stored = repository.open_impression(sealed);
            if (!stored) return pass(stored);
            const auto impression = decode_impression(*stored);
            if (!impression) return pass(impression);
            if (!comparable(impression->print)) outdated.insert(impression->holder);
        }
        if (batch->size() < kBatch) break;
        last = batch->back().id;
    }
    const auto people = repository.people();
    if (!people) return pass(people);
    std::vector<HolderSummary> summaries;
    for (const Person& person : *people) {
        if (outdated.contains(person.id)) summaries.push_back(summary_of(person));
    }
    return summaries;
}

Result<void> Service::erase(const IdentityNumber& number, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    if (auto erased = change->erase_person(*holder); !erased) return erased;
    if (auto audited = change->audit(state_->entry(AuditEvent::kErased, AuditOutcome::kDone, caller, *holder));
        !audited) {
        return audited;
    }
    return change->commit();
}

Result<std::vector<AuditEntry>> Service::history(const IdentityNumber& number) const {
    constexpr std::size_t kMost = 10'000;
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    auto entries = state_->repository.audit_entries(0, kMost, *holder);
    if (!entries) return entries;
    // Whoever forces a finger may force a look at the history too.
    std::erase_if(*entries, [](const AuditEntry& entry) { return entry.event == AuditEvent::kDuress; });
    return entries;
}

Result<std::vector<AuditEntry>> Service::audit_trail(std::int64_t after, std::size_t most) const {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.audit_entries(after, most);
}

Result<AuditReport> Service::verify_audit() const {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.verify_audit();
}

}  // namespace dactyl
