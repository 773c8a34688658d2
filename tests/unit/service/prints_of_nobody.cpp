#include "tests/unit/service/prints_of_nobody.hpp"

#include <random>

namespace dactyl {
namespace {

constexpr int kWidth = 304;
constexpr int kHeight = 400;
constexpr int kMinutiae = 45;
constexpr int kMargin = 20;
constexpr int kNoFinger = 65535;

int between(std::mt19937& random, int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

}  // namespace

GrayImage picture_of(const PrintOfNobody& print) {
    GrayImage picture(8, 1, kInternalDpi);
    const int finger = print.finger < 0 ? kNoFinger : print.finger;
    picture.row(0)[0] = static_cast<std::uint8_t>(finger / 256);
    picture.row(0)[1] = static_cast<std::uint8_t>(finger % 256);
    picture.row(0)[2] = static_cast<std::uint8_t>(print.impression);
    picture.row(0)[3] = static_cast<std::uint8_t>(print.quality);
    picture.row(0)[4] = static_cast<std::uint8_t>(print.area);
    return picture;
}

Template template_of(const PrintOfNobody& print) {
    std::mt19937 finger(static_cast<unsigned>(print.finger) + 1);
    std::mt19937 placement(static_cast<unsigned>(print.impression) + 7777);
    Template made;
    made.width = kWidth;
    made.height = kHeight;
    made.quality = static_cast<std::uint8_t>(print.quality);
    made.foreground = Foreground(kWidth, kHeight);
    const int rows = made.foreground.rows() * print.area / 100;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < made.foreground.columns(); ++column) {
            made.foreground.set_cell(column, row, true);
        }
    }
    const int dx = between(placement, -6, 6);
    const int dy = between(placement, -6, 6);
    for (int i = 0; i < kMinutiae; ++i) {
        Minutia minutia;
        minutia.x = to_minutia_grid(between(finger, kMargin, kWidth - kMargin) + dx + between(placement, -1, 1));
        minutia.y = to_minutia_grid(between(finger, kMargin, kHeight - kMargin) + dy + between(placement, -1, 1));
        minutia.direction = Direction::from_steps(static_cast<std::uint16_t>(finger() + between(placement, -300, 300)));
        minutia.kind = finger() % 2 == 0 ? MinutiaKind::kEnding : MinutiaKind::kBifurcation;
        minutia.quality = 90;
        made.minutiae.push_back(minutia);
    }
    return made;
}

Result<Template> read_picture(const ImageView& picture) {
    const std::uint8_t* const row = picture.row(0);
    const int finger = row[0] * 256 + row[1];
    if (finger == kNoFinger) return fail(ErrorCode::kNoFingerprint, "blank");
    return template_of({finger, row[2], row[3], row[4]});
}

}  // namespace dactyl
