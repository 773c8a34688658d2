#include "engine/accounts/schema.hpp"

#include <array>
#include <string_view>

#include <fmt/core.h>

namespace dactyl {
namespace {

// {0}: bytes, {1}: 64-bit primary key, {2}: table suffix. Other words are common to the databases served.
constexpr std::array<std::string_view, 10> kTables = {
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
};

constexpr std::string_view kCounters =
    "INSERT INTO counters (name, value) VALUES ('holder', 0), ('impression', 0), ('card', 0), ('erasure', 0)";

}  // namespace

Result<void> create_schema(sql::Database& database) {
    const sql::Dialect& words = database.dialect();
    for (const std::string_view table : kTables) {
        const auto sql = fmt::format(fmt::runtime(table), words.blob, words.key, words.table_suffix);
        if (auto made = database.execute(sql); !made) return pass(made);
    }
    if (auto counted = database.execute(kCounters); !counted) return pass(counted);
    return database.set_stamp({kStoreApplication, kStoreVersion});
}

Result<void> check_stamp(sql::Database& database) {
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
    return {};
}

}  // namespace dactyl
