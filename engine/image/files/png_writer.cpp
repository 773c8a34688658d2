#include <cmath>
#include <csetjmp>
#include <new>

#include <png.h>

#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

constexpr double kInchesInMetre = 1.0 / 0.0254;
constexpr double kHighestDensity = 0x7FFFFFFF;  // pixels a metre that pHYs can hold

/// What libpng is to write; kGray or kRgb samples of 8 bits.
struct Picture {
    int width = 0;
    int height = 0;
    int colour_type = PNG_COLOR_TYPE_GRAY;
    std::vector<png_const_bytep> rows;
    png_uint_32 pixels_a_metre = 0;  // 0: not said
};

/// libpng reports errors by longjmp: write() alone may run it, and holds nothing with a destructor.
class Writer {
  public:
    Writer() {
        png_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
        if (png_ != nullptr) info_ = png_create_info_struct(png_);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        if (png_ != nullptr) png_destroy_write_struct(&png_, &info_);
    }

    bool write(const Picture& picture) {
        if (info_ == nullptr || setjmp(jump_) != 0) return false;
        png_set_write_fn(png_, this, on_write, on_flush);
        png_set_IHDR(png_, info_, static_cast<png_uint_32>(picture.width), static_cast<png_uint_32>(picture.height), 8,
                     picture.colour_type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        if (picture.pixels_a_metre > 0) {
            png_set_pHYs(png_, info_, picture.pixels_a_metre, picture.pixels_a_metre, PNG_RESOLUTION_METER);
        }
        png_write_info(png_, info_);
        for (const png_const_bytep row : picture.rows) png_write_row(png_, row);
        png_write_end(png_, nullptr);
        return true;
    }
    std::vector<std::byte> take() { return std::move(out_); }

  private:
    [[noreturn]] static void on_error(png_structp png, png_const_charp) {
        std::longjmp(static_cast<Writer*>(png_get_error_ptr(png))->jump_, 1);
    }
    static void on_warning(png_structp, png_const_charp) {}
    static void on_write(png_structp png, png_bytep data, png_size_t count) {
        if (!static_cast<Writer*>(png_get_io_ptr(png))->append(data, count)) png_error(png, "no memory");
    }
    bool append(const std::uint8_t* data, std::size_t count) noexcept try {
        const auto* bytes = reinterpret_cast<const std::byte*>(data);
        out_.insert(out_.end(), bytes, bytes + count);
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
    static void on_flush(png_structp) {}

    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    std::jmp_buf jump_;
    std::vector<std::byte> out_;
};

std::vector<std::byte> encode(const Picture& picture) {
    Writer writer;
    if (!writer.write(picture)) return {};
    return writer.take();
}

}  // namespace

std::vector<std::byte> encode_png(ImageView image) {
    Picture picture{image.width(), image.height(), PNG_COLOR_TYPE_GRAY, {}, 0};
    const double density = std::round(image.dpi().value() * kInchesInMetre);
    if (density >= 1 && density <= kHighestDensity) picture.pixels_a_metre = static_cast<png_uint_32>(density);
    for (int y = 0; y < image.height(); ++y) picture.rows.push_back(image.row(y));
    return encode(picture);
}

std::vector<std::byte> encode_png(const ColourImage& image) {
    Picture picture{image.width, image.height, PNG_COLOR_TYPE_RGB, {}, 0};
    const std::size_t row_bytes = 3 * static_cast<std::size_t>(image.width);
    if (image.rgb.size() != row_bytes * static_cast<std::size_t>(image.height)) return {};
    for (int y = 0; y < image.height; ++y)
        picture.rows.push_back(image.rgb.data() + row_bytes * static_cast<std::size_t>(y));
    return encode(picture);
}

}  // namespace dactyl
