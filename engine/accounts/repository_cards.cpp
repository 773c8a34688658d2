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
bool is_known(CardStatus status) { return status == CardStatus::kActive || status == CardStatus::kFrozen; }

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
    return reader.finish();
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

Result<SecretBytes> Repository::card_number(const Card& card) {
    const auto key = holder_key(card.holder);
    if (!key) return pass(key);
    std::optional<SecretBytes> number;
    const auto read = database_->query("SELECT sealed FROM cards WHERE id = $1", {sql_id(card.id)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           const auto plain = vault_.open(*key, stored::card_record(card), row.blob(0));
                                           if (!plain) return pass(plain);
                                           RecordReader reader(plain->view());
                                           number.emplace(SecretBytes::copy_of(reader.bytes()));
                                           (void)reader.bytes();
                                           return reader.finish();
                                       });
    if (!read) return in_store(read);
    if (!number) return fail(ErrorCode::kNotFound, "no such card");
    return std::move(*number);
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

}  // namespace dactyl
