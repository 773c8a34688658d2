#pragma once

#include "sensors/cardreader/channel.hpp"

namespace dactyl::apdu {

/// Bytes that an answer may have in all, over any number of GET RESPONSE: bounds memory before a card is believed.
inline constexpr std::size_t kLongestAnswer = 65'536;
inline constexpr std::size_t kShortData = 255;
inline constexpr std::size_t kShortAnswer = 256;
inline constexpr std::size_t kExtendedData = 65'535;

/// A command of ISO/IEC 7816-4.
struct Command {
    std::uint8_t cla = 0;
    std::uint8_t ins = 0;
    std::uint8_t p1 = 0;
    std::uint8_t p2 = 0;
    std::vector<std::uint8_t> data;
    std::size_t expected = 0;  ///< most bytes of the answer, 0 to 65 536
};

struct Answer {
    std::vector<std::uint8_t> data;
    std::uint16_t status = 0;

    bool done() const { return status == 0x9000; }
};

/// The bytes of a command: short where it fits, else extended. `data` has at most kExtendedData bytes.
std::vector<std::uint8_t> encode(const Command& command);

/// Sends a command and gathers its answer: fetches what the card keeps back (61xx), repeats with the length that the
/// card names (6Cxx), and sends data in a chain where the card does not take an extended length (6700). Errors: those
/// of the channel, and kCorrupt for an answer without a status or longer than kLongestAnswer.
Result<Answer> exchange(CardChannel& card, const Command& command);

}  // namespace dactyl::apdu
