#include <algorithm>
#include <map>
#include <utility>

#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

// The chain is signed after this many entries: a signature costs about as much as ten entries.
constexpr std::int64_t kEntriesPerCheckpoint = 64;
constexpr std::size_t kReadAtOnce = 4096;  // entries held in memory while the trail is checked

constexpr std::string_view name_of(SigningPurpose purpose) {
    return purpose == SigningPurpose::kAudit ? "audit" : "grant";
}

RecordName signing_record(SigningPurpose purpose) {
    return {RecordKind::kSigningKey, HolderId(), static_cast<std::uint64_t>(purpose)};
}

template <std::size_t N>
bool take(ByteView bytes, std::array<std::byte, N>& array) {
    if (bytes.size() != N) return false;
    std::ranges::copy(bytes, array.begin());
    return true;
}

AuditEntry entry_from(const sql::Row& row) {
    AuditEntry entry;
    entry.sequence = row.integer(0);
    entry.at = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(row.integer(1)));
    entry.event = static_cast<AuditEvent>(row.integer(2));
    entry.outcome = static_cast<AuditOutcome>(row.integer(3));
    entry.holder = id_from_sql<HolderId>(row.integer(4));
    entry.card = id_from_sql<CardId>(row.integer(5));
    entry.caller = {std::string(row.text(6)), std::string(row.text(7))};
    // A hash of another size stays zero, and does not fit.
    (void)take(row.blob(8), entry.hash);
    return entry;
}

}  // namespace

Result<std::vector<AuditEntry>> Repository::audit_entries(std::int64_t after, std::size_t most,
                                                          std::optional<HolderId> holder) {
    std::vector<AuditEntry> entries;
    const auto on_row = [&](const sql::Row& row) -> Result<void> {
        entries.push_back(entry_from(row));
        return {};
    };
    const auto limit = static_cast<std::int64_t>(most);
    const auto read = holder ? database_->query(
                                   "SELECT sequence, at, event, outcome, holder, card, actor, purpose, hash FROM audit "
                                   "WHERE sequence > $1 AND holder = $2 ORDER BY sequence LIMIT $3",
                                   {after, sql_id(*holder), limit}, on_row)
                             : database_->query(
                                   "SELECT sequence, at, event, outcome, holder, card, actor, purpose, hash FROM audit "
                                   "WHERE sequence > $1 ORDER BY sequence LIMIT $2",
                                   {after, limit}, on_row);
    if (!read) return in_store(read);
    return entries;
}

Result<std::optional<PublicKey>> Repository::public_key(SigningPurpose purpose) {
    std::optional<PublicKey> key;
    const auto read = database_->query("SELECT public_key FROM signing_keys WHERE purpose = $1", {name_of(purpose)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           auto stored_key = PublicKey::from_bytes(row.blob(0));
                                           if (!stored_key) {
                                               return fail(ErrorCode::kStoreDamaged, "a public key is none");
                                           }
                                           key = std::move(*stored_key);
                                           return {};
                                       });
    if (!read) return in_store(read);
    return key;
}

Result<crypto::Digest> Repository::audit_hash_at(std::int64_t sequence) {
    if (sequence == 0) return first_audit_hash(vault_.store(), profile());
    std::optional<crypto::Digest> hash;
    const auto read = database_->query("SELECT hash FROM audit WHERE sequence = $1", {sequence},
                                       [&](const sql::Row& row) -> Result<void> {
                                           crypto::Digest found{};
                                           if (take(row.blob(0), found)) hash = found;
                                           return {};
                                       });
    if (!read) return pass(read);
    if (!hash) return fail(ErrorCode::kStoreDamaged, "the audit trail has lost its last entry");
    return *hash;
}

Result<AuditReport> Repository::verify_audit() {
    std::map<std::int64_t, Signature> signatures;
    const auto read = database_->query("SELECT sequence, signature FROM audit_checkpoints", {},
                                       [&](const sql::Row& row) -> Result<void> {
                                           // A signature of another size stays zero, and does not hold.
                                           (void)take(row.blob(1), signatures[row.integer(0)]);
                                           return {};
                                       });
    if (!read) return in_store(read);
    const auto key = public_key(SigningPurpose::kAudit);
    if (!key) return pass(key);
    auto head = first_audit_hash(vault_.store(), profile());
    if (!head) return pass(head);
    AuditReport report;
    const auto broken = [&](std::int64_t at) { report.first_broken = std::min(at, report.first_broken.value_or(at)); };
    while (true) {
        const auto batch = audit_entries(report.entries, kReadAtOnce);
        if (!batch) return pass(batch);
        for (const AuditEntry& entry : *batch) {
            const std::int64_t expected = ++report.entries;
            const auto hash = audit_hash(*head, entry, profile());
            if (!hash) return pass(hash);
            if (entry.sequence != expected || entry.hash != *hash) broken(expected);
            head = entry.hash;
            const auto signature = signatures.find(expected);
            if (signature == signatures.end()) continue;
            const auto message = checkpoint_message(vault_.store(), expected, *head);
            if (!*key || !signature_holds(**key, message, signature->second)) broken(expected);
            ++report.checkpoints;
            report.signed_up_to = expected;
        }
        if (batch->size() < kReadAtOnce || report.first_broken) break;
    }
    // Signatures and the counter know of entries that are no longer there.
    const auto counted = counter("audit");
    if (!counted) return pass(counted);
    const std::int64_t known = signatures.empty() ? *counted : std::max(*counted, signatures.rbegin()->first);
    if (known > report.entries) broken(report.entries + 1);
    report.head = *head;
    return report;
}

Result<SigningKey> RepositoryChange::signing_key(SigningPurpose purpose) {
    const SignatureAlgorithm algorithm = signature_algorithm(repository_->profile());
    std::optional<Result<SigningKey>> known;
    const auto read = repository_->database_->query("SELECT sealed FROM signing_keys WHERE purpose = $1",
                                                    {name_of(purpose)}, [&](const sql::Row& row) -> Result<void> {
                                                        const auto seed = repository_->vault_.open_for_store(
                                                            signing_record(purpose), row.blob(0));
                                                        if (!seed) return pass(seed);
                                                        known.emplace(SigningKey::from_seed(seed->view(), algorithm));
                                                        return {};
                                                    });
    if (!read) return repository_->in_store(read);
    if (known) return std::move(*known);
    auto made = SigningKey::generate(algorithm);
    if (!made) return made;
    const auto sealed = repository_->vault_.seal_for_store(signing_record(purpose), made->seed());
    if (!sealed) return pass(sealed);
    const auto added =
        repository_->database_->execute("INSERT INTO signing_keys (purpose, public_key, sealed) VALUES ($1, $2, $3)",
                                        {name_of(purpose), made->public_key().view(), ByteView(*sealed)});
    if (!added) return pass(added);
    return made;
}

Result<void> RepositoryChange::audit(AuditEntry entry) {
    if (auto checked = entry.caller.check(); !checked) return checked;
    const auto sequence = next("audit");
    if (!sequence) return pass(sequence);
    const auto before = repository_->audit_hash_at(*sequence - 1);
    if (!before) return repository_->in_store(before);
    entry.sequence = *sequence;
    const auto hash = audit_hash(*before, entry, repository_->profile());
    if (!hash) return pass(hash);
    const auto added = repository_->database_->execute(
        "INSERT INTO audit (sequence, at, event, outcome, holder, card, actor, purpose, hash) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {entry.sequence, std::int64_t{entry.at.time_since_epoch().count()}, static_cast<std::int64_t>(entry.event),
         static_cast<std::int64_t>(entry.outcome), sql_id(entry.holder), sql_id(entry.card),
         std::string_view(entry.caller.actor), std::string_view(entry.caller.purpose), ByteView(*hash)});
    if (!added) return pass(added);
    return entry.sequence % kEntriesPerCheckpoint == 0 ? checkpoint() : Result<void>();
}

Result<void> RepositoryChange::checkpoint() {
    const auto last = repository_->counter("audit");
    if (!last) return pass(last);
    if (*last == 0) return {};
    const auto hash = repository_->audit_hash_at(*last);
    if (!hash) return repository_->in_store(hash);
    const auto key = signing_key(SigningPurpose::kAudit);
    if (!key) return pass(key);
    const auto signature = key->sign(checkpoint_message(repository_->vault_.store(), *last, *hash));
    if (!signature) return pass(signature);
    const auto added = repository_->database_->execute(
        "INSERT INTO audit_checkpoints (sequence, signature) VALUES ($1, $2) ON CONFLICT (sequence) DO NOTHING",
        {*last, ByteView(*signature)});
    if (!added) return pass(added);
    return {};
}

}  // namespace dactyl
