#include <algorithm>
#include <utility>

#include "engine/certificates/sd_jwt.hpp"
#include "engine/service/service_state.hpp"

namespace dactyl {
namespace {

// Two issuers may count alike, and one issuer each kind anew.
std::string card_number_of(const Certificate& certificate, const std::string& number) {
    return std::string(to_string(certificate.kind)) + ":" + certificate.issuer + ":" + number;
}

// An issuer who names the holder must mean this one.
Result<void> check_person(const Certificate& certificate, const IdentityNumber& holder) {
    if (!certificate.fields.contains("id_number")) return {};
    const auto named = text_field(certificate, "id_number");
    if (!named || *named != holder.text()) {
        return fail(ErrorCode::kInvalidArgument, "the certificate is another person's");
    }
    return {};
}

CardRequest card_request(const CertificateRequest& request, const Certificate& certificate) {
    CardRequest card{CardKind::kCertificate, {}, request.alias, request.fingers, request.details};
    card.details.issuer = certificate.issuer;
    card.details.expires.reset();
    if (certificate.expires) {
        const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*certificate.expires)};
        card.details.expires = day.year() / day.month();
    }
    if (card.alias.empty()) card.alias = to_string(certificate.kind);
    return card;
}

}  // namespace

Result<void> Service::trust_issuer(const Issuer& issuer, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    if (auto put = change->put_issuer(issuer); !put) return put;
    const auto entry = state_->entry(AuditEvent::kIssuerChanged, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<void> Service::distrust_issuer(const std::string& name, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    if (auto removed = change->remove_issuer(name); !removed) return removed;
    const auto entry = state_->entry(AuditEvent::kIssuerChanged, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return audited;
    return change->commit();
}

Result<std::vector<Issuer>> Service::issuers() const {
    const std::lock_guard lock(state_->mutex);
    return state_->repository.issuers();
}

Result<PublicKey> Service::request_certificate(const IdentityNumber& number, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    auto change = state_->repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    auto key = change->add_certificate_key(*holder);
    if (!key) return key;
    const auto entry = state_->entry(AuditEvent::kCertificateRequested, AuditOutcome::kDone, caller, *holder);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return key;
}

Result<Card> Service::add_certificate(const IdentityNumber& number, const CertificateRequest& request,
                                      const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    Repository& repository = state_->repository;
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto trusted = repository.issuers();
    if (!trusted) return pass(trusted);
    const auto certificate = check_certificate(request.text, *trusted, state_->now_in_seconds());
    if (!certificate) return pass(certificate);
    if (auto checked = check_person(*certificate, number); !checked) return pass(checked);
    const auto keys = repository.certificate_keys(*holder);
    if (!keys) return pass(keys);
    const auto key = std::ranges::find_if(
        *keys, [&](const BindingKey& known) { return known.key.public_key() == certificate->holder_key; });
    if (key == keys->end()) return fail(ErrorCode::kKeyMismatch, "the certificate is bound to no key of this holder");
    const auto own_number = text_field(*certificate, "number");
    if (!own_number) return pass(own_number);
    auto card = state_->add_card(*change, *holder, card_request(request, *certificate),
                                 card_number_of(*certificate, *own_number), caller);
    if (!card) return card;
    if (auto added = change->add_certificate(*card, request.text, *key); !added) return pass(added);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return card;
}

Result<std::vector<CertificateSummary>> Service::certificates(const IdentityNumber& number) const {
    const std::lock_guard lock(state_->mutex);
    Repository& repository = state_->repository;
    const auto holder = state_->require_holder(number);
    if (!holder) return pass(holder);
    const auto cards = repository.cards(*holder);
    if (!cards) return pass(cards);
    std::vector<CertificateSummary> all;
    for (const Card& card : *cards) {
        if (card.kind != CardKind::kCertificate) continue;
        const auto kept = repository.certificate(card);
        if (!kept) return pass(kept);
        const auto read = read_certificate(text_of(kept->text.view()));
        if (!read) return fail(ErrorCode::kStoreDamaged, "a stored certificate is malformed");
        CertificateSummary summary{card, read->kind, read->issuer, read->issued, read->expires, {}};
        for (const auto& [name, value] : read->fields) summary.fields.push_back(name);
        all.push_back(std::move(summary));
    }
    return all;
}

Result<std::string> Service::State::presentation(const Card& card, const UnlockRequest& request) {
    const auto kept = repository.certificate(card);
    if (!kept) return pass(kept);
    return present_certificate(text_of(kept->text.view()), request.fields, kept->key, request.purpose,
                               now_in_seconds());
}

}  // namespace dactyl
