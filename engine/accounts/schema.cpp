#include "engine/accounts/schema.hpp"

#include <array>
#include <span>
#include <string_view>

#include <fmt/core.h>

#include "engine/accounts/sql/transaction.hpp"

namespace dactyl {
namespace {

// {0}: bytes, {1}: 64-bit primary key, {2}: table suffix. Other words are common to the databases served.
constexpr std::array<std::string_view, 11> kVersion1 = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value {0} NOT NULL) {2}",
    "CREATE TABLE store_keys (epoch {1} PRIMARY KEY, master {0} NOT NULL, check_value {0} NOT NULL, "
    "wrapped {0} NOT NULL) {2}",
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value {1} NOT NULL) {2}",
    "CREATE TABLE holders (id {1} PRIMARY KEY, number_token {0} NOT NULL UNIQUE, key {0} NOT NULL, "
    "person {0} NOT NULL) {2}",
    "CREATE TABLE impressions (id {1} PRIMARY KEY, holder {1} NOT NULL REFERENCES holders(id) ON DELETE CASCADE, "
    "sealed {0} NOT NULL) {2}",
    "CREATE INDEX impressions_of_holder ON impressions(holder)",
    "CREATE TABLE cards (id {1} PRIMARY KEY, holder {1} NOT NULL REFERENCES holders(id) ON DELETE CASCADE, "
    "kind {1} NOT NULL, status {1} NOT NULL, number_token {0} NOT NULL UNIQUE, alias_token {0} NOT NULL, "
    "sealed {0} NOT NULL, UNIQUE (holder, alias_token)) {2}",
    "CREATE TABLE bindings (card {1} NOT NULL REFERENCES cards(id) ON DELETE CASCADE, "
    "finger {1} NOT NULL REFERENCES impressions(id) ON DELETE CASCADE, proof {0} NOT NULL, "
    "PRIMARY KEY (card, finger)) {2}",
    "CREATE INDEX bindings_of_finger ON bindings(finger)",
    "CREATE TABLE attempts (holder {1} PRIMARY KEY REFERENCES holders(id) ON DELETE CASCADE, failures {1} NOT NULL, "
    "lockouts {1} NOT NULL, locked_until {1} NOT NULL) {2}",
    "INSERT INTO counters (name, value) VALUES ('holder', 0), ('impression', 0), ('card', 0), ('erasure', 0)",
};

constexpr std::array<std::string_view, 5> kVersion2 = {
    "CREATE TABLE signing_keys (purpose TEXT PRIMARY KEY, public_key {0} NOT NULL, sealed {0} NOT NULL) {2}",
    "CREATE TABLE audit (sequence {1} PRIMARY KEY, at {1} NOT NULL, event {1} NOT NULL, outcome {1} NOT NULL, "
    "holder {1} NOT NULL, card {1} NOT NULL, actor TEXT NOT NULL, purpose TEXT NOT NULL, hash {0} NOT NULL) {2}",
    "CREATE INDEX audit_of_holder ON audit(holder)",
    "CREATE TABLE audit_checkpoints (sequence {1} PRIMARY KEY, signature {0} NOT NULL) {2}",
    "INSERT INTO counters (name, value) VALUES ('audit', 0)",
};

constexpr std::array<std::string_view, 4> kVersion3 = {
    "CREATE TABLE consents (id {1} PRIMARY KEY, holder {1} NOT NULL REFERENCES holders(id) ON DELETE CASCADE, "
    "purpose {1} NOT NULL, given {1} NOT NULL, at {1} NOT NULL, wording TEXT NOT NULL, channel TEXT NOT NULL, "
    "proof {0} NOT NULL) {2}",
    "CREATE INDEX consents_of_holder ON consents(holder)",
    "CREATE INDEX consents_withdrawn ON consents(purpose, given, holder)",
    "INSERT INTO counters (name, value) VALUES ('consent', 0)",
};

constexpr std::array<std::string_view, 2> kVersion4 = {
    "CREATE TABLE redeemed_grants (id {0} PRIMARY KEY, expires {1} NOT NULL) {2}",
    "CREATE INDEX redeemed_grants_by_expiry ON redeemed_grants(expires)",
};

// Attempts by subject, known or not, take the place of attempts by holder.
constexpr std::array<std::string_view, 9> kVersion5 = {
    "CREATE TABLE hidden_keys (epoch {1} PRIMARY KEY, master {0} NOT NULL, check_value {0} NOT NULL, "
    "wrapped {0} NOT NULL) {2}",
    "CREATE TABLE hidden (holder {1} PRIMARY KEY REFERENCES holders(id) ON DELETE CASCADE, key {0} NOT NULL, "
    "sealed {0} NOT NULL) {2}",
    "CREATE TABLE roles (name TEXT PRIMARY KEY, sealed {0} NOT NULL) {2}",
    "CREATE TABLE throttles (subject {0} PRIMARY KEY, failures {1} NOT NULL, lockouts {1} NOT NULL, "
    "locked_until {1} NOT NULL, changed {1} NOT NULL) {2}",
    "CREATE INDEX throttles_by_change ON throttles(changed)",
    "CREATE TABLE reviews (holder {1} PRIMARY KEY REFERENCES holders(id) ON DELETE CASCADE, other {1} NOT NULL, "
    "at {1} NOT NULL) {2}",
    "CREATE TABLE attachments (id {1} PRIMARY KEY, holder {1} NOT NULL REFERENCES holders(id) ON DELETE CASCADE, "
    "key {0} NOT NULL, sealed {0} NOT NULL) {2}",
    "CREATE INDEX attachments_of_holder ON attachments(holder)",
    "INSERT INTO counters (name, value) VALUES ('attachment', 0), ('review', 0)",
};

constexpr std::array<std::string_view, 5> kVersion6 = {
    "CREATE TABLE certificates (card {1} PRIMARY KEY REFERENCES cards(id) ON DELETE CASCADE, sealed {0} NOT NULL) {2}",
    "CREATE TABLE certificate_keys (id {1} PRIMARY KEY, holder {1} NOT NULL REFERENCES holders(id) ON DELETE CASCADE, "
    "sealed {0} NOT NULL) {2}",
    "CREATE INDEX certificate_keys_of_holder ON certificate_keys(holder)",
    "CREATE TABLE issuers (name TEXT PRIMARY KEY, sealed {0} NOT NULL) {2}",
    "INSERT INTO counters (name, value) VALUES ('certificate-key', 0)",
};

// What each version adds to the one before.
constexpr std::array<std::span<const std::string_view>, kStoreVersion> kVersions = {kVersion1, kVersion2, kVersion3,
                                                                                    kVersion4, kVersion5, kVersion6};

constexpr ColumnShape integer(std::string_view name) { return {name, ColumnType::kInteger}; }
constexpr ColumnShape text(std::string_view name) { return {name, ColumnType::kText}; }
constexpr ColumnShape bytes(std::string_view name) { return {name, ColumnType::kBytes}; }

constexpr std::array kMeta = {text("name"), bytes("value")};
constexpr std::array kStoreKeys = {integer("epoch"), bytes("master"), bytes("check_value"), bytes("wrapped")};
constexpr std::array kCounters = {text("name"), integer("value")};
constexpr std::array kSigningKeys = {text("purpose"), bytes("public_key"), bytes("sealed")};
constexpr std::array kRoles = {text("name"), bytes("sealed")};
constexpr std::array kHolders = {integer("id"), bytes("number_token"), bytes("key"), bytes("person")};
constexpr std::array kImpressions = {integer("id"), integer("holder"), bytes("sealed")};
constexpr std::array kCards = {integer("id"),         integer("holder"),    integer("kind"), integer("status"),
                               bytes("number_token"), bytes("alias_token"), bytes("sealed")};
constexpr std::array kBindings = {integer("card"), integer("finger"), bytes("proof")};
constexpr std::array kAttempts = {integer("holder"), integer("failures"), integer("lockouts"), integer("locked_until")};
constexpr std::array kAudit = {integer("sequence"), integer("at"),     integer("event"),
                               integer("outcome"),  integer("holder"), integer("card"),
                               text("actor"),       text("purpose"),   bytes("hash")};
constexpr std::array kCheckpoints = {integer("sequence"), bytes("signature")};
constexpr std::array kConsents = {integer("id"), integer("holder"), integer("purpose"), integer("given"),
                                  integer("at"), text("wording"),   text("channel"),    bytes("proof")};
constexpr std::array kRedeemed = {bytes("id"), integer("expires")};
constexpr std::array kHidden = {integer("holder"), bytes("key"), bytes("sealed")};
constexpr std::array kThrottles = {bytes("subject"), integer("failures"), integer("lockouts"), integer("locked_until"),
                                   integer("changed")};
constexpr std::array kReviews = {integer("holder"), integer("other"), integer("at")};
constexpr std::array kAttachments = {integer("id"), integer("holder"), bytes("key"), bytes("sealed")};

constexpr std::array kCertificates = {integer("card"), bytes("sealed")};
constexpr std::array kCertificateKeys = {integer("id"), integer("holder"), bytes("sealed")};
constexpr std::array kIssuers = {text("name"), bytes("sealed")};

constexpr std::array<TableShape, 22> kTables = {{
    {"meta", kMeta},
    {"store_keys", kStoreKeys},
    {"hidden_keys", kStoreKeys},
    {"counters", kCounters},
    {"signing_keys", kSigningKeys},
    {"roles", kRoles},
    {"holders", kHolders, true},
    {"impressions", kImpressions, true},
    {"cards", kCards, true},
    {"bindings", kBindings},
    {"attempts", kAttempts, true},
    {"audit", kAudit, true},
    {"audit_checkpoints", kCheckpoints, true},
    {"consents", kConsents, true},
    {"redeemed_grants", kRedeemed},
    {"hidden", kHidden, true},
    {"throttles", kThrottles},
    {"reviews", kReviews, true},
    {"attachments", kAttachments, true},
    {"certificates", kCertificates, true},
    {"certificate_keys", kCertificateKeys, true},
    {"issuers", kIssuers},
}};

Result<void> run_steps(sql::Database& database, std::int64_t from, std::int64_t to) {
    if (from < 0 || to > kStoreVersion) return fail(ErrorCode::kInternal, "there is no such version of the schema");
    const sql::Dialect& words = database.dialect();
    for (std::int64_t version = from; version < to; ++version) {
        for (const std::string_view step : kVersions[static_cast<std::size_t>(version)]) {
            const auto sql = fmt::format(fmt::runtime(step), words.blob, words.key, words.table_suffix);
            if (auto done = database.execute(sql); !done) return pass(done);
        }
    }
    return database.set_stamp({kStoreApplication, to});
}

}  // namespace

std::span<const TableShape> store_tables() { return kTables; }

Result<void> create_schema(sql::Database& database, std::int64_t version) { return run_steps(database, 0, version); }

Result<void> migrate(sql::Database& database) {
    if (database.read_only()) {
        return fail(ErrorCode::kStoreReadOnly,
                    fmt::format("store '{}' is of an earlier version and cannot be written to, so that it cannot be "
                                "brought up to date",
                                database.name()));
    }
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    const auto stamp = check_stamp(database);  // another process may have been quicker
    if (!stamp) return pass(stamp);
    if (auto done = run_steps(database, stamp->version, kStoreVersion); !done) return done;
    return transaction->commit();
}

Result<sql::Stamp> check_stamp(sql::Database& database) {
    const auto stamp = database.stamp();
    if (!stamp) return pass(stamp);
    if (stamp->application != kStoreApplication) {
        return fail(ErrorCode::kUnsupportedFormat, fmt::format("'{}' is not a store of dactyl", database.name()));
    }
    if (stamp->version > kStoreVersion) {
        return fail(ErrorCode::kVersionTooNew,
                    fmt::format("store '{}' is of version {}, newer than the version {} that this program knows",
                                database.name(), stamp->version, kStoreVersion));
    }
    if (stamp->version < 1) {
        return fail(ErrorCode::kStoreDamaged, fmt::format("store '{}' has an impossible version", database.name()));
    }
    return stamp;
}

}  // namespace dactyl
