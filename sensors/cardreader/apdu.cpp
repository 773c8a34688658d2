#include "sensors/cardreader/apdu.hpp"

#include <algorithm>

namespace dactyl::apdu {
namespace {

constexpr std::uint8_t kGetResponse = 0xC0;
constexpr std::uint8_t kChained = 0x10;  // of the class byte
constexpr std::uint16_t kWrongLength = 0x6700;
constexpr std::uint8_t kMoreThere = 0x61;
constexpr std::uint8_t kOtherLength = 0x6C;
constexpr int kMostFetches = 1024;

std::size_t length_of(std::uint16_t status) { return (status & 0xFF) == 0 ? kShortAnswer : status & 0xFF; }

Result<Answer> send(CardChannel& card, const Command& command) {
    auto bytes = card.transmit(encode(command));
    if (!bytes) return pass(bytes);
    if (bytes->size() < 2) return fail(ErrorCode::kCorrupt, "the card's answer has no status");
    Answer answer;
    answer.status = static_cast<std::uint16_t>((*bytes)[bytes->size() - 2] << 8 | bytes->back());
    bytes->resize(bytes->size() - 2);
    answer.data = std::move(*bytes);
    return answer;
}

Result<Answer> send_in_chain(CardChannel& card, const Command& command) {
    Result<Answer> answer = Answer();
    for (std::size_t at = 0; at < command.data.size(); at += kShortData) {
        const std::size_t end = std::min(at + kShortData, command.data.size());
        const bool last = end == command.data.size();
        Command part = command;
        part.data.assign(command.data.begin() + static_cast<std::ptrdiff_t>(at),
                         command.data.begin() + static_cast<std::ptrdiff_t>(end));
        part.expected = last ? std::min(command.expected, kShortAnswer) : 0;
        if (!last) part.cla |= kChained;
        answer = send(card, part);
        if (!answer || (!last && !answer->done())) return answer;
    }
    return answer;
}

}  // namespace

std::vector<std::uint8_t> encode(const Command& command) {
    std::vector<std::uint8_t> bytes = {command.cla, command.ins, command.p1, command.p2};
    const bool extended = command.data.size() > kShortData || command.expected > kShortAnswer;
    const auto put = [&](std::size_t length) {
        if (extended) bytes.push_back(static_cast<std::uint8_t>(length >> 8));
        bytes.push_back(static_cast<std::uint8_t>(length));
    };
    if (extended) bytes.push_back(0);
    if (!command.data.empty()) {
        put(command.data.size());
        bytes.insert(bytes.end(), command.data.begin(), command.data.end());
    }
    if (command.expected > 0) put(command.expected);  // the largest length of either form is written as 0
    return bytes;
}

Result<Answer> exchange(CardChannel& card, const Command& command) {
    auto answer = send(card, command);
    if (answer && answer->status == kWrongLength && command.data.size() > kShortData) {
        answer = send_in_chain(card, command);
    } else if (answer && answer->status == kWrongLength && command.expected > kShortAnswer) {
        Command shorter = command;
        shorter.expected = kShortAnswer;
        answer = send(card, shorter);
    }
    if (answer && answer->status >> 8 == kOtherLength) {
        Command again = command;
        again.expected = length_of(answer->status);
        answer = send(card, again);
    }
    if (!answer) return answer;
    std::vector<std::uint8_t> gathered = std::move(answer->data);
    for (int fetches = 0; answer->status >> 8 == kMoreThere; ++fetches) {
        if (fetches == kMostFetches || gathered.size() > kLongestAnswer) {
            return fail(ErrorCode::kCorrupt, "the card's answer does not end");
        }
        answer = send(
            card,
            {static_cast<std::uint8_t>(command.cla & ~kChained), kGetResponse, 0, 0, {}, length_of(answer->status)});
        if (!answer) return answer;
        gathered.insert(gathered.end(), answer->data.begin(), answer->data.end());
    }
    if (gathered.size() > kLongestAnswer) return fail(ErrorCode::kCorrupt, "the card's answer is too long");
    return Answer{std::move(gathered), answer->status};
}

}  // namespace dactyl::apdu
