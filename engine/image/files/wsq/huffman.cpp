#include "engine/image/files/wsq/huffman.hpp"

#include <algorithm>

namespace dactyl::wsq {

std::optional<HuffmanDecoder> HuffmanDecoder::of(const HuffmanTable& table) {
    HuffmanDecoder decoder;
    decoder.symbols_ = table.symbols;
    std::uint32_t code = 0;
    std::uint32_t index = 0;
    for (std::uint32_t length = 1; length <= kLongestCode; ++length) {
        const std::uint32_t count = table.counts[length - 1];
        decoder.offset_[length] = static_cast<std::int32_t>(index) - static_cast<std::int32_t>(code);
        if (code + count > 1U << length || index + count > table.symbols.size()) return std::nullopt;
        if (length <= kShortBits) {
            const std::uint32_t spread = 1U << (kShortBits - length);
            for (std::uint32_t i = 0; i < count; ++i) {
                const Entry entry{static_cast<std::uint8_t>(length), table.symbols[index + i]};
                std::fill_n(decoder.short_.begin() + (code + i) * spread, spread, entry);
            }
        }
        code += count;
        index += count;
        decoder.end_[length] = code;
        code <<= 1;
    }
    return decoder;
}

std::optional<int> HuffmanDecoder::next_long(BitReader& in, std::uint32_t bits) const {
    for (std::uint32_t length = kShortBits + 1; length <= kLongestCode; ++length) {
        const std::uint32_t code = bits >> (kLongestCode - length);
        if (code >= end_[length]) continue;
        in.skip(static_cast<int>(length));
        return symbols_[static_cast<std::size_t>(static_cast<std::int32_t>(code) + offset_[length])];
    }
    return std::nullopt;
}

namespace {

constexpr std::size_t kReserved = 256;  // a symbol that never occurs takes the code of ones alone
constexpr std::size_t kMostLengths = 257;

/// How many bits each symbol's code takes in a tree of the least total.
std::array<int, kMostLengths> code_lengths(const std::array<std::uint32_t, 256>& counts) {
    std::array<std::uint64_t, kMostLengths> weights{};
    std::copy(counts.begin(), counts.end(), weights.begin());
    weights[kReserved] = 1;
    std::array<int, kMostLengths> lengths{};
    std::array<int, kMostLengths> next{};  // in the list of symbols under one node
    next.fill(-1);

    // Of equal weights the later symbol goes first, so that the reserved one ends up with the longest code.
    const auto lightest = [&](int other) {
        int found = -1;
        for (int i = 0; i < static_cast<int>(kMostLengths); ++i) {
            const auto weight = weights[static_cast<std::size_t>(i)];
            if (weight == 0 || i == other) continue;
            if (found < 0 || weight <= weights[static_cast<std::size_t>(found)]) found = i;
        }
        return found;
    };
    for (;;) {
        const int first = lightest(-1);
        const int second = lightest(first);
        if (second < 0) return lengths;
        weights[static_cast<std::size_t>(second)] += weights[static_cast<std::size_t>(first)];
        weights[static_cast<std::size_t>(first)] = 0;
        int last = second;
        for (int i = second; i >= 0; i = next[static_cast<std::size_t>(i)]) {
            ++lengths[static_cast<std::size_t>(i)];
            last = i;
        }
        next[static_cast<std::size_t>(last)] = first;
        for (int i = first; i >= 0; i = next[static_cast<std::size_t>(i)]) ++lengths[static_cast<std::size_t>(i)];
    }
}

/// Moves codes beyond 16 bits up to where there is room, pair by pair.
void shorten(std::array<int, kMostLengths>& codes) {
    for (std::size_t length = codes.size() - 1; length > kLongestCode; --length) {
        while (codes[length] > 0) {
            std::size_t room = length - 2;
            while (codes[room] == 0) --room;
            codes[length] -= 2;
            ++codes[length - 1];
            codes[room + 1] += 2;
            --codes[room];
        }
    }
}

}  // namespace

HuffmanTable best_table(const std::array<std::uint32_t, 256>& counts) {
    const auto lengths = code_lengths(counts);
    std::array<int, kMostLengths> codes{};
    for (const int length : lengths) {
        if (length > 0) ++codes[static_cast<std::size_t>(length)];
    }
    shorten(codes);
    std::size_t longest = kLongestCode;
    while (longest > 0 && codes[longest] == 0) --longest;
    if (longest > 0) --codes[longest];  // the reserved one

    HuffmanTable table;
    for (std::size_t length = 1; length <= kLongestCode; ++length) {
        table.counts[length - 1] = static_cast<std::uint8_t>(codes[length]);
    }
    for (int length = 1; length < static_cast<int>(kMostLengths); ++length) {
        for (std::size_t symbol = 0; symbol < counts.size(); ++symbol) {
            if (lengths[symbol] == length) {
                table.symbols[static_cast<std::size_t>(table.size++)] = static_cast<std::uint8_t>(symbol);
            }
        }
    }
    return table;
}

std::array<HuffmanCode, 256> codes_of(const HuffmanTable& table) {
    std::array<HuffmanCode, 256> codes{};
    std::uint32_t code = 0;
    std::size_t index = 0;
    for (std::size_t length = 1; length <= kLongestCode; ++length) {
        for (int i = 0; i < table.counts[length - 1]; ++i) {
            codes[table.symbols[index++]] = {static_cast<std::uint16_t>(code++), static_cast<std::uint8_t>(length)};
        }
        code <<= 1;
    }
    return codes;
}

}  // namespace dactyl::wsq
