#include <algorithm>
#include <utility>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/one_time_code.hpp"
#include "engine/service/attempts.hpp"
#include "engine/service/service_state.hpp"

namespace dactyl {
namespace {

tl::unexpected<Error> not_allowed() {
    // One answer whatever was wrong: the name of a role and its rights are nobody's business either.
    return fail(ErrorCode::kNotAllowed, "this role may not open these fields for this purpose with this code");
}

// Checks the code and uses it up; a wrong one is counted.
Result<bool> takes_code(StoredRole& role, std::string_view code, const Policy& policy, std::chrono::sys_seconds now) {
    if (now < role.locked_until) return false;
    const auto step = matching_step(role.secret.view(), code, now, role.last_step);
    if (!step) return pass(step);
    if (*step) {
        role.last_step = **step;
        role.failures = 0;
        return true;
    }
    if (++role.failures % policy.max_attempts == 0) {
        // Doubles with each lock that follows without a right code between.
        AttemptState state;
        state.failures = policy.max_attempts - 1;
        state.lockouts = role.failures / policy.max_attempts - 1;
        role.locked_until = with_attempt(state, policy.max_attempts, policy.lockout, now).locked_until;
    }
    return false;
}

// With the mutex held and the question allowed.
Result<Disclosure> open_fields(Service::State& state, HolderId holder, const std::vector<PersonalField>& fields) {
    Repository& repository = state.repository;
    const auto person = repository.person(holder);
    if (!person) return pass(person);
    Disclosure opened{summary_of(*person), {}, {}, {}};
    HiddenFields hidden;
    if (std::ranges::any_of(fields, is_hidden_text)) {
        auto read = repository.hidden_fields(holder);
        if (!read) return pass(read);
        hidden = std::move(*read);
    }
    for (const PersonalField field : fields) {
        if (field == PersonalField::kName) {
            opened.texts[field] = person->name;
        } else if (field == PersonalField::kNumber) {
            opened.texts[field] = person->number.number();
        } else if (field == PersonalField::kCardNumbers) {
            const auto cards = repository.cards(holder);
            if (!cards) return pass(cards);
            for (const Card& card : *cards) {
                const auto number = repository.card_number(card);
                if (!number) return pass(number);
                opened.card_numbers.emplace_back(text_of(number->view()));
            }
        } else if (field == PersonalField::kRecords) {
            const auto statements = repository.consents(holder);
            if (!statements) return pass(statements);
            if (!is_given(*statements, ConsentPurpose::kExtraRecords)) continue;
            auto records = repository.voluntary_records(holder);
            if (!records) return pass(records);
            opened.records = std::move(*records);
        } else if (const auto found = hidden.find(field); found != hidden.end()) {
            opened.texts[field] = found->second;
        }
    }
    return opened;
}

}  // namespace

Result<std::string> Service::put_role(const Role& role, const Caller& caller) {
    if (auto checked = role.check(); !checked) return pass(checked);
    StoredRole stored;
    stored.role = role;
    stored.secret = SecretBytes(kCodeSecretBytes);
    if (auto filled = crypto::fill_random(stored.secret.writable()); !filled) return pass(filled);
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    if (auto put = change->put_role(stored); !put) return pass(put);
    const AuditEntry entry = state_->entry(AuditEvent::kRoleChanged, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return enrolment_address(role.name, stored.secret.view());
}

Result<std::vector<Role>> Service::roles() const {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.roles();
}

Result<void> Service::remove_role(const std::string& name, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    if (auto removed = change->remove_role(name); !removed) return removed;
    const AuditEntry entry = state_->entry(AuditEvent::kRoleChanged, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<Disclosure> Service::disclose(const DisclosureRequest& request, const Caller& caller) {
    // The trail names the role and its purpose; of whom it was asked by, the terminal or person behind the role.
    Caller asking{caller.actor == Caller().actor ? request.role : request.role + " at " + caller.actor,
                  request.purpose};
    if (auto checked = asking.check(); !checked) return pass(checked);
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->repository.find_holder(request.number);
    if (!holder) return pass(holder);
    auto role = state_->repository.role(request.role);
    if (!role && role.error().code != ErrorCode::kNotFound) return pass(role);
    bool allowed = false;
    if (role) {
        const auto taken = takes_code(*role, request.code, state_->policy, state_->now_in_seconds());
        if (!taken) return pass(taken);
        if (auto put = change->put_role(*role); !put) return pass(put);
        allowed = *taken && role->role.may_name(request.purpose) && !request.fields.empty() &&
                  std::ranges::all_of(request.fields, [&](PersonalField f) { return role->role.may_open(f); });
    }
    const auto outcome = allowed && *holder ? AuditOutcome::kDone : AuditOutcome::kRefused;
    const AuditEntry entry = state_->entry(AuditEvent::kDisclosure, outcome, asking, holder->value_or(HolderId()));
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    // Written down before anything is opened.
    if (auto committed = change->commit(); !committed) return pass(committed);
    if (!allowed) return not_allowed();
    if (!*holder) return fail(ErrorCode::kNotFound, "no holder has this number");
    return open_fields(*state_, **holder, request.fields);
}

}  // namespace dactyl
