#include "engine/image/files/wsq/huffman.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace dactyl::wsq {
namespace {

std::vector<std::uint8_t> packed(std::span<const int> symbols, const std::array<HuffmanCode, 256>& codes) {
    std::vector<std::uint8_t> bytes;
    int used = 0;
    for (const int symbol : symbols) {
        const HuffmanCode code = codes[static_cast<std::size_t>(symbol)];
        for (int bit = code.length - 1; bit >= 0; --bit, ++used) {
            if (used % 8 == 0) bytes.push_back(0);
            bytes.back() = static_cast<std::uint8_t>(bytes.back() | ((code.bits >> bit & 1) << (7 - used % 8)));
        }
    }
    return bytes;
}

void expect_round_trip(const std::array<std::uint32_t, 256>& counts) {
    const HuffmanTable table = best_table(counts);
    std::vector<int> symbols;
    for (int i = 0; i < 256; ++i) {
        if (counts[static_cast<std::size_t>(i)] > 0) symbols.push_back(i);
    }
    ASSERT_EQ(table.size, static_cast<int>(symbols.size()));
    const auto codes = codes_of(table);
    for (const int symbol : symbols) {
        const HuffmanCode code = codes[static_cast<std::size_t>(symbol)];
        EXPECT_GE(code.length, 1);
        EXPECT_LE(code.length, kLongestCode);
        EXPECT_NE(code.bits, (1U << code.length) - 1) << "a code of ones alone";
    }
    const auto decoder = HuffmanDecoder::of(table);
    ASSERT_TRUE(decoder);
    const auto bytes = packed(symbols, codes);
    BitReader in(bytes);
    for (const int symbol : symbols) EXPECT_EQ(decoder->next(in), symbol);
    EXPECT_GE(in.left(), 0);
    EXPECT_LT(in.left(), 8);
}

TEST(Huffman, EverySymbolComesBack) {
    std::array<std::uint32_t, 256> counts{};
    counts[7] = 1;
    expect_round_trip(counts);
    std::iota(counts.begin(), counts.end(), 1);
    expect_round_trip(counts);
    counts.fill(0);
    expect_round_trip(counts);
}

TEST(Huffman, LongCodesAreShortenedToSixteenBits) {
    std::array<std::uint32_t, 256> counts{};
    counts[0] = counts[1] = 1;
    for (std::size_t i = 2; i < 40; ++i) counts[i] = counts[i - 1] + counts[i - 2];  // as deep a tree as can be
    expect_round_trip(counts);
}

TEST(Huffman, FrequentSymbolsGetShortCodes) {
    std::array<std::uint32_t, 256> counts{};
    counts[3] = 1000;
    counts[200] = 10;
    counts[201] = 10;
    const auto codes = codes_of(best_table(counts));
    EXPECT_EQ(codes[3].length, 1);
    EXPECT_GT(codes[200].length, 1);
}

TEST(Huffman, ImpossibleTablesAreRefused) {
    HuffmanTable table;
    table.counts[0] = 3;  // three codes of one bit
    EXPECT_FALSE(HuffmanDecoder::of(table));
    table.counts[0] = 2;
    table.counts[1] = 1;
    EXPECT_FALSE(HuffmanDecoder::of(table));
}

TEST(Huffman, BitsThatAreNoCodeAreNoSymbol) {
    HuffmanTable table;
    table.counts[1] = 1;
    const auto decoder = HuffmanDecoder::of(table);
    ASSERT_TRUE(decoder);
    const std::vector<std::uint8_t> ones = {0xFF, 0xFF};
    BitReader in(ones);
    EXPECT_FALSE(decoder->next(in));
}

}  // namespace
}  // namespace dactyl::wsq
