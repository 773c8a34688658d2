#include "engine/cli/colour_canvas.hpp"

#include <opencv2/imgproc.hpp>

namespace dactyl::cli {
namespace {

// OpenCV draws at sub-pixel positions given in 1/16 pixel.
constexpr int kShift = 4;

int fixed(double value) { return static_cast<int>(std::lround(value * (1 << kShift))); }
cv::Point point(double x, double y) { return {fixed(x), fixed(y)}; }
cv::Scalar scalar(Colour colour) { return cv::Scalar(colour.red, colour.green, colour.blue); }
int whole(double width) { return std::max(1, static_cast<int>(std::lround(width))); }

cv::Mat mat_of(ColourImage& picture) { return cv::Mat(picture.height, picture.width, CV_8UC3, picture.rgb.data()); }

}  // namespace

Colour hue(double turn) {
    // Three trapezoids, a third of a turn apart.
    const auto channel = [turn](double centre) {
        double away = std::abs(turn - centre - std::floor(turn - centre + 0.5));
        return static_cast<std::uint8_t>(std::lround(255 * std::clamp(2 - 6 * away, 0.0, 1.0)));
    };
    return {channel(0), channel(1.0 / 3), channel(2.0 / 3)};
}

ColourCanvas::ColourCanvas(int width, int height, Colour ground) {
    picture_.width = width;
    picture_.height = height;
    picture_.rgb.resize(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    mat_of(picture_).setTo(scalar(ground));
}

void ColourCanvas::place(ImageView picture, int left, int top, int zoom) {
    cv::Mat canvas = mat_of(picture_);
    for (int y = std::max(0, -top); y < picture.height() * zoom && top + y < canvas.rows; ++y) {
        cv::Vec3b* row = canvas.ptr<cv::Vec3b>(top + y);
        for (int x = std::max(0, -left); x < picture.width() * zoom && left + x < canvas.cols; ++x) {
            const std::uint8_t gray = picture.at(x / zoom, y / zoom);
            row[left + x] = {gray, gray, gray};
        }
    }
}

void ColourCanvas::line(double x0, double y0, double x1, double y1, Colour colour, double width) {
    cv::line(mat_of(picture_), point(x0, y0), point(x1, y1), scalar(colour), whole(width), cv::LINE_AA, kShift);
}

void ColourCanvas::circle(double x, double y, double radius, Colour colour, double width) {
    cv::circle(mat_of(picture_), point(x, y), fixed(radius), scalar(colour), whole(width), cv::LINE_AA, kShift);
}

void ColourCanvas::square(double x, double y, double radius, Colour colour, double width) {
    cv::rectangle(mat_of(picture_), point(x - radius, y - radius), point(x + radius, y + radius), scalar(colour),
                  whole(width), cv::LINE_AA, kShift);
}

}  // namespace dactyl::cli
