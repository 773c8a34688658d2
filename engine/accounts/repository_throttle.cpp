#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;
using stored::id_from_sql;

// Longer than the longest lock-out, so that nobody's count is forgotten while it matters.
constexpr std::chrono::seconds kQuiet = 7 * 24h;

std::int64_t seconds_of(std::chrono::sys_seconds time) { return time.time_since_epoch().count(); }

}  // namespace

Result<Token> Repository::throttle_subject(ThrottleScope scope, std::string_view text) const {
    RecordWriter writer;
    writer.number(static_cast<std::uint64_t>(scope));
    writer.text(text);
    return vault_.token(TokenKind::kThrottle, writer.view());
}

Result<AttemptState> Repository::attempts(const Token& subject) {
    AttemptState state;
    const auto read = database_->query("SELECT failures, lockouts, locked_until FROM throttles WHERE subject = $1",
                                       {ByteView(subject)}, [&](const sql::Row& row) -> Result<void> {
                                           state.failures = static_cast<int>(row.integer(0));
                                           state.lockouts = static_cast<int>(row.integer(1));
                                           state.locked_until =
                                               std::chrono::sys_seconds(std::chrono::seconds(row.integer(2)));
                                           return {};
                                       });
    if (!read) return in_store(read);
    return state;
}

Result<std::optional<HolderId>> Repository::stand_in(const Token& token) {
    const auto last = counter("holder");
    if (!last) return pass(last);
    if (*last == 0) return std::optional<HolderId>();
    std::uint64_t point = 0;
    for (std::size_t i = 0; i < sizeof point; ++i) point = (point << 8) | std::to_integer<std::uint64_t>(token[i]);
    const auto from = static_cast<std::int64_t>(point % static_cast<std::uint64_t>(*last)) + 1;
    std::optional<HolderId> found;
    for (const std::int64_t start : {from, std::int64_t{1}}) {
        const auto read = database_->query("SELECT id FROM holders WHERE id >= $1 ORDER BY id LIMIT 1", {start},
                                           [&](const sql::Row& row) -> Result<void> {
                                               found = id_from_sql<HolderId>(row.integer(0));
                                               return {};
                                           });
        if (!read) return in_store(read);
        if (found) break;
    }
    return found;
}

Result<void> RepositoryChange::set_attempts(const Token& subject, const AttemptState& state,
                                            std::chrono::sys_seconds now) {
    sql::Database& database = *repository_->database_;
    const auto forgotten = database.execute("DELETE FROM throttles WHERE changed < $1 AND locked_until < $2",
                                            {seconds_of(now - kQuiet), seconds_of(now)});
    if (!forgotten) return pass(forgotten);
    const auto written = database.execute(
        "INSERT INTO throttles (subject, failures, lockouts, locked_until, changed) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, lockouts = excluded.lockouts, "
        "locked_until = excluded.locked_until, changed = excluded.changed",
        {ByteView(subject), std::int64_t{state.failures}, std::int64_t{state.lockouts}, seconds_of(state.locked_until),
         seconds_of(now)});
    if (!written) return pass(written);
    return {};
}

Result<void> Repository::move_attempts() {
    std::vector<std::pair<HolderId, AttemptState>> counted;
    const auto read = database_->query(
        "SELECT holder, failures, lockouts, locked_until FROM attempts", {}, [&](const sql::Row& row) -> Result<void> {
            AttemptState state;
            state.failures = static_cast<int>(row.integer(1));
            state.lockouts = static_cast<int>(row.integer(2));
            state.locked_until = std::chrono::sys_seconds(std::chrono::seconds(row.integer(3)));
            counted.emplace_back(id_from_sql<HolderId>(row.integer(0)), state);
            return {};
        });
    if (!read) return in_store(read);
    if (counted.empty()) return {};
    auto writing = change();
    if (!writing) return pass(writing);
    for (const auto& [holder, state] : counted) {
        const auto known = person(holder);
        if (!known) return pass(known);
        const auto subject = throttle_subject(ThrottleScope::kHolder, known->number.text());
        if (!subject) return pass(subject);
        if (auto set = writing->set_attempts(*subject, state, state.locked_until); !set) return set;
    }
    if (auto emptied = database_->execute("DELETE FROM attempts"); !emptied) return pass(emptied);
    return writing->commit();
}

}  // namespace dactyl
