#include "engine/liveness/ridge_bits.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dactyl {
namespace {

constexpr int kCell = 3;            // pixels at 500 dpi
constexpr int kSurroundings = 3;    // cells on each side: one period of ridges
constexpr int kLeastDeviation = 8;  // gray levels among the surroundings that only ridges make
constexpr int kWord = 64;

/// Sums of everything above and left, of values and of their squares.
struct Integral {
    int stride;
    std::vector<std::int64_t> sums;
    std::vector<std::int64_t> squares;

    Integral(const std::vector<int>& values, int columns, int rows)
        : stride(columns + 1),
          sums(static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows + 1)),
          squares(sums.size()) {
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < columns; ++x) {
                const auto at = static_cast<std::size_t>((y + 1) * stride + x + 1);
                const auto up = at - static_cast<std::size_t>(stride);
                const std::int64_t value = values[static_cast<std::size_t>(y * columns + x)];
                sums[at] = value + sums[at - 1] + sums[up] - sums[up - 1];
                squares[at] = value * value + squares[at - 1] + squares[up] - squares[up - 1];
            }
        }
    }

    std::int64_t box(const std::vector<std::int64_t>& table, int left, int top, int right, int bottom) const {
        const auto at = [&](int x, int y) { return table[static_cast<std::size_t>(y * stride + x)]; };
        return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
    }
};

std::vector<int> cell_sums(ImageView image, int left, int top, int columns, int rows, int cell) {
    std::vector<int> cells(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int y = 0; y < rows * cell; ++y) {
        const std::uint8_t* pixels = image.row(top + y) + left;
        int* row = cells.data() + static_cast<std::ptrdiff_t>(y / cell) * columns;
        for (int x = 0; x < columns * cell; ++x) row[x / cell] += pixels[x];
    }
    return cells;
}

template <class T>
void wipe(std::vector<T>& values) {
    wipe_memory(values.data(), values.size() * sizeof(T));
}

}  // namespace

int ridge_cell(Dpi dpi) {
    return std::max(1, static_cast<int>(std::lround(kCell * dpi.value() / kInternalDpi.value())));
}

RidgeBits::RidgeBits(ImageView image, int left, int top) {
    const int cell = ridge_cell(image.dpi());
    columns_ = std::max(0, (image.width() - left) / cell);
    rows_ = std::max(0, (image.height() - top) / cell);
    words_per_row_ = (columns_ + kWord - 1) / kWord;
    light_.resize(static_cast<std::size_t>(words_per_row_) * static_cast<std::size_t>(rows_));
    ridged_.resize(light_.size());
    std::vector<int> cells = cell_sums(image, left, top, columns_, rows_, cell);
    Integral integral(cells, columns_, rows_);
    const std::int64_t least = static_cast<std::int64_t>(kLeastDeviation * cell * cell) * kLeastDeviation * cell * cell;
    for (int y = 0; y < rows_; ++y) {
        for (int x = 0; x < columns_; ++x) {
            const int x0 = std::max(0, x - kSurroundings);
            const int y0 = std::max(0, y - kSurroundings);
            const int x1 = std::min(columns_, x + kSurroundings + 1);
            const int y1 = std::min(rows_, y + kSurroundings + 1);
            const std::int64_t area = static_cast<std::int64_t>(x1 - x0) * (y1 - y0);
            const std::int64_t sum = integral.box(integral.sums, x0, y0, x1, y1);
            const std::int64_t squares = integral.box(integral.squares, x0, y0, x1, y1);
            const auto word = static_cast<std::size_t>(y * words_per_row_ + x / kWord);
            const std::uint64_t bit = std::uint64_t{1} << (x % kWord);
            if (area * squares - sum * sum > least * area * area) ridged_[word] |= bit;
            if (area * cells[static_cast<std::size_t>(y * columns_ + x)] > sum) light_[word] |= bit;
        }
    }
    for (const std::uint64_t word : ridged_) covered_ += std::popcount(word);
    wipe(cells);
    wipe(integral.sums);
    wipe(integral.squares);
}

RidgeBits& RidgeBits::operator=(RidgeBits&& other) noexcept {
    std::swap(columns_, other.columns_);
    std::swap(rows_, other.rows_);
    std::swap(words_per_row_, other.words_per_row_);
    std::swap(covered_, other.covered_);
    light_.swap(other.light_);
    ridged_.swap(other.ridged_);
    return *this;
}

RidgeBits::~RidgeBits() {
    wipe(light_);
    wipe(ridged_);
}

std::uint64_t RidgeBits::window(const Words& words, int column, int row) const {
    if (row < 0 || row >= rows_) return 0;
    const auto at = [&](int word) {
        const bool inside = word >= 0 && word < words_per_row_;
        return inside ? words[static_cast<std::size_t>(row * words_per_row_ + word)] : std::uint64_t{0};
    };
    const int word = column >= 0 ? column / kWord : -1;
    const int offset = column - word * kWord;
    return offset == 0 ? at(word) : at(word) >> offset | at(word + 1) << (kWord - offset);
}

double RidgeBits::agreement(const RidgeBits& other, int right, int down, int step) const {
    int common = 0;
    int agreeing = 0;
    for (int y = 0; y < rows_; y += step) {
        for (int word = 0; word < words_per_row_; ++word) {
            const auto at = static_cast<std::size_t>(y * words_per_row_ + word);
            const int column = word * kWord - right;
            const std::uint64_t both = ridged_[at] & other.window(other.ridged_, column, y - down);
            common += std::popcount(both);
            agreeing += std::popcount(both & ~(light_[at] ^ other.window(other.light_, column, y - down)));
        }
    }
    if (common == 0 || 2 * step * common < std::min(covered_, other.covered_)) return 0;
    return static_cast<double>(agreeing) / common;
}

}  // namespace dactyl
