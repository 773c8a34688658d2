#pragma once

#include <array>
#include <cstdint>

/// Numbers that a WSQ file is made of (engine/docs/formats/wsq.md).
namespace dactyl::wsq {

enum class Marker : std::uint16_t {
    kStart = 0xFFA0,
    kEnd = 0xFFA1,
    kFrame = 0xFFA2,
    kBlock = 0xFFA3,
    kTransform = 0xFFA4,
    kQuantisation = 0xFFA5,
    kHuffman = 0xFFA6,
    kRestartInterval = 0xFFA7,
    kComment = 0xFFA8,
    kFirstRestart = 0xFFB0,
    kLastRestart = 0xFFB7,
};

// What the Huffman codes stand for.
inline constexpr int kLongestShortRun = 100;  ///< 1 to 100: that many zeros
inline constexpr int kPositiveByte = 101;     ///< a value of 8 bits follows
inline constexpr int kNegativeByte = 102;     ///< its opposite
inline constexpr int kPositiveWord = 103;     ///< of 16 bits
inline constexpr int kNegativeWord = 104;
inline constexpr int kRunByte = 105;    ///< a number of zeros of 8 bits follows
inline constexpr int kRunWord = 106;    ///< of 16 bits
inline constexpr int kZeroValue = 180;  ///< 107 to 254: the value above or below this
inline constexpr int kLowestValue = 107 - kZeroValue;
inline constexpr int kHighestValue = 254 - kZeroValue;

inline constexpr int kHuffmanTables = 8;
inline constexpr int kLongestCode = 16;  ///< bits

/// A Huffman table as a file holds it: how many codes there are of each length, and what they stand for, shortest
/// first.
struct HuffmanTable {
    std::array<std::uint8_t, kLongestCode> counts{};
    std::array<std::uint8_t, 256> symbols{};
    int size = 0;  ///< symbols in use
};

/// The bands at which the FBI's encoder begins a new block.
inline constexpr std::array<int, 3> kBlockStarts = {0, 19, 52};

}  // namespace dactyl::wsq
