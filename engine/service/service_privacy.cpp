#include <algorithm>
#include <utility>

#include "engine/service/service_state.hpp"

namespace dactyl {

Result<std::vector<Consent>> Service::consents(const IdentityNumber& number) const {
    const std::lock_guard lock(state_->mutex);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    return state_->repository.consents(*holder);
}

Result<void> Service::set_consent(const IdentityNumber& number, ConsentPurpose purpose, bool given,
                                  const ConsentForm& form, const Caller& caller) {
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

Result<HolderExport> Service::export_holder(const IdentityNumber& number, const Caller& caller) {
    auto record = holder(number);
    if (!record) return pass(record);
    const std::lock_guard lock(state_->mutex);
    Repository& repository = state_->repository;
    const HolderId id = record->summary.id;
    const AuditEntry entry = state_->entry(AuditEvent::kDisclosure, AuditOutcome::kDone, caller, id);
    if (auto audited = state_->audit_alone(entry); !audited) return pass(audited);
    HolderExport all;
    const auto person = repository.person(id);
    if (!person) return pass(person);
    all.name = person->name;
    all.number = person->number.text();
    for (const Card& card : record->cards) {
        const auto card_number = repository.card_number(card);
        if (!card_number) return pass(card_number);
        all.card_numbers.emplace_back(text_of(card_number->view()));
    }
    if (repository.opens_hidden()) {
        auto fields = repository.hidden_fields(id);
        if (!fields) return pass(fields);
        all.hidden = std::move(*fields);
        auto records = repository.voluntary_records(id);
        if (!records) return pass(records);
        all.records = std::move(*records);
    }
    auto statements = repository.consents(id);
    if (!statements) return pass(statements);
    all.consents = std::move(*statements);
    constexpr std::size_t kMostEntries = 1'000'000;
    auto entries = repository.audit_entries(0, kMostEntries, id);
    if (!entries) return pass(entries);
    std::erase_if(*entries, [](const AuditEntry& done) { return done.event == AuditEvent::kDuress; });
    all.history = std::move(*entries);
    all.record = std::move(*record);
    return all;
}

Result<void> Service::set_hidden(const IdentityNumber& number, const HiddenFields& fields, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    if (auto set = change->set_hidden_fields(*holder, fields); !set) return set;
    const AuditEntry entry = state_->entry(AuditEvent::kHiddenChanged, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<std::int64_t> Service::add_record(const IdentityNumber& number, VoluntaryKind kind, const std::string& text,
                                         const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto statements = state_->repository.consents(*holder);
    if (!statements) return pass(statements);
    if (!is_given(*statements, ConsentPurpose::kExtraRecords)) {
        return fail(ErrorCode::kNotAllowed, "the holder has not agreed to extra records");
    }
    const auto id = change->add_voluntary_record(*holder, kind, text);
    if (!id) return id;
    const AuditEntry entry = state_->entry(AuditEvent::kRecordAdded, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return id;
}

Result<void> Service::remove_record(const IdentityNumber& number, std::int64_t record, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    if (auto removed = change->remove_voluntary_record(*holder, record); !removed) return removed;
    const AuditEntry entry = state_->entry(AuditEvent::kRecordRemoved, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

}  // namespace dactyl
