#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/accounts/audit.hpp"
#include "engine/accounts/card.hpp"
#include "engine/accounts/consent.hpp"
#include "engine/accounts/grant.hpp"
#include "engine/accounts/resident_id.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/service/decision.hpp"
#include "engine/service/environment.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

struct StoreLocation {
    std::filesystem::path database;
    std::filesystem::path key;
};

/// One finger to enrol: one or more placements of it.
struct FingerEnrolment {
    FingerPosition position = FingerPosition::kUnknown;
    std::vector<ImageView> placements;
    Impression impression = Impression::kLiveScanPlain;
    CaptureDevice device;
};

/// To which text and by which way a holder agreed.
struct ConsentForm {
    std::string wording = "1";
    std::string channel = "counter";
};

struct EnrolmentRequest {
    ResidentId number;
    std::string name;  ///< UTF-8, 1 to 200 bytes; kept as it is
    std::vector<FingerEnrolment> fingers;
    /// What the holder agrees to, recorded when they are new; everything else is recorded as refused.
    std::vector<ConsentPurpose> consents = {ConsentPurpose::kUnlock, ConsentPurpose::kIdentification,
                                            ConsentPurpose::kDeduplication};
    ConsentForm form = {};
};

/// One enrolled impression.
struct EnrolledFinger {
    FingerId id;
    FingerId finger;  ///< the first impression of the same finger: what a card is bound to
    FingerPosition position = FingerPosition::kUnknown;
    int quality = 0;
    int minutiae = 0;
    std::size_t sealed_bytes = 0;
};

struct EnrolmentReport {
    HolderSummary holder;
    bool added_to_existing = false;  ///< the number was enrolled before; the fingers were added
    std::vector<EnrolledFinger> fingers;
    Timings timings;
};

/// A print that was refused at enrolment, with the reason: nothing was stored.
using EnrolmentAnswer = std::variant<EnrolmentReport, Retry>;

struct HolderRecord {
    HolderSummary summary;
    std::string name;  ///< in full: for the counter, never for a terminal
    std::vector<EnrolledFinger> fingers;
    std::vector<Card> cards;
};

/// Everything that is held about a person, for that person.
struct HolderExport {
    HolderRecord record;
    std::string number;
    std::vector<std::string> card_numbers;  ///< in the order of the record's cards
    std::vector<Consent> consents;
    std::vector<AuditEntry> history;
};

struct CardRequest {
    CardKind kind = CardKind::kOther;
    std::string number;
    std::string alias;              ///< empty: the kind's name
    std::vector<FingerId> fingers;  ///< that open it; empty: all fingers of the holder
};

/// The one place where a score becomes a decision. Owns the store, the key and the in-memory gallery. Thread-safe.
/// Everything that changes the store and every recognition goes into its audit trail, under the caller's name, in the
/// same transaction; a search in a store that cannot be written to is the exception. Opening errors: kNotFound,
/// kStoreLocked, kStoreReadOnly (when written to), kVersionTooNew, kStoreDamaged, kKeyUnusable, kKeyMismatch. Every
/// method that writes: also kDiskFull, kStoreReadOnly; then nothing was changed.
class Service {
  public:
    /// Makes a new empty store and key. Errors: kAlreadyExists, kNotFound (a folder), kUnwritable, kDiskFull,
    /// kKeyUnusable. A key file that is there already is used. Whatever fails, neither or both are left.
    static Result<void> create(const StoreLocation& location);
    static Result<Service> open(const StoreLocation& location, const Policy& policy = {},
                                const ServiceEnvironment& environment = {});
    Service(Service&&) noexcept;
    Service& operator=(Service&&) noexcept;
    ~Service();

    const Policy& policy() const;
    /// Loads everybody's templates for searching, as the first identification otherwise does; how many impressions.
    Result<std::size_t> load_gallery();

    /// One transaction: the person and every finger, or nothing. 1 to 10 fingers of 1 to 10 placements. Placements of
    /// one finger must match one another, those of different fingers must not, and a number that is enrolled already
    /// must come with the same name (kInvalidArgument otherwise). A number from the future: kBadNumber. A finger that
    /// already belongs to another holder: kAlreadyExists. A finger that the holder has enrolled before gets more
    /// impressions.
    Result<EnrolmentAnswer> enroll(const EnrolmentRequest& request, const Caller& caller = {});

    /// Is this the finger of the holder of that number? An attempt is counted before the comparison and forgiven after
    /// a success, so that neither a lost process nor parallel calls gain attempts. Errors: kNotFound; kStoreReadOnly,
    /// because attempts cannot be counted then.
    Result<Timed<RecognitionAnswer>> verify(const ResidentId& number, ImageView print, const Caller& caller = {});
    /// Whose finger is this? Searches everybody; attempts are not counted. The first call loads everybody's templates.
    Result<Timed<RecognitionAnswer>> identify(ImageView print, const Caller& caller = {});
    /// Opens a card: with a number 1:1, without 1:N. `card` is an alias; when empty and the finger opens just one card,
    /// that one, otherwise Recognised with the choice of active ones. A card opens with a finger bound to it, and no
    /// other. Errors: kNotFound (number; alias among the holder's cards, told to the right finger only; no card at
    /// all).
    Result<Timed<UnlockAnswer>> unlock(const std::optional<ResidentId>& number, ImageView print,
                                       const std::string& card, const Caller& caller = {});

    /// The same for a terminal that checks the grant itself: `purpose` is signed into it. Errors: also
    /// kInvalidArgument.
    Result<Timed<UnlockAnswer>> unlock(const std::optional<ResidentId>& number, ImageView print,
                                       const std::string& card, const GrantPurpose& purpose, const Caller& caller);
    /// The key under which the signatures of grants hold.
    Result<PublicKey> grant_public_key();
    /// Checks a grant of this store and uses it up. Errors: kCorrupt, kNotAllowed (also: used before), kTimeout.
    Result<GrantClaims> redeem(ByteView grant, const GrantPurpose& expected, const Caller& caller = {});

    Result<HolderRecord> holder(const ResidentId& number) const;
    Result<std::vector<HolderSummary>> holders() const;
    /// Removes the person, their templates and cards for good. Errors: kNotFound.
    Result<void> erase(const ResidentId& number, const Caller& caller = {});

    /// Errors: kNotFound (holder or finger), kBadNumber, kBadCheckDigit, kAlreadyExists (alias or number).
    Result<Card> link_card(const ResidentId& holder, const CardRequest& request, const Caller& caller = {});
    Result<std::vector<Card>> cards(const ResidentId& holder) const;
    Result<Card> set_card_status(const ResidentId& holder, const std::string& alias, CardStatus status,
                                 const Caller& caller = {});
    Result<void> unlink_card(const ResidentId& holder, const std::string& alias, const Caller& caller = {});

    struct State;  ///< engine/service/service_state.hpp

    /// What the holder stated, in order. Errors: kNotFound.
    Result<std::vector<Consent>> consents(const ResidentId& number) const;
    /// Records that the holder agrees or withdraws; a withdrawal stops that use with this call. Errors: kNotFound,
    /// kInvalidArgument.
    Result<void> set_consent(const ResidentId& number, ConsentPurpose purpose, bool given, const ConsentForm& form = {},
                             const Caller& caller = {});
    /// Everything held about a person; written down as a disclosure. Errors: kNotFound.
    Result<HolderExport> export_holder(const ResidentId& number, const Caller& caller = {});

    /// What was done and asked concerning one holder, oldest first. Errors: kNotFound.
    Result<std::vector<AuditEntry>> history(const ResidentId& number) const;
    /// The audit trail of everybody after an entry, at most `most` entries.
    Result<std::vector<AuditEntry>> audit_trail(std::int64_t after, std::size_t most) const;
    /// Reads the whole trail and checks it.
    Result<AuditReport> verify_audit() const;

  private:
    explicit Service(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace dactyl
