#include "engine/accounts/audit.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/accounts/record.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kEntryPrefix = "dactyl/1 audit entry";
constexpr std::string_view kFirstPrefix = "dactyl/1 audit begin";
constexpr std::string_view kCheckpointPrefix = "dactyl/1 audit checkpoint";
constexpr std::size_t kLongestActor = 64;
constexpr std::size_t kLongestPurpose = 128;

constexpr std::array<std::pair<AuditEvent, std::string_view>, 29> kEvents = {{
    {AuditEvent::kEnrolled, "enrolled"},
    {AuditEvent::kErased, "erased"},
    {AuditEvent::kCardLinked, "card-linked"},
    {AuditEvent::kCardFrozen, "card-frozen"},
    {AuditEvent::kCardThawed, "card-thawed"},
    {AuditEvent::kCardUnlinked, "card-unlinked"},
    {AuditEvent::kAttempt, "attempt"},
    {AuditEvent::kVerification, "verification"},
    {AuditEvent::kIdentification, "identification"},
    {AuditEvent::kUnlocking, "unlocking"},
    {AuditEvent::kConsentGiven, "consent-given"},
    {AuditEvent::kConsentWithdrawn, "consent-withdrawn"},
    {AuditEvent::kDisclosure, "disclosure"},
    {AuditEvent::kKeyRotated, "key-rotated"},
    {AuditEvent::kBackup, "backup"},
    {AuditEvent::kPolicyChanged, "policy-changed"},
    {AuditEvent::kGrantRedeemed, "grant-redeemed"},
    {AuditEvent::kDuress, "duress"},
    {AuditEvent::kHeldForReview, "held-for-review"},
    {AuditEvent::kReleased, "released"},
    {AuditEvent::kFingerRemoved, "finger-removed"},
    {AuditEvent::kRoleChanged, "role-changed"},
    {AuditEvent::kCardChanged, "card-changed"},
    {AuditEvent::kRecordAdded, "record-added"},
    {AuditEvent::kRecordRemoved, "record-removed"},
    {AuditEvent::kCardLost, "card-lost"},
    {AuditEvent::kHiddenChanged, "hidden-changed"},
    {AuditEvent::kIssuerChanged, "issuer-changed"},
    {AuditEvent::kCertificateRequested, "certificate-requested"},
}};

}  // namespace

std::string_view to_string(AuditEvent event) {
    const auto known = std::ranges::find(kEvents, event, &std::pair<AuditEvent, std::string_view>::first);
    return known == kEvents.end() ? "unknown" : known->second;
}

std::string_view to_string(AuditOutcome outcome) {
    switch (outcome) {
        case AuditOutcome::kDone:
            return "done";
        case AuditOutcome::kRefused:
            return "refused";
        case AuditOutcome::kRetry:
            return "retry";
        case AuditOutcome::kLocked:
            return "locked";
    }
    return "unknown";
}

Result<void> Caller::check() const {
    if (auto checked = check_text(actor, "the actor", kLongestActor); !checked) return checked;
    return purpose.empty() ? Result<void>() : check_text(purpose, "the purpose", kLongestPurpose);
}

Result<crypto::Digest> first_audit_hash(const StoreId& store, CryptoProfile profile) {
    RecordWriter writer;
    writer.text(kFirstPrefix);
    writer.bytes(store);
    return crypto::digest(profile, writer.view());
}

Result<crypto::Digest> audit_hash(const crypto::Digest& before, const AuditEntry& entry, CryptoProfile profile) {
    RecordWriter writer;
    writer.text(kEntryPrefix);
    writer.bytes(before);
    writer.number(static_cast<std::uint64_t>(entry.sequence));
    writer.number(static_cast<std::uint64_t>(entry.at.time_since_epoch().count()));
    writer.number(static_cast<std::uint64_t>(entry.event));
    writer.number(static_cast<std::uint64_t>(entry.outcome));
    writer.number(entry.holder.value());
    writer.number(entry.card.value());
    writer.text(entry.caller.actor);
    writer.text(entry.caller.purpose);
    return crypto::digest(profile, writer.view());
}

Bytes checkpoint_message(const StoreId& store, std::int64_t sequence, const crypto::Digest& hash) {
    RecordWriter writer;
    writer.text(kCheckpointPrefix);
    writer.bytes(store);
    writer.number(static_cast<std::uint64_t>(sequence));
    writer.bytes(hash);
    return {writer.view().begin(), writer.view().end()};
}

}  // namespace dactyl
