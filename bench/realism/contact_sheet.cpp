#include "bench/realism/contact_sheet.hpp"

#include <algorithm>

#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

constexpr int kTileWidth = 300;   // pixels
constexpr int kTileHeight = 400;  // pixels
constexpr int kGap = 6;           // pixels
constexpr std::uint8_t kGapGray = 128;

void paste(const GrayImage& print, int left, int top, GrayImage& sheet) {
    const int width = std::min(print.width(), kTileWidth);
    const int height = std::min(print.height(), kTileHeight);
    const int x0 = (print.width() - width) / 2;
    const int y0 = (print.height() - height) / 2;
    const int dx = left + (kTileWidth - width) / 2;
    const int dy = top + (kTileHeight - height) / 2;
    for (int y = 0; y < height; ++y) std::copy_n(print.row(y0 + y) + x0, width, sheet.row(dy + y) + dx);
}

}  // namespace

Result<GrayImage> contact_sheet(const std::vector<Dataset>& sets, int prints_a_set) {
    GrayImage sheet(prints_a_set * (kTileWidth + kGap), static_cast<int>(sets.size()) * (kTileHeight + kGap),
                    kInternalDpi, kGapGray);
    for (std::size_t row = 0; row < sets.size(); ++row) {
        int column = 0;
        std::string last;
        for (const DatasetPrint& file : sets[row].prints) {
            if (column == prints_a_set) break;
            if (file.finger == last) continue;
            last = file.finger;
            const auto print = read_picture(file.path, sets[row].dpi);
            if (!print) return pass(print);
            paste(*print, column * (kTileWidth + kGap), static_cast<int>(row) * (kTileHeight + kGap), sheet);
            ++column;
        }
    }
    return sheet;
}

}  // namespace dactyl
