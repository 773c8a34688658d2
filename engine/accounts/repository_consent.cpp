#include <algorithm>
#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

// Proves that this software wrote the statement.
Result<Token> consent_proof(const Vault& vault, std::int64_t id, HolderId holder, const Consent& consent) {
    RecordWriter writer;
    writer.number(static_cast<std::uint64_t>(id));
    writer.number(holder.value());
    writer.number(static_cast<std::uint64_t>(consent.purpose));
    writer.number(consent.given ? 1 : 0);
    writer.number(static_cast<std::uint64_t>(consent.at.time_since_epoch().count()));
    writer.text(consent.wording);
    writer.text(consent.channel);
    return vault.token(TokenKind::kConsent, writer.view());
}

}  // namespace

Result<std::vector<Consent>> Repository::consents(HolderId holder) {
    std::vector<Consent> statements;
    const auto read = database_->query(
        "SELECT id, purpose, given, at, wording, channel, proof FROM consents WHERE holder = $1 ORDER BY id",
        {sql_id(holder)}, [&](const sql::Row& row) -> Result<void> {
            Consent consent;
            consent.purpose = static_cast<ConsentPurpose>(row.integer(1));
            consent.given = row.integer(2) != 0;
            consent.at = std::chrono::sys_seconds(std::chrono::seconds(row.integer(3)));
            consent.wording = std::string(row.text(4));
            consent.channel = std::string(row.text(5));
            const auto proof = consent_proof(vault_, row.integer(0), holder, consent);
            if (!proof) return pass(proof);
            if (!std::ranges::equal(*proof, row.blob(6))) {
                return fail(ErrorCode::kStoreDamaged, "a statement of consent was altered");
            }
            statements.push_back(std::move(consent));
            return {};
        });
    if (!read) return in_store(read);
    return statements;
}

Result<std::set<HolderId>> Repository::holders_without(ConsentPurpose purpose) {
    // Few ever withdraw: look closer at those only.
    std::vector<HolderId> asked;
    const auto read = database_->query("SELECT DISTINCT holder FROM consents WHERE purpose = $1 AND given = 0",
                                       {static_cast<std::int64_t>(purpose)}, [&](const sql::Row& row) -> Result<void> {
                                           asked.push_back(id_from_sql<HolderId>(row.integer(0)));
                                           return {};
                                       });
    if (!read) return in_store(read);
    std::set<HolderId> without;
    for (const HolderId holder : asked) {
        const auto statements = consents(holder);
        if (!statements) return pass(statements);
        if (!is_given(*statements, purpose)) without.insert(holder);
    }
    return without;
}

Result<void> RepositoryChange::add_consent(HolderId holder, const Consent& consent) {
    if (auto checked = consent.check(); !checked) return checked;
    const auto id = next("consent");
    if (!id) return pass(id);
    const auto proof = consent_proof(repository_->vault_, *id, holder, consent);
    if (!proof) return pass(proof);
    const auto added = repository_->database_->execute(
        "INSERT INTO consents (id, holder, purpose, given, at, wording, channel, proof) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {*id, sql_id(holder), static_cast<std::int64_t>(consent.purpose), std::int64_t{consent.given ? 1 : 0},
         std::int64_t{consent.at.time_since_epoch().count()}, std::string_view(consent.wording),
         std::string_view(consent.channel), ByteView(*proof)});
    if (!added) return pass(added);
    return {};
}

Result<void> Repository::add_missing_consents() {
    std::vector<HolderId> silent;
    const auto read =
        database_->query("SELECT id FROM holders WHERE id NOT IN (SELECT holder FROM consents) ORDER BY id", {},
                         [&](const sql::Row& row) -> Result<void> {
                             silent.push_back(id_from_sql<HolderId>(row.integer(0)));
                             return {};
                         });
    if (!read) return in_store(read);
    if (silent.empty()) return {};
    auto writing = change();
    if (!writing) return pass(writing);
    for (const HolderId holder : silent) {
        for (const ConsentPurpose purpose : kConsentPurposes) {
            const bool implied = purpose != ConsentPurpose::kResearch && purpose != ConsentPurpose::kExtraRecords;
            const Consent consent = {purpose, implied, {}, "before statements were kept", "migration"};
            if (auto added = writing->add_consent(holder, consent); !added) return added;
        }
    }
    return writing->commit();
}

}  // namespace dactyl
