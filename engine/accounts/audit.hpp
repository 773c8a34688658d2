#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/vault.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

/// The trail of what was done to a store and asked of it: append-only, each entry chained to the one before by SHA-256
/// or SM3, the chain signed now and then. engine/docs/formats/audit.md.
namespace dactyl {

/// What happened. Values are part of the format.
enum class AuditEvent : std::uint8_t {
    kEnrolled = 1,
    kErased = 2,
    kCardLinked = 3,
    kCardFrozen = 4,
    kCardThawed = 5,
    kCardUnlinked = 6,
    kAttempt = 7,  ///< a verification or an unlocking was begun, before anything was compared
    kVerification = 8,
    kIdentification = 9,
    kUnlocking = 10,
    kConsentGiven = 11,
    kConsentWithdrawn = 12,
    kDisclosure = 13,
    kKeyRotated = 14,
    kBackup = 15,
    kPolicyChanged = 16,
    kGrantRedeemed = 17,
    kDuress = 18,  ///< the silent alarm; never shown with the holder's history
    kHeldForReview = 19,
    kReleased = 20,
    kFingerRemoved = 21,
    kRoleChanged = 22,
    kCardChanged = 23,
    kRecordAdded = 24,
    kRecordRemoved = 25,
    kCardLost = 26,
    kHiddenChanged = 27,
    kIssuerChanged = 41,
    kCertificateRequested = 42,  ///< a key for it was made
};

/// How it ended. Values are part of the format.
enum class AuditOutcome : std::uint8_t { kDone = 1, kRefused = 2, kRetry = 3, kLocked = 4 };

std::string_view to_string(AuditEvent event);      ///< "enrolled", "card-linked", ...
std::string_view to_string(AuditOutcome outcome);  ///< "done", "refused", "retry", "locked"

/// Who did it and why; neither holds a name, a number or anything else about the holder.
struct Caller {
    std::string actor = "local";  ///< a terminal, an operator's role, a service account; up to 64 bytes of UTF-8
    std::string purpose;          ///< up to 128 bytes of UTF-8

    /// Errors: kInvalidArgument.
    Result<void> check() const;
};

struct AuditEntry {
    std::int64_t sequence = 0;  ///< from 1, without gaps
    std::chrono::sys_time<std::chrono::milliseconds> at{};
    AuditEvent event = AuditEvent::kEnrolled;
    AuditOutcome outcome = AuditOutcome::kDone;
    HolderId holder;  ///< 0: none. Ids are not personal data and stay when the holder is erased
    CardId card;      ///< 0: none
    Caller caller;
    crypto::Digest hash{};  ///< over this entry and the hash before it
};

/// The hash before the first entry: other for each store, so that a chain cannot be moved to another.
Result<crypto::Digest> first_audit_hash(const StoreId& store, CryptoProfile profile = CryptoProfile::kInternational);
/// The hash that an entry must have after that of the one before.
Result<crypto::Digest> audit_hash(const crypto::Digest& before, const AuditEntry& entry,
                                  CryptoProfile profile = CryptoProfile::kInternational);
/// What a checkpoint's signature covers.
Bytes checkpoint_message(const StoreId& store, std::int64_t sequence, const crypto::Digest& hash);

/// What a verification of the trail found.
struct AuditReport {
    std::int64_t entries = 0;
    std::int64_t checkpoints = 0;
    std::int64_t signed_up_to = 0;             ///< entries after this one are chained, but not signed yet
    std::optional<std::int64_t> first_broken;  ///< the first entry that does not fit: altered, missing or inserted
    crypto::Digest head{};                     ///< hash of the last entry: written down elsewhere, it proves later that
                                               ///< nothing was cut off the end
    bool intact() const { return !first_broken; }
};

}  // namespace dactyl
