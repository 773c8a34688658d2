#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE

#include <fmt/core.h>
#include <jerror.h>
#include <jpeglib.h>

#include "engine/image/files/decoders.hpp"

namespace dactyl::picture_files {
namespace {

/// A progressive picture of more scans than this serves only to keep the decoder busy.
constexpr int kMostScans = 100;

/// One libjpeg decompressor over memory. libjpeg reports errors by longjmp: only the functions that call setjmp may run
/// it, and they hold nothing with a destructor.
class Reader {
  public:
    explicit Reader(Bytes bytes) : bytes_(bytes) {
        jpeg_.err = jpeg_std_error(&errors_);
        errors_.error_exit = on_error;
        errors_.emit_message = on_message;
        progress_.progress_monitor = on_progress;
        jpeg_.client_data = this;
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { jpeg_destroy_decompress(&jpeg_); }

    const jpeg_decompress_struct& header() const { return jpeg_; }

    bool read_header() {
        if (setjmp(jump_) != 0) return false;
        jpeg_create_decompress(&jpeg_);
        jpeg_.progress = &progress_;
        jpeg_mem_src(&jpeg_, reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size());
        return jpeg_read_header(&jpeg_, TRUE) == JPEG_HEADER_OK;
    }

    /// Luma only: `pixels` of output_width x output_height without padding.
    bool read_pixels(std::uint8_t* pixels) {
        if (setjmp(jump_) != 0) return false;
        jpeg_.out_color_space = JCS_GRAYSCALE;
        jpeg_.dct_method = JDCT_ISLOW;  // the same pixels on every processor
        jpeg_start_decompress(&jpeg_);
        while (jpeg_.output_scanline < jpeg_.output_height) {
            JSAMPROW row = pixels + std::size_t{jpeg_.output_scanline} * jpeg_.output_width;
            jpeg_read_scanlines(&jpeg_, &row, 1);
        }
        jpeg_finish_decompress(&jpeg_);
        return true;
    }

    /// Why the last call gave false.
    tl::unexpected<Error> failure() {
        switch (errors_.msg_code) {
            case JERR_CONVERSION_NOTIMPL:
            case JERR_BAD_J_COLORSPACE:
            case JERR_BAD_PRECISION:
            case JERR_SOF_UNSUPPORTED:
            case JERR_ARITH_NOTIMPL:
                return fail(ErrorCode::kUnsupportedFormat, fmt::format("a kind of JPEG that is not known: {}", text()));
            default:
                return fail(ErrorCode::kCorrupt, fmt::format("damaged JPEG picture: {}", text()));
        }
    }

  private:
    std::string text() {
        char buffer[JMSG_LENGTH_MAX] = "";
        errors_.format_message(reinterpret_cast<j_common_ptr>(&jpeg_), buffer);
        return buffer;
    }
    [[noreturn]] static void on_error(j_common_ptr jpeg) {
        std::longjmp(static_cast<Reader*>(jpeg->client_data)->jump_, 1);
    }
    /// libjpeg warns and goes on with invented pixels; only warnings that concern no pixel are let pass.
    static void on_message(j_common_ptr jpeg, int level) {
        if (level >= 0) return;
        switch (jpeg->err->msg_code) {
            case JWRN_EXTRANEOUS_DATA:
            case JWRN_JFIF_MAJOR:
            case JWRN_ADOBE_XFORM:
                return;
            default:
                on_error(jpeg);
        }
    }
    static void on_progress(j_common_ptr jpeg) {
        if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > kMostScans) {
            jpeg->err->msg_code = JERR_BAD_PROGRESSION;
            on_error(jpeg);
        }
    }

    Bytes bytes_;
    jpeg_decompress_struct jpeg_{};
    jpeg_error_mgr errors_{};
    jpeg_progress_mgr progress_{};
    std::jmp_buf jump_;
};

}  // namespace

Result<GrayImage> decode_jpeg(Bytes bytes, Dpi dpi) {
    Reader reader(bytes);
    if (!reader.read_header()) return reader.failure();
    const auto& header = reader.header();
    if (auto fits = check_header_size(header.image_width, header.image_height); !fits) return pass(fits);
    GrayImage image(static_cast<int>(header.image_width), static_cast<int>(header.image_height), dpi);
    if (!reader.read_pixels(image.row(0))) return reader.failure();
    return image;
}

}  // namespace dactyl::picture_files
