#include <algorithm>
#include <utility>

#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::id_from_sql;
using stored::sql_id;

bool is_known(CardKind kind) { return parse_card_kind(to_string(kind)) == kind; }
bool is_known(CardStatus status) { return to_string(status) != "unknown"; }

// Months since year 0, plus one: 0 is none.
std::uint64_t month_number(std::chrono::year_month month) {
    return static_cast<std::uint64_t>(static_cast<int>(month.year()) * 12 +
                                      static_cast<int>(static_cast<unsigned>(month.month())));
}
std::chrono::year_month month_from(std::uint64_t number) {
    const auto past = static_cast<int>((number - 1) % 120'000);
    return {std::chrono::year(past / 12), std::chrono::month(static_cast<unsigned>(past % 12 + 1))};
}

Result<Card> plain_columns(const sql::Row& row, HolderId holder) {
    Card card;
    card.id = id_from_sql<CardId>(row.integer(0));
    card.holder = holder;
    card.kind = static_cast<CardKind>(row.integer(1));
    card.status = static_cast<CardStatus>(row.integer(2));
    if (!is_known(card.kind) || !is_known(card.status)) {
        return fail(ErrorCode::kStoreDamaged, "a stored card has an unknown kind or status");
    }
    return card;
}

Result<void> take_sealed(ByteView plain, Card& card) {
    RecordReader reader(plain);
    const auto number = reader.text();
    card.alias = std::string(reader.text());
    card.last_four = stored::last_four(number);
    if (reader.at_end()) return reader.finish();  // of before version 5
    card.details.issuer = std::string(reader.text());
    if (const std::uint64_t month = reader.number(); month != 0) card.details.expires = month_from(month);
    card.details.is_default = reader.number() != 0;
    card.details.policy = CardPolicy::read(reader);
    card.has_pin = !reader.bytes().empty();
    if (auto finished = reader.finish(); !finished) return finished;
    if (!card.details.check()) return fail(ErrorCode::kStoreDamaged, "a stored card has an impossible policy");
    return {};
}

// The last field: the PIN.
SecretBytes pin_of(ByteView plain) {
    RecordReader reader(plain);
    (void)reader.bytes();
    (void)reader.bytes();
    if (reader.at_end()) return {};
    (void)reader.bytes();
    (void)reader.number();
    (void)reader.number();
    (void)CardPolicy::read(reader);
    return SecretBytes::copy_of(reader.bytes());
}

}  // namespace

Result<std::vector<Card>> Repository::select_cards(HolderId holder, const std::optional<Token>& alias) {
    const auto key = holder_key(holder);
    if (!key) return pass(key);
    std::vector<Card> found;
    const auto on_row = [&](const sql::Row& row) -> Result<void> {
        auto card = plain_columns(row, holder);
        if (!card) return pass(card);
        const auto plain = vault_.open(*key, stored::card_record(*card), row.blob(3));
        if (!plain) return pass(plain);
        if (auto taken = take_sealed(plain->view(), *card); !taken) return taken;
        found.push_back(std::move(*card));
        return {};
    };
    const auto read =
        alias ? database_->query("SELECT id, kind, status, sealed FROM cards WHERE holder = $1 AND alias_token = $2",
                                 {sql_id(holder), ByteView(*alias)}, on_row)
              : database_->query("SELECT id, kind, status, sealed FROM cards WHERE holder = $1 ORDER BY id",
                                 {sql_id(holder)}, on_row);
    if (!read) return in_store(read);
    return found;
}

Result<std::vector<Card>> Repository::cards(HolderId holder) { return select_cards(holder, std::nullopt); }

Result<std::optional<Card>> Repository::find_card(HolderId holder, std::string_view alias) {
    const auto token = stored::alias_token(vault_, holder, alias);
    if (!token) return pass(token);
    auto found = select_cards(holder, *token);
    if (!found) return pass(found);
    if (found->empty()) return std::optional<Card>();
    return std::optional<Card>(std::move(found->front()));
}

Result<SecretBytes> Repository::card_record(const Card& card) {
    const auto key = holder_key(card.holder);
    if (!key) return pass(key);
    std::optional<SecretBytes> plain;
    const auto read = database_->query("SELECT sealed FROM cards WHERE id = $1", {sql_id(card.id)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           auto opened = vault_.open(*key, stored::card_record(card), row.blob(0));
                                           if (!opened) return pass(opened);
                                           plain.emplace(std::move(*opened));
                                           return {};
                                       });
    if (!read) return in_store(read);
    if (!plain) return fail(ErrorCode::kNotFound, "no such card");
    return std::move(*plain);
}

Result<SecretBytes> Repository::card_number(const Card& card) {
    const auto plain = card_record(card);
    if (!plain) return pass(plain);
    return SecretBytes::copy_of(RecordReader(plain->view()).bytes());
}

Result<SecretBytes> Repository::pin_record(const Card& card) {
    const auto plain = card_record(card);
    if (!plain) return pass(plain);
    return pin_of(plain->view());
}

Result<Token> Repository::decoy_reference(const Card& card) const {
    RecordWriter writer;
    writer.number(card.id.value());
    return vault_.token(TokenKind::kDecoy, writer.view());
}

Result<Token> Repository::card_reference(const Card& card) {
    const auto number = card_number(card);
    if (!number) return pass(number);
    return stored::card_reference(vault_, card.kind, text_of(number->view()));
}

Result<std::vector<FingerId>> Repository::bound_fingers(const Card& card) {
    std::vector<FingerId> fingers;
    const auto read =
        database_->query("SELECT finger, proof FROM bindings WHERE card = $1 ORDER BY finger", {sql_id(card.id)},
                         [&](const sql::Row& row) -> Result<void> {
                             const auto finger = id_from_sql<FingerId>(row.integer(0));
                             const auto proof = stored::binding_proof(vault_, card.holder, card.id, finger);
                             if (!proof) return pass(proof);
                             if (!std::ranges::equal(*proof, row.blob(1))) {
                                 return fail(ErrorCode::kStoreDamaged, "a binding of a finger to a card was altered");
                             }
                             fingers.push_back(finger);
                             return {};
                         });
    if (!read) return in_store(read);
    return fingers;
}

Result<Bytes> RepositoryChange::seal_card(const Card& card, std::string_view number, ByteView pin) {
    const auto key = repository_->holder_key(card.holder);
    if (!key) return pass(key);
    RecordWriter writer;
    writer.text(number);
    writer.text(card.alias);
    writer.text(card.details.issuer);
    writer.number(card.details.expires ? month_number(*card.details.expires) : 0);
    writer.number(card.details.is_default ? 1 : 0);
    card.details.policy.write(writer);
    writer.bytes(pin);
    return repository_->vault_.seal(*key, stored::card_record(card), writer.view());
}

Result<Card> RepositoryChange::add_card(HolderId holder, CardKind kind, std::string_view number, std::string_view alias,
                                        std::span<const FingerId> fingers, const CardDetails& details) {
    if (auto checked = details.check(); !checked) return pass(checked);
    const Vault& vault = repository_->vault_;
    const auto number_token = stored::card_number_token(vault, kind, number);
    if (!number_token) return pass(number_token);
    const auto alias_token = stored::alias_token(vault, holder, alias);
    if (!alias_token) return pass(alias_token);
    const auto id = next("card");
    if (!id) return pass(id);
    const Card card{.id = id_from_sql<CardId>(*id),
                    .holder = holder,
                    .kind = kind,
                    .status = CardStatus::kActive,
                    .alias = std::string(alias),
                    .last_four = stored::last_four(number),
                    .details = details};
    const auto sealed = seal_card(card, number, {});
    if (!sealed) return pass(sealed);
    const auto added = repository_->database_->execute(
        "INSERT INTO cards (id, holder, kind, status, number_token, alias_token, sealed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {*id, sql_id(holder), static_cast<std::int64_t>(kind), static_cast<std::int64_t>(card.status),
         ByteView(*number_token), ByteView(*alias_token), ByteView(*sealed)});
    if (!added) return pass(added);
    for (const FingerId finger : fingers) {
        if (auto bound = bind_finger(card, finger); !bound) return pass(bound);
    }
    return card;
}

Result<void> RepositoryChange::bind_finger(const Card& card, FingerId finger) {
    const auto proof = stored::binding_proof(repository_->vault_, card.holder, card.id, finger);
    if (!proof) return pass(proof);
    const auto bound = repository_->database_->execute("INSERT INTO bindings (card, finger, proof) VALUES ($1, $2, $3)",
                                                       {sql_id(card.id), sql_id(finger), ByteView(*proof)});
    if (!bound) return pass(bound);
    return {};
}

Result<Card> RepositoryChange::reseal(const Card& before, Card after, ByteView pin) {
    const auto number = repository_->card_number(before);
    if (!number) return pass(number);
    const auto sealed = seal_card(after, text_of(number->view()), pin);
    if (!sealed) return pass(sealed);
    const auto updated =
        repository_->database_->execute("UPDATE cards SET status = $1, sealed = $2 WHERE id = $3",
                                        {static_cast<std::int64_t>(after.status), ByteView(*sealed), sql_id(after.id)});
    if (!updated) return pass(updated);
    return after;
}

Result<Card> RepositoryChange::update_card(const Card& before, CardStatus status, const CardDetails& details) {
    if (auto checked = details.check(); !checked) return pass(checked);
    const auto pin = repository_->pin_record(before);
    if (!pin) return pass(pin);
    Card after = before;
    after.status = status;
    after.details = details;
    return reseal(before, std::move(after), pin->view());
}

Result<Card> RepositoryChange::set_card_status(const Card& card, CardStatus status) {
    return update_card(card, status, card.details);
}

Result<Card> RepositoryChange::set_pin(const Card& card, ByteView hashed) {
    Card after = card;
    after.has_pin = !hashed.empty();
    return reseal(card, std::move(after), hashed);
}

}  // namespace dactyl
