#include <algorithm>
#include <optional>
#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::sql_id;

constexpr RecordName kIssuerRecord = {RecordKind::kIssuer, HolderId()};
constexpr std::uint64_t kMostKinds = 7;

RecordName certificate_record(const Card& card) { return {RecordKind::kCertificate, card.holder, card.id.value()}; }
RecordName key_record(HolderId holder, std::int64_t id) {
    return {RecordKind::kCertificateKey, holder, static_cast<std::uint64_t>(id)};
}

void write_key(RecordWriter& writer, const SigningKey& key) {
    writer.number(static_cast<std::uint64_t>(key.public_key().algorithm()));
    writer.bytes(key.seed());
}

Result<SigningKey> read_key(RecordReader& reader) {
    const auto algorithm = static_cast<SignatureAlgorithm>(reader.number());
    auto key = SigningKey::from_seed(reader.bytes(), algorithm);
    if (!key) return fail(ErrorCode::kStoreDamaged, "a certificate's key was altered");
    return key;
}

Result<Issuer> read_issuer(ByteView plain, std::string_view name) {
    RecordReader reader(plain);
    std::string stored_name(reader.text());
    auto key = PublicKey::from_bytes(reader.bytes());
    std::vector<CertificateKind> kinds;
    for (std::uint64_t left = std::min(reader.number(), kMostKinds); left > 0; --left) {
        kinds.push_back(static_cast<CertificateKind>(reader.number()));
    }
    if (auto finished = reader.finish(); !finished) return pass(finished);
    // An issuer's record in the place of another's would lend it the other's name.
    if (stored_name != name || !key) return fail(ErrorCode::kStoreDamaged, "an issuer was altered");
    return Issuer{std::move(stored_name), std::move(*key), std::move(kinds)};
}

}  // namespace

Result<std::vector<Issuer>> Repository::issuers() {
    std::vector<Issuer> all;
    const auto read = database_->query("SELECT name, sealed FROM issuers ORDER BY name", {},
                                       [&](const sql::Row& row) -> Result<void> {
                                           const auto plain = vault_.open_for_store(kIssuerRecord, row.blob(1));
                                           if (!plain) return pass(plain);
                                           auto issuer = read_issuer(plain->view(), row.text(0));
                                           if (!issuer) return pass(issuer);
                                           all.push_back(std::move(*issuer));
                                           return {};
                                       });
    if (!read) return in_store(read);
    return all;
}

Result<std::vector<BindingKey>> Repository::certificate_keys(HolderId holder) {
    const auto holders = holder_key(holder);
    if (!holders) return pass(holders);
    std::vector<BindingKey> keys;
    const auto read = database_->query("SELECT id, sealed FROM certificate_keys WHERE holder = $1 ORDER BY id",
                                       {sql_id(holder)}, [&](const sql::Row& row) -> Result<void> {
                                           const auto plain =
                                               vault_.open(*holders, key_record(holder, row.integer(0)), row.blob(1));
                                           if (!plain) return pass(plain);
                                           RecordReader reader(plain->view());
                                           auto key = read_key(reader);
                                           if (!key) return pass(key);
                                           keys.push_back({row.integer(0), std::move(*key)});
                                           return reader.finish();
                                       });
    if (!read) return in_store(read);
    return keys;
}

Result<StoredCertificate> Repository::certificate(const Card& card) {
    const auto key = holder_key(card.holder);
    if (!key) return pass(key);
    std::optional<StoredCertificate> found;
    const auto read = database_->query("SELECT sealed FROM certificates WHERE card = $1", {sql_id(card.id)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           const auto plain = vault_.open(*key, certificate_record(card), row.blob(0));
                                           if (!plain) return pass(plain);
                                           RecordReader reader(plain->view());
                                           SecretBytes text = SecretBytes::copy_of(reader.bytes());
                                           auto bound = read_key(reader);
                                           if (!bound) return pass(bound);
                                           found.emplace(StoredCertificate{std::move(text), std::move(*bound)});
                                           return reader.finish();
                                       });
    if (!read) return in_store(read);
    if (!found) return fail(ErrorCode::kNotFound, "the card is no certificate");
    return std::move(*found);
}

Result<void> RepositoryChange::put_issuer(const Issuer& issuer) {
    if (auto checked = issuer.check(); !checked) return checked;
    RecordWriter writer;
    writer.text(issuer.name);
    writer.bytes(issuer.key.view());
    writer.number(issuer.kinds.size());
    for (const CertificateKind kind : issuer.kinds) writer.number(static_cast<std::uint64_t>(kind));
    const auto sealed = repository_->vault_.seal_for_store(kIssuerRecord, writer.view());
    if (!sealed) return pass(sealed);
    const auto written = repository_->database_->execute(
        "INSERT INTO issuers (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
        {std::string_view(issuer.name), ByteView(*sealed)});
    if (!written) return pass(written);
    return {};
}

Result<void> RepositoryChange::remove_issuer(std::string_view name) {
    const auto removed = repository_->database_->execute("DELETE FROM issuers WHERE name = $1", {name});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such issuer");
    return {};
}

Result<PublicKey> RepositoryChange::add_certificate_key(HolderId holder) {
    const bool national = repository_->profile() == CryptoProfile::kNational;
    const auto key = SigningKey::generate(national ? SignatureAlgorithm::kSm2 : SignatureAlgorithm::kEd25519);
    if (!key) return pass(key);
    const auto holders = repository_->holder_key(holder);
    if (!holders) return pass(holders);
    const auto id = next("certificate-key");
    if (!id) return pass(id);
    RecordWriter writer;
    write_key(writer, *key);
    const auto sealed = repository_->vault_.seal(*holders, key_record(holder, *id), writer.view());
    if (!sealed) return pass(sealed);
    const auto added =
        repository_->database_->execute("INSERT INTO certificate_keys (id, holder, sealed) VALUES ($1, $2, $3)",
                                        {*id, sql_id(holder), ByteView(*sealed)});
    if (!added) return pass(added);
    return key->public_key();
}

Result<void> RepositoryChange::add_certificate(const Card& card, std::string_view text, const BindingKey& key) {
    const auto holders = repository_->holder_key(card.holder);
    if (!holders) return pass(holders);
    RecordWriter writer;
    writer.text(text);
    write_key(writer, key.key);
    const auto sealed = repository_->vault_.seal(*holders, certificate_record(card), writer.view());
    if (!sealed) return pass(sealed);
    const auto added = repository_->database_->execute("INSERT INTO certificates (card, sealed) VALUES ($1, $2)",
                                                       {sql_id(card.id), ByteView(*sealed)});
    if (!added) return pass(added);
    const auto used = repository_->database_->execute("DELETE FROM certificate_keys WHERE id = $1 AND holder = $2",
                                                      {key.id, sql_id(card.holder)});
    if (!used) return pass(used);
    if (*used == 0) return fail(ErrorCode::kNotFound, "no such key waits for a certificate");
    return {};
}

}  // namespace dactyl
