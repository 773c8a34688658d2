#include <cmath>
#include <csetjmp>
#include <cstdio>  // jpeglib.h needs FILE
#include <cstdlib>

#include <jpeglib.h>

#include "engine/image/files/encoders.hpp"
#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

/// One libjpeg compressor into memory. libjpeg reports errors by longjmp: write() alone may run it, and holds nothing
/// with a destructor.
class Writer {
  public:
    Writer() {
        jpeg_.err = jpeg_std_error(&errors_);
        errors_.error_exit = on_error;
        jpeg_.client_data = this;
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        jpeg_destroy_compress(&jpeg_);
        std::free(out_);
    }

    bool write(ImageView image, int quality) {
        if (setjmp(jump_) != 0) return false;
        jpeg_create_compress(&jpeg_);
        jpeg_mem_dest(&jpeg_, &out_, &size_);
        jpeg_.image_width = static_cast<JDIMENSION>(image.width());
        jpeg_.image_height = static_cast<JDIMENSION>(image.height());
        jpeg_.input_components = 1;
        jpeg_.in_color_space = JCS_GRAYSCALE;
        jpeg_set_defaults(&jpeg_);
        jpeg_set_quality(&jpeg_, quality, TRUE);
        jpeg_.dct_method = JDCT_ISLOW;  // the same bytes on every processor
        jpeg_.density_unit = 1;         // dots an inch
        jpeg_.X_density = jpeg_.Y_density = static_cast<UINT16>(std::lround(image.dpi().value()));
        jpeg_start_compress(&jpeg_, TRUE);
        while (jpeg_.next_scanline < jpeg_.image_height) {
            JSAMPROW row = const_cast<JSAMPROW>(image.row(static_cast<int>(jpeg_.next_scanline)));
            jpeg_write_scanlines(&jpeg_, &row, 1);
        }
        jpeg_finish_compress(&jpeg_);
        return true;
    }
    std::vector<std::byte> take() const {
        const auto* bytes = reinterpret_cast<const std::byte*>(out_);
        return {bytes, bytes + size_};
    }

  private:
    [[noreturn]] static void on_error(j_common_ptr jpeg) {
        std::longjmp(static_cast<Writer*>(jpeg->client_data)->jump_, 1);
    }

    jpeg_compress_struct jpeg_{};
    jpeg_error_mgr errors_{};
    unsigned char* out_ = nullptr;
    unsigned long size_ = 0;
    std::jmp_buf jump_;
};

}  // namespace

Result<std::vector<std::byte>> encode_jpeg(ImageView image, int quality) {
    if (auto fits = check_size(image.width(), image.height()); !fits) return pass(fits);
    if (quality < 1 || quality > 100) return fail(ErrorCode::kInvalidArgument, "a JPEG quality lies between 1 and 100");
    Writer writer;
    if (!writer.write(image, quality)) return fail(ErrorCode::kInternal, "libjpeg does not encode the picture");
    return writer.take();
}

}  // namespace dactyl
