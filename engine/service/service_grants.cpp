#include <utility>

#include "engine/service/service_state.hpp"

namespace dactyl {

Result<const SigningKey*> Service::State::grant_key() {
    if (!grant_key_) {
        auto change = repository.change();
        if (!change) return pass(change);
        auto key = change->signing_key(SigningPurpose::kGrant);
        if (!key) return pass(key);
        if (auto committed = change->commit(); !committed) return pass(committed);
        grant_key_.emplace(std::move(*key));
    }
    return &*grant_key_;
}

Result<PublicKey> Service::grant_public_key() {
    const std::lock_guard lock(state_->mutex);
    const auto key = state_->grant_key();
    if (!key) return pass(key);
    return (*key)->public_key();
}

Result<GrantClaims> Service::redeem(ByteView grant, const GrantPurpose& expected, const Caller& caller) {
    const std::lock_guard lock(state_->mutex);
    const auto key = state_->grant_key();
    if (!key) return pass(key);
    const auto now = state_->now_in_seconds();
    auto claims = check_grant(grant, (*key)->public_key(), expected, now, GrantCheck::kWithStore);
    if (!claims) return claims;
    auto change = state_->repository.change();
    if (!change) return pass(change);
    if (auto redeemed = change->redeem(*claims, now); !redeemed) return pass(redeemed);
    const AuditEntry entry = state_->entry(AuditEvent::kGrantRedeemed, AuditOutcome::kDone, caller);
    if (auto audited = change->audit(entry); !audited) return pass(audited);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return claims;
}

}  // namespace dactyl
