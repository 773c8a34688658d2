#include <csetjmp>
#include <cstring>

#include <fmt/core.h>
#include <png.h>

#include "engine/image/files/decoders.hpp"

namespace dactyl::picture_files {
namespace {

/// What is needed of the header to convert the samples.
struct Header {
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    int bit_depth = 0;  // of the samples as delivered: 8 or 16
    int channels = 0;   // as delivered: gray, gray + alpha, RGB, RGB + alpha
    std::size_t row_bytes = 0;
};

/// One libpng reader over memory. libpng reports errors by longjmp: only the two functions that call setjmp may run it,
/// and they hold nothing with a destructor.
class Reader {
  public:
    explicit Reader(Bytes bytes) : rest_(bytes) {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
        if (png_ != nullptr) info_ = png_create_info_struct(png_);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() {
        if (png_ != nullptr) png_destroy_read_struct(&png_, &info_, nullptr);
    }

    bool usable() const { return info_ != nullptr; }
    const char* message() const { return message_; }

    /// Width and height only; false with message() set.
    bool read_size(Header& header) {
        if (setjmp(jump_) != 0) return false;
        png_set_read_fn(png_, this, on_read);
        // Colour profiles, gamma and texts are passed over unread: they would only change the contrast or eat memory.
        png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
        png_set_benign_errors(png_, 0);
        png_set_user_limits(png_, 0x7FFFFFFF, 0x7FFFFFFF);  // check_header_size() gives the better message
        png_read_info(png_, info_);
        header.width = png_get_image_width(png_, info_);
        header.height = png_get_image_height(png_, info_);
        return true;
    }

    /// How samples will be delivered; false with message() set.
    bool prepare(Header& header) {
        if (setjmp(jump_) != 0) return false;
        png_set_expand(png_);  // palette to RGB, 1-4 bits to 8, tRNS to alpha
        png_set_interlace_handling(png_);
        png_read_update_info(png_, info_);
        header.bit_depth = png_get_bit_depth(png_, info_);
        header.channels = png_get_channels(png_, info_);
        header.row_bytes = png_get_rowbytes(png_, info_);
        return true;
    }

    /// All rows and the end of the file; false with message() set.
    bool read_rows(png_bytepp rows) {
        if (setjmp(jump_) != 0) return false;
        png_read_image(png_, rows);
        png_read_end(png_, nullptr);
        return true;
    }

  private:
    [[noreturn]] static void on_error(png_structp png, png_const_charp text) {
        auto* self = static_cast<Reader*>(png_get_error_ptr(png));
        std::strncpy(self->message_, text, sizeof self->message_ - 1);
        std::longjmp(self->jump_, 1);
    }
    static void on_warning(png_structp, png_const_charp) {}
    static void on_read(png_structp png, png_bytep out, png_size_t count) {
        auto* self = static_cast<Reader*>(png_get_io_ptr(png));
        if (count > self->rest_.size()) png_error(png, "the data end early");
        std::memcpy(out, self->rest_.data(), count);
        self->rest_ = self->rest_.subspan(count);
    }

    Bytes rest_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    std::jmp_buf jump_;
    char message_[96] = "";
};

void convert_row(const std::uint8_t* samples, const Header& header, std::uint8_t* out) {
    const int bytes = header.bit_depth / 8;
    const auto sample = [&](const std::uint8_t* at) {
        return bytes == 1 ? at[0] : scale_to_8_bit(at[0] * 256U + at[1], 65'535);
    };
    const bool colour = header.channels >= 3;
    const bool alpha = header.channels % 2 == 0;
    for (png_uint_32 x = 0; x < header.width; ++x, samples += header.channels * bytes) {
        const std::uint8_t gray =
            colour ? luma(sample(samples), sample(samples + bytes), sample(samples + 2 * bytes)) : sample(samples);
        out[x] = alpha ? on_white(gray, sample(samples + (header.channels - 1) * bytes)) : gray;
    }
}

tl::unexpected<Error> corrupt(const Reader& reader) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged PNG picture: {}", reader.message()));
}

}  // namespace

Result<GrayImage> decode_png(Bytes bytes, Dpi dpi) {
    Reader reader(bytes);
    if (!reader.usable()) return fail(ErrorCode::kInternal, "libpng does not start");
    Header header;
    if (!reader.read_size(header)) return corrupt(reader);
    if (auto fits = check_header_size(header.width, header.height); !fits) return pass(fits);
    if (!reader.prepare(header)) return corrupt(reader);

    SecretBytes samples(header.row_bytes * header.height);
    std::vector<png_bytep> rows(header.height);
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = samples.bytes.data() + y * header.row_bytes;
    if (!reader.read_rows(rows.data())) return corrupt(reader);

    GrayImage image(static_cast<int>(header.width), static_cast<int>(header.height), dpi);
    for (std::size_t y = 0; y < rows.size(); ++y) convert_row(rows[y], header, image.row(static_cast<int>(y)));
    return image;
}

}  // namespace dactyl::picture_files
