#include <algorithm>
#include <utility>

#include "engine/service/service_state.hpp"

namespace dactyl {

Result<std::vector<Consent>> Service::consents(const ResidentId& number) const {
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    return state_->repository.consents(*holder);
}

Result<void> Service::set_consent(const ResidentId& number, ConsentPurpose purpose, bool given, const ConsentForm& form,
                                  const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const Consent consent = {purpose, given, state_->now_in_seconds(), form.wording, form.channel};
    if (auto added = change->add_consent(*holder, consent); !added) return added;
    const auto event = given ? AuditEvent::kConsentGiven : AuditEvent::kConsentWithdrawn;
    if (auto audited = change->audit(state_->entry(event, AuditOutcome::kDone, caller, *holder)); !audited) {
        return audited;
    }
    return change->commit();
}

Result<HolderExport> Service::export_holder(const ResidentId& number, const Caller& caller) {
    auto record = holder(number);
    if (!record) return pass(record);
    HolderExport all;
    all.number = number.number();
    const std::lock_guard lock(state_->mutex);
    const HolderId id = record->summary.id;
    const AuditEntry entry = state_->entry(AuditEvent::kDisclosure, AuditOutcome::kDone, caller, id);
    if (auto audited = state_->audit_alone(entry); !audited) return pass(audited);
    for (const Card& card : record->cards) {
        const auto card_number = state_->repository.card_number(card);
        if (!card_number) return pass(card_number);
        all.card_numbers.emplace_back(text_of(card_number->view()));
    }
    auto statements = state_->repository.consents(id);
    if (!statements) return pass(statements);
    all.consents = std::move(*statements);
    constexpr std::size_t kMostEntries = 1'000'000;
    auto entries = state_->repository.audit_entries(0, kMostEntries, id);
    if (!entries) return pass(entries);
    all.history = std::move(*entries);
    all.record = std::move(*record);
    return all;
}

}  // namespace dactyl
