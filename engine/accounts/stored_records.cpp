#include "engine/accounts/stored_records.hpp"

#include <algorithm>

#include "engine/accounts/record.hpp"

namespace dactyl::stored {
namespace {

RecordWriter kind_and_number(CardKind kind, std::string_view number) {
    RecordWriter writer;
    writer.number(static_cast<std::uint64_t>(kind));
    writer.text(number);
    return writer;
}

}  // namespace

RecordName person_record(HolderId holder) { return {RecordKind::kPerson, holder, holder.value()}; }

RecordName impression_record(HolderId holder, FingerId impression) {
    return {RecordKind::kImpression, holder, impression.value()};
}

RecordName card_record(const Card& card) {
    constexpr int kStatusShift = 8;
    const auto kind = static_cast<std::uint32_t>(card.kind);
    const auto status = static_cast<std::uint32_t>(card.status);
    return {RecordKind::kCard, card.holder, card.id.value(), kind | (status << kStatusShift)};
}

Result<Token> number_token(const Vault& vault, const IdentityNumber& number) {
    const bool resident = number.kind() == DocumentKind::kResidentId;
    const std::string text = number.text();
    return vault.token(resident ? TokenKind::kResidentId : TokenKind::kDocument, bytes_of(text));
}

Result<Token> card_number_token(const Vault& vault, CardKind kind, std::string_view number) {
    return vault.token(TokenKind::kCardNumber, kind_and_number(kind, number).view());
}

Result<Token> card_reference(const Vault& vault, CardKind kind, std::string_view number) {
    return vault.token(TokenKind::kCardReference, kind_and_number(kind, number).view());
}

Result<Token> alias_token(const Vault& vault, HolderId holder, std::string_view alias) {
    RecordWriter writer;
    writer.number(holder.value());
    writer.text(alias);
    return vault.token(TokenKind::kAlias, writer.view());
}

Result<Token> binding_proof(const Vault& vault, HolderId holder, CardId card, FingerId finger) {
    RecordWriter writer;
    writer.number(holder.value());
    writer.number(card.value());
    writer.number(finger.value());
    return vault.token(TokenKind::kBinding, writer.view());
}

std::string last_four(std::string_view number) {
    constexpr std::size_t kShown = 4;
    return std::string(number.substr(number.size() - std::min(kShown, number.size())));
}

}  // namespace dactyl::stored
