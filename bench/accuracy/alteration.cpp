#include "bench/accuracy/alteration.hpp"

#include <algorithm>
#include <cmath>

namespace dactyl {
namespace {

constexpr std::uint8_t kWhite = 255;
/// Slack against a canvas one pixel too large where a quarter turn's sides come out a rounding error above a whole
/// number.
constexpr double kSideSlack = 1e-3;
constexpr int kCropSteps =
    1024;  ///< resolution of the crop's size, in parts of the foreground's bounding box (doubled)

/// The grey value at a point between pixels; white outside.
double bilinear(const ImageView& image, double x, double y) {
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const double right_share = x - left;
    const double bottom_share = y - top;
    const auto at = [&image](int column, int row) -> double {
        const bool inside = column >= 0 && row >= 0 && column < image.width() && row < image.height();
        return inside ? image.at(column, row) : kWhite;
    };
    const double upper = at(left, top) * (1 - right_share) + at(left + 1, top) * right_share;
    const double lower = at(left, top + 1) * (1 - right_share) + at(left + 1, top + 1) * right_share;
    return upper * (1 - bottom_share) + lower * bottom_share;
}

/// A rectangle in cells of the foreground; the far sides lie outside.
struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
};

struct ForegroundShape {
    double x = 0;  ///< centre of gravity, in cells
    double y = 0;
    double width = 0;  ///< of the bounding box, in cells
    double height = 0;
    int area = 0;
};

ForegroundShape shape_of(const Foreground& foreground) {
    ForegroundShape shape;
    int left = foreground.columns();
    int right = 0;
    int top = foreground.rows();
    int bottom = 0;
    for (int row = 0; row < foreground.rows(); ++row) {
        for (int column = 0; column < foreground.columns(); ++column) {
            if (!foreground.cell(column, row)) {
                continue;
            }
            ++shape.area;
            shape.x += column + 0.5;
            shape.y += row + 0.5;
            left = std::min(left, column);
            right = std::max(right, column + 1);
            top = std::min(top, row);
            bottom = std::max(bottom, row + 1);
        }
    }
    if (shape.area > 0) {
        shape.x /= shape.area;
        shape.y /= shape.area;
        shape.width = right - left;
        shape.height = bottom - top;
    }
    return shape;
}

Box box_around(const ForegroundShape& shape, int steps) {
    const double half_width = shape.width * steps / kCropSteps;
    const double half_height = shape.height * steps / kCropSteps;
    return {shape.x - half_width, shape.y - half_height, shape.x + half_width, shape.y + half_height};
}

int cells_within(const Foreground& foreground, const Box& box) {
    int count = 0;
    for (int row = 0; row < foreground.rows(); ++row) {
        for (int column = 0; column < foreground.columns(); ++column) {
            const double x = column + 0.5;
            const double y = row + 0.5;
            const bool within = x >= box.left && x < box.right && y >= box.top && y < box.bottom;
            count += within && foreground.cell(column, row) ? 1 : 0;
        }
    }
    return count;
}

GrayImage cut(ImageView image, int left, int top, int right, int bottom) {
    GrayImage out(right - left, bottom - top, image.dpi());
    for (int y = top; y < bottom; ++y) {
        std::copy_n(image.row(y) + left, right - left, out.row(y - top));
    }
    return out;
}

}  // namespace

Result<void> Alteration::check() const {
    if (!(rotate_degrees >= -360 && rotate_degrees <= 360)) {
        return fail(ErrorCode::kInvalidArgument, "rotation must lie between -360 and 360 degrees");
    }
    if (!(crop_percent >= 1 && crop_percent <= 100)) {
        return fail(ErrorCode::kInvalidArgument, "crop must lie between 1 and 100 percent");
    }
    if (patch_pixels != 0 && (patch_pixels < 40 || patch_pixels > 1000)) {
        return fail(ErrorCode::kInvalidArgument, "a patch must have 40 to 1000 pixels a side, or 0 for no patch");
    }
    if (patch_pixels != 0 && crop_percent < 100) {
        return fail(ErrorCode::kInvalidArgument, "crop and patch exclude each other");
    }
    return {};
}

GrayImage turned(ImageView image, double degrees) {
    const Direction turn = Direction::from_degrees(degrees);
    const double cosine = turn.cosine();
    const double sine = turn.sine();
    const double wide = std::abs(cosine) * image.width() + std::abs(sine) * image.height();
    const double high = std::abs(sine) * image.width() + std::abs(cosine) * image.height();
    GrayImage out(static_cast<int>(std::ceil(wide - kSideSlack)), static_cast<int>(std::ceil(high - kSideSlack)),
                  image.dpi(), kWhite);
    const double from_x = (image.width() - 1) / 2.0;
    const double from_y = (image.height() - 1) / 2.0;
    for (int row = 0; row < out.height(); ++row) {
        for (int column = 0; column < out.width(); ++column) {
            const double dx = column - (out.width() - 1) / 2.0;
            const double dy = row - (out.height() - 1) / 2.0;
            // Back by the turn; y grows downwards.
            const double x = from_x + cosine * dx - sine * dy;
            const double y = from_y + sine * dx + cosine * dy;
            out.row(row)[column] = static_cast<std::uint8_t>(bilinear(image, x, y) + 0.5);
        }
    }
    return out;
}

GrayImage cropped(ImageView image, const Foreground& foreground, double percent) {
    const ForegroundShape shape = shape_of(foreground);
    if (shape.area == 0) {
        return cut(image, 0, 0, image.width(), image.height());
    }
    const double wanted = shape.area * percent / 100;
    int low = 1;
    int high = kCropSteps;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (cells_within(foreground, box_around(shape, middle)) >= wanted) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    const Box box = box_around(shape, low);
    const double pixels = Foreground::kCellSize * image.dpi().value() / kInternalDpi.value();
    const auto column = [&](double cells) {
        return std::clamp(static_cast<int>(std::lround(cells * pixels)), 0, image.width());
    };
    const auto row = [&](double cells) {
        return std::clamp(static_cast<int>(std::lround(cells * pixels)), 0, image.height());
    };
    return cut(image, column(box.left), row(box.top), column(box.right), row(box.bottom));
}

GrayImage patch(ImageView image, const Foreground& foreground, int side) {
    const ForegroundShape shape = shape_of(foreground);
    if (shape.area == 0) {
        return cut(image, 0, 0, image.width(), image.height());
    }
    const double scale = image.dpi().value() / kInternalDpi.value();
    const auto first = [&](double cells, int all, int wanted) {
        const auto start = static_cast<int>(std::lround(cells * Foreground::kCellSize * scale - wanted / 2.0));
        return std::clamp(start, 0, std::max(0, all - wanted));
    };
    const auto wanted = static_cast<int>(std::lround(side * scale));
    const int width = std::min(wanted, image.width());
    const int height = std::min(wanted, image.height());
    const int left = first(shape.x, image.width(), width);
    const int top = first(shape.y, image.height(), height);
    return cut(image, left, top, left + width, top + height);
}

GrayImage altered(ImageView image, const Foreground& foreground, const Alteration& alteration) {
    GrayImage part =
        alteration.patch_pixels > 0
            ? patch(image, foreground, alteration.patch_pixels)
            : cropped(image, alteration.crop_percent < 100 ? foreground : Foreground(), alteration.crop_percent);
    return alteration.rotate_degrees == 0 ? std::move(part) : turned(part, alteration.rotate_degrees);
}

}  // namespace dactyl
