#pragma once

#include <functional>
#include <map>
#include <optional>

#include "engine/core/template.hpp"
#include "sensors/cardreader/channel.hpp"

namespace dactyl {

using CardBytes = std::vector<std::uint8_t>;

/// An object with its tag and length, written for the tests on their own.
CardBytes tlv(std::uint32_t tag, const CardBytes& value);
CardBytes operator+(CardBytes left, const CardBytes& right);
CardBytes bytes_of(std::string_view text);

/// What a card program does wrong.
enum class Fault {
    kNone,
    kWrongApplication,  ///< holds another application
    kTorn,              ///< the file ends in the middle of its object
    kPulledOut,         ///< gone after some commands
    kLongLength,        ///< an object states more than it has
    kHugeLength,        ///< an object states 16 MiB
    kEndless,           ///< 61xx again and again
    kNoStatus,          ///< an answer of one byte
};

struct VirtualCardOptions {
    Fault fault = Fault::kNone;
    bool files = true;          ///< READ BINARY, else GET DATA only
    bool extended = true;       ///< takes extended lengths
    bool keeps_back = false;    ///< answers come through GET RESPONSE
    std::size_t most = 65'536;  ///< bytes of one answer
};

/// A card with the application of engine/docs/formats/id_card.md, as a program that answers commands.
class VirtualCard {
  public:
    VirtualCard(CardBytes holder, CardBytes prints, const VirtualCardOptions& options);
    /// Nothing once it was pulled out.
    std::optional<CardBytes> answer(const CardBytes& command);

  private:
    CardBytes give(CardBytes data, std::size_t expected);

    std::map<std::uint16_t, CardBytes> files_;
    VirtualCardOptions options_;
    std::optional<std::uint16_t> selected_;
    CardBytes kept_;
    int commands_ = 0;
};

class VirtualChannel final : public CardChannel {
  public:
    explicit VirtualChannel(VirtualCard card) : card_(std::move(card)) {}
    Result<std::vector<std::uint8_t>> transmit(std::span<const std::uint8_t> command) override {
        const auto answer = card_.answer({command.begin(), command.end()});
        if (!answer) return fail(ErrorCode::kDeviceUnavailable, "the card was pulled out");
        return *answer;
    }

  private:
    VirtualCard card_;
};

/// A holder of nobody whose name needs four bytes of GB18030, and a print in the compact form.
CardBytes holder_object(bool gb18030 = false);
CardBytes prints_object(const Template& print);
Template print_of_nobody();

}  // namespace dactyl
