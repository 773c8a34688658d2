#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/accounts/audit.hpp"
#include "engine/accounts/card.hpp"
#include "engine/accounts/consent.hpp"
#include "engine/accounts/grant.hpp"
#include "engine/accounts/identity_number.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/service/decision.hpp"
#include "engine/service/environment.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

struct StoreLocation {
    std::filesystem::path database;  ///< a file, or the address of a PostgreSQL server (sql/address.hpp)
    std::filesystem::path key;
    std::filesystem::path second_key = {};  ///< opens hidden fields; empty: the key's name with ".hidden" behind

    std::filesystem::path hidden_key() const;
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
    IdentityNumber number;
    std::string name;  ///< UTF-8, 1 to 200 bytes; kept as it is
    std::vector<FingerEnrolment> fingers;
    /// What the holder agrees to, recorded when they are new; everything else is recorded as refused.
    std::vector<ConsentPurpose> consents = {ConsentPurpose::kUnlock, ConsentPurpose::kIdentification,
                                            ConsentPurpose::kDeduplication};
    ConsentForm form = {};
    std::string household = {};  ///< province and city; empty: the province that the number tells
    HiddenFields hidden = {};    ///< address and the like, where the second key is at hand
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
    bool held_for_review = false;    ///< a finger is enrolled under another number: nothing opens until release()
    std::vector<EnrolledFinger> fingers;
    Timings timings;
};

/// A print that was refused at enrolment, with the reason: nothing was stored.
using EnrolmentAnswer = std::variant<EnrolmentReport, Retry>;

struct HolderRecord {
    HolderSummary summary;
    std::vector<EnrolledFinger> fingers;
    std::vector<Card> cards;
};

/// Everything that is held about a person, for that person.
struct HolderExport {
    HolderRecord record;
    std::string name;
    std::string number;
    HiddenFields hidden;  ///< where the second key is at hand; so below
    std::vector<VoluntaryRecord> records;
    std::vector<std::string> card_numbers;  ///< in the order of the record's cards
    std::vector<Consent> consents;
    std::vector<AuditEntry> history;
};

struct CardRequest {
    CardKind kind = CardKind::kOther;
    std::string number;
    std::string alias;              ///< empty: the kind's name
    std::vector<FingerId> fingers;  ///< that open it; empty: all fingers of the holder
    CardDetails details = {};
};

/// A question for hidden fields: by a role, for a purpose, with the role's code of this moment.
struct DisclosureRequest {
    IdentityNumber number;
    std::string role;
    std::string code;
    std::string purpose;
    std::vector<PersonalField> fields;
};

/// What was opened: the fields asked for, as far as they are there.
struct Disclosure {
    HolderSummary holder;
    std::map<PersonalField, std::string> texts;
    std::vector<std::string> card_numbers;  ///< in the order of the holder's cards
    std::vector<VoluntaryRecord> records;
};

/// What is to be unlocked, and with what.
struct UnlockRequest {
    std::optional<IdentityNumber> number;  ///< 1:1; without it 1:N
    ImageView print;
    std::optional<ImageView> second_print;  ///< of the second finger, or of the partner, where the card asks for one
    std::string card;                       ///< alias, or a kind: its default; empty: the only one
    GrantPurpose purpose;
    /// The fields of a certificate to show. With any, terminal and challenge are needed, and a card that is no
    /// certificate stays shut.
    std::vector<std::string> fields = {};
};

/// A certificate to keep.
struct CertificateRequest {
    std::string text;               ///< as it was issued
    std::string alias;              ///< empty: its kind's name
    std::vector<FingerId> fingers;  ///< that open it; empty: all fingers of the holder
    CardDetails details = {};       ///< issuer and expiry are those of the certificate
};

/// What may be shown of a certificate without a finger: no field's value.
struct CertificateSummary {
    Card card;
    CertificateKind kind = CertificateKind::kBirth;
    std::string issuer;
    std::chrono::sys_seconds issued{};
    std::optional<std::chrono::sys_seconds> expires;
    std::vector<std::string> fields;  ///< their names
};

enum class StoreKey : std::uint8_t { kMain, kHidden };

/// The one place where a score becomes a decision. Owns the store, the key and the in-memory gallery. Thread-safe.
/// Everything that changes the store and every recognition goes into its audit trail, under the caller's name, in the
/// same transaction; a search in a store that cannot be written to is the exception. Opening errors: kNotFound,
/// kStoreLocked, kStoreReadOnly (when written to), kVersionTooNew, kStoreDamaged, kKeyUnusable, kKeyMismatch. Every
/// method that writes: also kDiskFull, kStoreReadOnly; then nothing was changed.
class Service {
  public:
    /// Makes a new empty store and key. Errors: kAlreadyExists, kNotFound (a folder), kUnwritable, kDiskFull,
    /// kKeyUnusable. A key file that is there already is used. Whatever fails, neither or both are left.
    static Result<void> create(const StoreLocation& location, CryptoProfile profile = CryptoProfile::kInternational);
    static Result<Service> open(const StoreLocation& location, const Policy& policy = {},
                                const ServiceEnvironment& environment = {});
    Service(Service&&) noexcept;
    Service& operator=(Service&&) noexcept;
    ~Service();

    /// Makes a store from a backup; its keys are those of the store that was backed up. Errors: kAlreadyExists, those
    /// of reading the backup; then there is no store.
    static Result<BackupReport> restore(const StoreLocation& location, const std::filesystem::path& backup);
    /// Writes everything to a new file, as it is at one moment, while others go on. Errors: kAlreadyExists,
    /// kUnwritable.
    Result<BackupReport> backup(const std::filesystem::path& path, const Caller& caller = {});
    /// Reads everything and checks it. Errors: kStoreDamaged.
    Result<void> check();
    Result<KeyStatus> keys() const;
    /// Puts the store under the key of another key file; whoever has it open goes on. Errors: kKeyUnusable.
    Result<void> rotate_key(StoreKey which, const std::filesystem::path& next, const Caller& caller = {});

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
    /// a success, so that neither a lost process nor parallel calls gain attempts. Somebody unknown is answered like
    /// somebody with another finger, after as much work. Errors: kStoreReadOnly, because attempts cannot be counted
    /// then.
    Result<Timed<RecognitionAnswer>> verify(const IdentityNumber& number, ImageView print, const Caller& caller = {});
    /// Whose finger is this? Searches everybody; attempts are not counted. The first call loads everybody's templates.
    Result<Timed<RecognitionAnswer>> identify(ImageView print, const Caller& caller = {});
    /// Opens a card: with a number 1:1, without 1:N. `card` is an alias; when empty and the finger opens just one card,
    /// that one, otherwise Recognised with the choice of active ones. A card opens with a finger bound to it, and no
    /// other. Errors: kNotFound (alias among the holder's cards, told to the right finger only; no card at all).
    Result<Timed<UnlockAnswer>> unlock(const UnlockRequest& request, const Caller& caller = {});
    Result<Timed<UnlockAnswer>> unlock(const std::optional<IdentityNumber>& number, ImageView print,
                                       const std::string& card, const Caller& caller = {});

    /// The same for a terminal that checks the grant itself: `purpose` is signed into it. Errors: also
    /// kInvalidArgument.
    Result<Timed<UnlockAnswer>> unlock(const std::optional<IdentityNumber>& number, ImageView print,
                                       const std::string& card, const GrantPurpose& purpose, const Caller& caller);
    /// Opens a card by its PIN, where its rules allow that after so many refused fingers. PINs are counted by
    /// themselves. Errors: kInvalidArgument.
    Result<UnlockAnswer> unlock_with_pin(const IdentityNumber& number, const std::string& card, std::string_view pin,
                                         const GrantPurpose& purpose = {}, const Caller& caller = {});

    /// The key under which the signatures of grants hold.
    Result<PublicKey> grant_public_key();
    /// Checks a grant of this store and uses it up. Errors: kCorrupt, kNotAllowed (also: used before), kTimeout.
    Result<GrantClaims> redeem(ByteView grant, const GrantPurpose& expected, const Caller& caller = {});

    Result<HolderRecord> holder(const IdentityNumber& number) const;
    Result<std::vector<HolderSummary>> holders() const;
    /// Those of them with a print that another version of the engine extracted: it is compared with nothing until the
    /// finger is enrolled again. Opens every template. Errors: kStoreDamaged.
    Result<std::vector<HolderSummary>> outdated_holders() const;
    /// Takes a lost finger, or a badly enrolled one, out: `finger` is the id of one of its impressions. Cards that only
    /// it opened stay shut. Errors: kNotFound.
    Result<void> remove_finger(const IdentityNumber& number, FingerId finger, const Caller& caller = {});
    /// Lets a holder who was held for review go on. Errors: kNotFound.
    Result<void> release(const IdentityNumber& number, const Caller& caller = {});
    /// Removes the person, their templates and cards for good. Errors: kNotFound.
    Result<void> erase(const IdentityNumber& number, const Caller& caller = {});

    /// Errors: kNotFound (holder or finger), kBadNumber, kBadCheckDigit, kAlreadyExists (alias or number).
    Result<Card> link_card(const IdentityNumber& holder, const CardRequest& request, const Caller& caller = {});
    Result<std::vector<Card>> cards(const IdentityNumber& holder) const;
    Result<Card> set_card_status(const IdentityNumber& holder, const std::string& alias, CardStatus status,
                                 const Caller& caller = {});
    /// Issuer, month of expiry, default and rules. Errors: kNotFound, kInvalidArgument.
    Result<Card> set_card_details(const IdentityNumber& holder, const std::string& alias, const CardDetails& details,
                                  const Caller& caller = {});
    /// An empty PIN takes it away. Errors: kNotFound, kInvalidArgument.
    Result<Card> set_card_pin(const IdentityNumber& holder, const std::string& alias, std::string_view pin,
                              const Caller& caller = {});
    /// Lets one more finger of the holder open the card: `finger` is the id of one of its impressions. Errors:
    /// kNotFound, kAlreadyExists.
    Result<Card> bind_finger(const IdentityNumber& holder, const std::string& alias, FingerId finger,
                             const Caller& caller = {});
    /// Makes a card one of two people: `partner`, who is enrolled, opens it with the holder, each with a finger of
    /// theirs. Errors: kNotFound.
    Result<Card> share_card(const IdentityNumber& holder, const std::string& alias, const IdentityNumber& partner,
                            const Caller& caller = {});
    Result<void> unlink_card(const IdentityNumber& holder, const std::string& alias, const Caller& caller = {});

    /// Whose certificates are believed. Errors: kInvalidArgument.
    Result<void> trust_issuer(const Issuer& issuer, const Caller& caller = {});
    /// Errors: kNotFound.
    Result<void> distrust_issuer(const std::string& name, const Caller& caller = {});
    Result<std::vector<Issuer>> issuers() const;
    /// Makes a key for a certificate that an issuer is to bind to the holder. Errors: kNotFound.
    Result<PublicKey> request_certificate(const IdentityNumber& holder, const Caller& caller = {});
    /// Keeps a certificate, bound to a requested key, as a card of kind `certificate`. Errors: kCorrupt, kNotAllowed
    /// (its issuer is not trusted for it, or did not sign it), kTimeout, kKeyMismatch (bound to another key), kNotFound
    /// (holder or finger), kAlreadyExists (alias, or the certificate), kInvalidArgument (of another person).
    Result<Card> add_certificate(const IdentityNumber& holder, const CertificateRequest& request,
                                 const Caller& caller = {});
    /// Errors: kNotFound.
    Result<std::vector<CertificateSummary>> certificates(const IdentityNumber& holder) const;

    struct State;  ///< engine/service/service_state.hpp

    /// What the holder stated, in order. Errors: kNotFound.
    Result<std::vector<Consent>> consents(const IdentityNumber& number) const;
    /// Records that the holder agrees or withdraws; a withdrawal stops that use with this call. Errors: kNotFound,
    /// kInvalidArgument.
    Result<void> set_consent(const IdentityNumber& number, ConsentPurpose purpose, bool given,
                             const ConsentForm& form = {}, const Caller& caller = {});
    /// Adds a role, or gives it other rights and a new secret: what an authenticator program takes. Errors:
    /// kInvalidArgument.
    Result<std::string> put_role(const Role& role, const Caller& caller = {});
    Result<std::vector<Role>> roles() const;
    Result<void> remove_role(const std::string& name, const Caller& caller = {});
    /// Opens hidden fields. Asked and answered in the audit trail, and shown to the holder by history(). Errors:
    /// kNotAllowed (whatever of role, code, purpose and fields does not fit; a role with five wrong codes waits),
    /// kNotFound (the holder), kKeyUnusable (the second key is not here).
    Result<Disclosure> disclose(const DisclosureRequest& request, const Caller& caller = {});
    /// Errors: kNotFound, kInvalidArgument, kKeyUnusable.
    Result<void> set_hidden(const IdentityNumber& number, const HiddenFields& fields, const Caller& caller = {});
    /// Keeps a voluntary record, which nothing but disclose() and the holder's export ever shows. Errors: kNotAllowed
    /// (the holder has not agreed), kNotFound, kInvalidArgument, kKeyUnusable.
    Result<std::int64_t> add_record(const IdentityNumber& number, VoluntaryKind kind, const std::string& text,
                                    const Caller& caller = {});
    Result<void> remove_record(const IdentityNumber& number, std::int64_t record, const Caller& caller = {});
    /// Everything held about a person; written down as a disclosure. Errors: kNotFound.
    Result<HolderExport> export_holder(const IdentityNumber& number, const Caller& caller = {});

    /// What was done and asked concerning one holder, oldest first. Errors: kNotFound.
    Result<std::vector<AuditEntry>> history(const IdentityNumber& number) const;
    /// The audit trail of everybody after an entry, at most `most` entries.
    Result<std::vector<AuditEntry>> audit_trail(std::int64_t after, std::size_t most) const;
    /// Reads the whole trail and checks it.
    Result<AuditReport> verify_audit() const;

  private:
    explicit Service(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace dactyl
