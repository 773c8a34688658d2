#include "templates/codec/foreground_outline.hpp"

#include <cstring>

namespace dactyl {
namespace {

constexpr unsigned kBitsInByte = 7;
constexpr std::uint8_t kMore = 0x80;
constexpr unsigned kMostBits = 28;  // more cells than any picture has

constexpr std::size_t kExpectedBytes = 192;
constexpr std::uint32_t kWord = 8;  // cells

std::uint64_t word_at(std::span<const std::uint8_t> cells, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, cells.data() + at, kWord);
    return word;
}

void append_varint(std::vector<std::uint8_t>& out, std::uint32_t value) {
    for (; value >= kMore; value >>= kBitsInByte) out.push_back(static_cast<std::uint8_t>(value | kMore));
    out.push_back(static_cast<std::uint8_t>(value));
}

/// Takes a number off the front; nothing when it does not end, is too large or is written with more bytes than it
/// needs.
std::optional<std::uint32_t> take_varint(std::span<const std::uint8_t>& bytes) {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < kMostBits && shift / kBitsInByte < bytes.size(); shift += kBitsInByte) {
        const std::uint8_t byte = bytes[shift / kBitsInByte];
        value |= static_cast<std::uint32_t>(byte & (kMore - 1)) << shift;
        if ((byte & kMore) != 0) continue;
        if (byte == 0 && shift > 0) return std::nullopt;
        bytes = bytes.subspan(shift / kBitsInByte + 1);
        return value;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> encode_foreground(const Foreground& foreground) {
    const std::span<const std::uint8_t> cells = foreground.cells();
    const std::size_t columns = static_cast<std::size_t>(foreground.columns());
    std::vector<std::uint8_t> out;
    out.reserve(kExpectedBytes);
    std::uint32_t gap = 0;
    std::uint32_t length = 0;
    const auto end_run = [&] {
        if (length == 0) return;
        append_varint(out, 2 * gap + (length > 1 ? 1 : 0));
        if (length > 1) append_varint(out, length - 2);
        gap = length = 0;
    };
    const auto add_cell = [&](bool differs) {
        if (differs) {
            ++length;
            return;
        }
        end_run();
        ++gap;
    };
    for (std::size_t i = 0; i < columns; ++i) add_cell(cells[i] != 0);
    for (std::size_t i = columns; i < cells.size();) {
        // Most cells are as the one above them: eight at a time.
        if (i + kWord <= cells.size() && word_at(cells, i) == word_at(cells, i - columns)) {
            end_run();
            gap += kWord;
            i += kWord;
        } else {
            add_cell(cells[i] != cells[i - columns]);
            ++i;
        }
    }
    end_run();
    return out;
}

std::optional<Foreground> decode_foreground(std::span<const std::uint8_t> bytes, int width, int height) {
    Foreground foreground(width, height);
    const std::uint32_t columns = static_cast<std::uint32_t>(foreground.columns());
    const std::uint32_t cells = columns * static_cast<std::uint32_t>(foreground.rows());
    int finished = 0;  // the last row that is a copy of the row above it
    const auto copy_down_to = [&](int row) {
        for (; finished < row; ++finished) foreground.copy_row(finished, finished + 1);
    };
    std::uint32_t at = 0;
    while (!bytes.empty()) {
        const auto run = take_varint(bytes);
        if (!run) return std::nullopt;
        const std::uint32_t gap = *run / 2;
        std::uint32_t length = 1;
        if (*run % 2 == 1) {
            const auto longer = take_varint(bytes);
            if (!longer) return std::nullopt;
            length = *longer + 2;
        }
        if ((gap == 0 && at > 0) || gap > cells - at || length > cells - at - gap) return std::nullopt;
        at += gap;
        for (const std::uint32_t end = at + length; at < end; ++at) {
            const int row = static_cast<int>(at / columns);
            const int column = static_cast<int>(at % columns);
            copy_down_to(row);
            foreground.set_cell(column, row, !foreground.cell(column, row));
        }
    }
    copy_down_to(foreground.rows() - 1);
    return foreground;
}

}  // namespace dactyl
