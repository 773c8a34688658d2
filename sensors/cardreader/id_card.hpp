#pragma once

#include <string>
#include <vector>

#include "engine/core/template.hpp"
#include "sensors/cardreader/channel.hpp"

namespace dactyl {

/// What the card says of its holder, in UTF-8; empty where it says nothing. Never in logs or errors.
struct CardHolder {
    std::string id_number;
    std::string name;
    std::string birth;  ///< YYYYMMDD
    std::string sex;
    std::string ethnic_group;
    std::string address;
    std::string authority;
    std::string valid_until;  ///< YYYYMMDD
};

struct IdCard {
    CardHolder holder;
    std::vector<Template> prints;  ///< each with its finger, where the card names it
};

struct IdCardOptions {
    /// Of the application; 5 to 16 bytes. The default is that of engine/docs/formats/id_card.md.
    std::vector<std::uint8_t> application = {0xF0, 'D', 'A', 'C', 'T', 'Y', 'L', 0x01};
};

/// Selects the application and reads both files (engine/docs/formats/id_card.md), by READ BINARY, or by GET DATA where
/// the card has no files. Errors: kNotFound (no such application, or no such data), kNotAllowed (the card wants
/// something first), kCorrupt (torn, lying or malformed; no value in the message), kUnsupportedFormat (prints of an
/// unknown form), kDeviceUnavailable (pulled out), kInvalidArgument.
Result<IdCard> read_id_card(CardChannel& card, const IdCardOptions& options = {});

/// The two objects on their own, hostile until decoded. Errors: kCorrupt, kUnsupportedFormat.
Result<CardHolder> decode_holder(std::span<const std::uint8_t> bytes);
Result<std::vector<Template>> decode_prints(std::span<const std::uint8_t> bytes);

}  // namespace dactyl
