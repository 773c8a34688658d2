#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/accounts/audit.hpp"
#include "engine/accounts/backup.hpp"
#include "engine/accounts/card.hpp"
#include "engine/accounts/certificate.hpp"
#include "engine/accounts/consent.hpp"
#include "engine/accounts/disclosure.hpp"
#include "engine/accounts/grant.hpp"
#include "engine/accounts/identity_number.hpp"
#include "engine/accounts/key_file.hpp"
#include "engine/accounts/resident_id.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/accounts/signing.hpp"
#include "engine/accounts/sql/database.hpp"
#include "engine/accounts/sql/transaction.hpp"
#include "engine/accounts/vault.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

struct RepositoryOptions {
    std::chrono::milliseconds busy_timeout{5000};  ///< how long to wait for another process, 0 to 10 min
    /// Up to this size a store is read through and checked when it is opened, about a second a gigabyte; larger ones
    /// are checked as they are read.
    std::uintmax_t check_up_to_bytes = 16 * 1024 * 1024;
};

struct Person {
    HolderId id;
    IdentityNumber number;
    std::string name;
    std::string household;  ///< "Zhejiang / Hangzhou", as it was given; empty: what the number tells
};

/// One enrolled impression. `finger` is the id of the first impression of the same finger: what a card is bound to.
struct StoredImpression {
    FingerId id;
    FingerId finger;
    HolderId holder;
    SecretBytes bytes;  ///< the template, as a codec wrote it
    std::size_t sealed_bytes = 0;
};

/// An impression as it lies in the store, to be opened on any thread.
struct SealedImpression {
    FingerId id;
    HolderId holder;
    Bytes holder_key;
    Bytes sealed;
};

/// Refused attempts in a row, and what came of them.
struct AttemptState {
    int failures = 0;  ///< since the last success or lock-out
    int lockouts = 0;  ///< since the last success
    std::chrono::sys_seconds locked_until{};

    friend bool operator==(const AttemptState&, const AttemptState&) = default;
};

/// Whose refused attempts are counted. Values are part of the format.
enum class ThrottleScope : std::uint8_t { kHolder = 1, kCard = 2, kTerminal = 3, kPin = 4 };

/// A voluntary record of a holder: sealed under a key of its own, never used in matching.
enum class VoluntaryKind : std::uint8_t { kBloodGroup = 1, kDnaReference = 2, kOtherBiometric = 3, kOther = 9 };
std::string_view to_string(VoluntaryKind kind);  ///< "blood-group", "dna-reference", "other-biometric", "other"
std::optional<VoluntaryKind> parse_voluntary_kind(std::string_view text);

struct VoluntaryRecord {
    std::int64_t id = 0;
    VoluntaryKind kind = VoluntaryKind::kOther;
    std::string text;  ///< 1 to 4000 bytes of UTF-8
};

/// Which keys a store lies under.
struct KeyStatus {
    CryptoProfile profile = CryptoProfile::kInternational;
    KeyId master{};
    std::int64_t epoch = 0;       ///< how often the store key was wrapped
    std::optional<KeyId> hidden;  ///< of the second key, where the store has one
    std::int64_t hidden_epoch = 0;
};

/// Tells whether templates came or went or somebody consented or withdrew: ids only grow, every erasure is counted.
struct StoreMarks {
    FingerId last_impression;
    std::int64_t erasures = 0;
    std::int64_t consents = 0;  ///< statements ever made
    std::int64_t reviews = 0;   ///< how often somebody was held for review or released

    friend bool operator==(const StoreMarks&, const StoreMarks&) = default;
};

/// What the store signs, each with a key of its own. Values are part of the format.
enum class SigningPurpose : std::uint8_t { kAudit = 1, kGrant = 2 };

class RepositoryChange;

/// People, their cards and their sealed templates in one database; engine/docs/formats/store.md. Reads here, writes
/// through change(). Not thread-safe, open_impression() excepted. Errors of every method: those of sql::Database,
/// kStoreDamaged when a record was altered. Holds the number of a person only while it is asked for.
class Repository {
  public:
    /// Errors: kAlreadyExists, kNotFound (the folder), kUnwritable, kDiskFull.
    /// `path` is a file of SQLite or the address of a PostgreSQL server (sql/address.hpp); so below. `hidden`, the
    /// second key, may be missing: the store then keeps no hidden fields and no voluntary records.
    static Result<void> create(const std::filesystem::path& path, const MasterKey& master,
                               const MasterKey* hidden = nullptr,
                               CryptoProfile profile = CryptoProfile::kInternational);
    /// Errors: kNotFound, kUnreadable, kStoreLocked, kStoreDamaged, kUnsupportedFormat, kVersionTooNew, kKeyMismatch.
    static Result<Repository> open(const std::filesystem::path& path, const MasterKey& master,
                                   const RepositoryOptions& options = {}, const MasterKey* hidden = nullptr);
    /// Makes a store from a backup. Errors: those of create() and read_backup().
    static Result<BackupReport> restore(const std::filesystem::path& path, const std::filesystem::path& backup);
    /// Makes the tables of a new store in an empty database. Errors: those of sql::Database.
    static Result<void> initialise(sql::Database& database, const MasterKey& master, const MasterKey* hidden = nullptr,
                                   CryptoProfile profile = CryptoProfile::kInternational);
    /// Takes an opened database. Errors: as open().
    static Result<Repository> attach(std::unique_ptr<sql::Database> database, const MasterKey& master,
                                     const MasterKey* hidden = nullptr);

    bool read_only() const { return database_->read_only(); }
    const std::string& name() const { return database_->name(); }
    CryptoProfile profile() const { return vault_.profile(); }
    /// Reads everything and checks it: structure, seals, bindings. Errors: kStoreDamaged.
    Result<void> check();

    Result<StoreMarks> marks();
    Result<std::optional<HolderId>> find_holder(const IdentityNumber& number);
    /// Errors: kNotFound.
    Result<Person> person(HolderId holder);
    /// Everybody, by id.
    Result<std::vector<Person>> people();

    /// The impressions of one holder, by id.
    Result<std::vector<StoredImpression>> impressions(HolderId holder);
    /// At most `most` impressions after the given one, by id.
    Result<std::vector<SealedImpression>> sealed_impressions(FingerId after, std::size_t most);
    Result<std::vector<FingerId>> impression_ids();
    /// Thread-safe.
    Result<StoredImpression> open_impression(const SealedImpression& sealed) const;

    /// The cards of one holder, by id.
    Result<std::vector<Card>> cards(HolderId holder);
    Result<std::optional<Card>> find_card(HolderId holder, std::string_view alias);
    /// The fingers that open a card, by id.
    Result<std::vector<FingerId>> bound_fingers(const Card& card);

    /// Whose attempts those are: a token of what an attempt was made at, enrolled or not.
    Result<Token> throttle_subject(ThrottleScope scope, std::string_view text) const;
    Result<AttemptState> attempts(const Token& subject);
    /// Some holder, chosen by a token; nobody in an empty store. Whoever asks for somebody unknown meets the work that
    /// a known one would have cost.
    Result<std::optional<HolderId>> stand_in(const Token& token);

    /// Whether the second key is at hand.
    bool opens_hidden() const { return hidden_.has_value(); }
    /// The hidden texts of a holder. Errors: kKeyUnusable without the second key.
    Result<HiddenFields> hidden_fields(HolderId holder);
    /// The voluntary records of a holder. Errors: kKeyUnusable without the second key.
    Result<std::vector<VoluntaryRecord>> voluntary_records(HolderId holder);
    /// Errors: kNotFound.
    Result<StoredRole> role(std::string_view name);
    Result<std::vector<Role>> roles();
    Result<bool> is_held(HolderId holder);
    /// The holders who wait for a review.
    Result<std::set<HolderId>> held();

    Result<KeyStatus> keys();
    /// Writes a backup while others go on; see backup.hpp.
    Result<BackupReport> backup(const std::filesystem::path& path);
    /// The bare PIN record of a card, empty where it has none; pin.hpp.
    Result<SecretBytes> pin_record(const Card& card);
    /// What a grant of the decoy carries instead of the card's reference.
    Result<Token> decoy_reference(const Card& card) const;

    /// Whose certificates are believed, by name.
    Result<std::vector<Issuer>> issuers();
    /// The keys made for certificates that have not come yet.
    Result<std::vector<BindingKey>> certificate_keys(HolderId holder);
    /// Errors: kNotFound.
    Result<StoredCertificate> certificate(const Card& card);

    /// What the holder stated, in order.
    Result<std::vector<Consent>> consents(HolderId holder);
    /// The holders who did not consent, or not any more.
    Result<std::set<HolderId>> holders_without(ConsentPurpose purpose);
    /// What a card is called in grants: a token of its number.
    Result<Token> card_reference(const Card& card);
    const StoreId& store_id() const { return vault_.store(); }
    /// The bare number of a card.
    Result<SecretBytes> card_number(const Card& card);

    /// At most `most` entries of the audit trail after the given one, in order; of one holder or of all.
    Result<std::vector<AuditEntry>> audit_entries(std::int64_t after, std::size_t most,
                                                  std::optional<HolderId> holder = {});
    /// Reads the whole trail and checks chain and signatures; about a second for a million entries.
    Result<AuditReport> verify_audit();
    /// The public half of a signing key, nothing before its first use.
    Result<std::optional<PublicKey>> public_key(SigningPurpose purpose);

    /// Begins a change: all of it or nothing. With kWithNext, answer nobody until another change was committed. One at
    /// a time; this repository must stay where it is meanwhile. Errors: kStoreReadOnly, kStoreLocked.
    Result<RepositoryChange> change(sql::Durability durability = sql::Durability::kNow);

  private:
    friend class RepositoryChange;
    Repository(std::unique_ptr<sql::Database> database, Vault vault, std::optional<Vault> hidden)
        : database_(std::move(database)), vault_(std::move(vault)), hidden_(std::move(hidden)) {}

    /// A failure on its way out, naming the store.
    template <class T>
    tl::unexpected<Error> in_store(const Result<T>& failed) const {
        return tl::unexpected(named(failed.error()));
    }
    Error named(const Error& error) const;
    /// For stores of before there were statements, and of before attempts were counted by subject.
    Result<void> add_missing_consents();
    Result<void> move_attempts();
    /// Errors: kKeyUnusable without the second key.
    Result<const Vault*> hidden_vault() const;
    Result<HolderKey> holder_key(HolderId holder);
    Result<Person> open_person(HolderId holder, ByteView wrapped_key, ByteView sealed) const;
    /// Errors: kStoreDamaged when there is no such counter.
    Result<std::int64_t> counter(std::string_view counter_name);
    Result<crypto::Digest> audit_hash_at(std::int64_t sequence);
    Result<std::vector<Card>> select_cards(HolderId holder, const std::optional<Token>& alias);
    Result<SecretBytes> card_record(const Card& card);

    std::unique_ptr<sql::Database> database_;
    Vault vault_;
    std::optional<Vault> hidden_;
};

/// A change to a repository in the making; nothing of it counts until commit() has returned.
class RepositoryChange {
  public:
    /// Errors: kAlreadyExists.
    Result<HolderId> add_person(const IdentityNumber& number, std::string_view name, std::string_view household = {});
    /// `finger`: the finger of which this is a further impression, or none. Returns both ids and the sealed size.
    Result<StoredImpression> add_impression(HolderId holder, std::optional<FingerId> finger, ByteView bytes);
    /// With the bindings of the finger, if it is the first impression of one. Errors: kNotFound.
    Result<void> remove_impression(FingerId impression);
    /// With everything of theirs. Errors: kNotFound.
    Result<void> erase_person(HolderId holder);

    /// `number` is bare and checked; `fingers` are fingers of the holder, at least one. Errors: kAlreadyExists.
    Result<Card> add_card(HolderId holder, CardKind kind, std::string_view number, std::string_view alias,
                          std::span<const FingerId> fingers, const CardDetails& details = {});
    /// Writes status and details anew; kind, alias and number stay. Errors: kNotFound.
    Result<Card> update_card(const Card& before, CardStatus status, const CardDetails& details);
    /// `hashed` by hash_pin(), or nothing to take the PIN away. Errors: kNotFound.
    Result<Card> set_pin(const Card& card, ByteView hashed);
    /// Lets a finger, of the holder or of the partner, open the card as well. Errors: kAlreadyExists.
    Result<void> bind_finger(const Card& card, FingerId finger);
    /// Errors: kNotFound.
    Result<Card> set_card_status(const Card& card, CardStatus status);
    /// Errors: kNotFound.
    Result<void> remove_card(CardId card);

    /// Also forgets subjects that were quiet for long.
    Result<void> set_attempts(const Token& subject, const AttemptState& state, std::chrono::sys_seconds now);
    /// What is there is replaced. Errors: kInvalidArgument, kKeyUnusable.
    Result<void> set_hidden_fields(HolderId holder, const HiddenFields& fields);
    /// Errors: kInvalidArgument, kKeyUnusable.
    Result<std::int64_t> add_voluntary_record(HolderId holder, VoluntaryKind kind, std::string_view text);
    /// Errors: kNotFound.
    Result<void> remove_voluntary_record(HolderId holder, std::int64_t record);
    /// Adds the issuer or replaces it. Errors: kInvalidArgument.
    Result<void> put_issuer(const Issuer& issuer);
    /// Errors: kNotFound.
    Result<void> remove_issuer(std::string_view name);
    /// A fresh key to which an issuer may bind a certificate; its public half.
    Result<PublicKey> add_certificate_key(HolderId holder);
    /// The text of a card that is a certificate, checked by the caller, bound to that key; the key leaves the waiting
    /// ones. Errors: kNotFound.
    Result<void> add_certificate(const Card& card, std::string_view text, const BindingKey& key);

    /// Adds the role or replaces it.
    Result<void> put_role(const StoredRole& role);
    /// Errors: kNotFound.
    Result<void> remove_role(std::string_view name);
    /// Keeps a holder from everything until they are released, because their finger may be another's.
    Result<void> hold(HolderId holder, HolderId other, std::chrono::sys_seconds now);
    /// Errors: kNotFound.
    Result<void> release(HolderId holder);
    /// Wraps the store's key under another master key; the one before opens it no longer. Repositories that are open
    /// stay open.
    Result<void> rotate_master(const MasterKey& next);
    /// The same for the second key. Errors: kKeyUnusable.
    Result<void> rotate_hidden(const MasterKey& next);
    /// Remembers that a grant was used, until it has expired. Errors: kNotAllowed when it was used before.
    Result<void> redeem(const GrantClaims& claims, std::chrono::sys_seconds now);
    /// Errors: kInvalidArgument.
    Result<void> add_consent(HolderId holder, const Consent& consent);

    /// Appends an entry to the audit trail; its sequence and hash are filled in. Every so many entries the chain is
    /// signed.
    Result<void> audit(AuditEntry entry);
    /// Signs the audit trail as it is now.
    Result<void> checkpoint();
    /// The store's key for that purpose, made on its first use.
    Result<SigningKey> signing_key(SigningPurpose purpose);

    /// On success everything is on the disk; on failure nothing is.
    Result<void> commit();

  private:
    friend class Repository;
    RepositoryChange(Repository& repository, sql::Transaction transaction)
        : repository_(&repository), transaction_(std::move(transaction)) {}

    Result<std::int64_t> next(std::string_view counter);
    Result<Bytes> seal_card(const Card& card, std::string_view number, ByteView pin);
    Result<Card> reseal(const Card& before, Card after, ByteView pin);
    Result<void> add_wrapped_key(std::string_view table, const WrappedStoreKey& key);

    Repository* repository_;
    sql::Transaction transaction_;
    bool erased_ = false;
};

}  // namespace dactyl
