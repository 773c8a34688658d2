#pragma once

#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/accounts/repository.hpp"
#include "engine/service/comparing.hpp"
#include "engine/service/gallery_cache.hpp"
#include "engine/service/impression.hpp"
#include "engine/service/service.hpp"

namespace dactyl {

/// What a Service owns. The mutex guards the repository and the gallery cache; comparisons and searches run outside it,
/// on snapshots.
struct Service::State {
    State(Repository opened, Policy rules, ServiceEnvironment world)
        : policy(rules), environment(std::move(world)), repository(std::move(opened)) {}

    const Policy policy;
    const ServiceEnvironment environment;
    ScratchPool scratches;

    mutable std::mutex mutex;
    Repository repository;
    GalleryCache gallery;

    std::chrono::system_clock::time_point now() const {
        return environment.now ? environment.now() : std::chrono::system_clock::now();
    }
    /// Of the day at the policy's clock.
    std::chrono::minutes minutes_of_day() const {
        const auto local = std::chrono::floor<std::chrono::minutes>(now()) + policy.utc_offset;
        return local - std::chrono::floor<std::chrono::days>(local);
    }
    std::chrono::sys_seconds now_in_seconds() const { return std::chrono::floor<std::chrono::seconds>(now()); }

    /// An entry of the audit trail, now.
    AuditEntry entry(AuditEvent event, AuditOutcome outcome, const Caller& caller, HolderId holder = {},
                     CardId card = {}) const;
    /// With the mutex held: audits what has no change of its own. Stores that cannot be written to are left alone.
    Result<void> audit_alone(const AuditEntry& entry);

    /// A holder's id, where there is one, and everybody's templates.
    struct Before {
        std::optional<HolderId> holder;
        std::shared_ptr<const GallerySnapshot> gallery;
    };
    Result<Before> find_and_load(const IdentityNumber& number);
    Result<std::shared_ptr<const GallerySnapshot>> load();

    // The mutex is held by the callers of these.

    /// The key that signs grants, made on its first use.
    Result<const SigningKey*> grant_key();
    std::optional<SigningKey> grant_key_;

    /// Changes one card in a change of its own, audited; takes the mutex. In service_cards.cpp.
    template <class Change>
    Result<Card> change_card(const IdentityNumber& number, const std::string& alias, AuditEvent event,
                             const Caller& caller, const Change& apply);

    /// Adds a card with a bare and checked number, audited. In service_cards.cpp.
    Result<Card> add_card(RepositoryChange& change, HolderId holder, const CardRequest& request,
                          std::string_view bare_number, const Caller& caller);
    /// Shows those fields of a certificate. In service_certificates.cpp.
    Result<std::string> presentation(const Card& card, const UnlockRequest& request);

    /// Errors: kNotFound.
    Result<HolderId> require_holder(const IdentityNumber& number);
    Result<std::vector<DecodedImpression>> impressions_of(HolderId holder);
    /// Errors: kNotFound.
    Result<Card> require_card(HolderId holder, const std::string& alias);
    Result<Card> require_card(const IdentityNumber& number, const std::string& alias);
    /// By its alias, or by the name of its kind: the default of that kind.
    Result<std::optional<Card>> find_card(HolderId holder, const std::string& alias);
    /// Whether a holder agrees to unlocking and does not wait for a review.
    Result<bool> may_unlock(HolderId holder);
    Result<Recognised> recognised(HolderId holder, FingerId finger);
    /// The cards that a finger opens.
    Result<std::vector<Card>> cards_of_finger(HolderId holder, FingerId finger);
};

HolderSummary summary_of(const Person& person);
EnrolledFinger enrolled_finger(const DecodedImpression& impression);

}  // namespace dactyl
