#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/accounts/card.hpp"
#include "engine/accounts/identity_number.hpp"
#include "engine/accounts/vault.hpp"

/// How the repository names its sealed records and what its tokens stand for: shared by its reading and its writing
/// half.
namespace dactyl::stored {

RecordName person_record(HolderId holder);
RecordName impression_record(HolderId holder, FingerId impression);
/// Kind and status lie in plain columns and go into the seal.
RecordName card_record(const Card& card);

Result<Token> number_token(const Vault& vault, const IdentityNumber& number);
Result<Token> card_number_token(const Vault& vault, CardKind kind, std::string_view number);
Result<Token> card_reference(const Vault& vault, CardKind kind, std::string_view number);
Result<Token> alias_token(const Vault& vault, HolderId holder, std::string_view alias);
/// Proves that this software bound the finger to the card.
Result<Token> binding_proof(const Vault& vault, HolderId holder, CardId card, FingerId finger);

/// What is shown of a card's number.
std::string last_four(std::string_view number);

/// An id as the database keeps it.
template <class Kind>
std::int64_t sql_id(Id<Kind> id) {
    return static_cast<std::int64_t>(id.value());
}
template <class AnyId>
AnyId id_from_sql(std::int64_t value) {
    return AnyId(static_cast<std::uint64_t>(value));
}

}  // namespace dactyl::stored
