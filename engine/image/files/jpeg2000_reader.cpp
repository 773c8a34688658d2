#include <cstring>
#include <limits>
#include <memory>

#include <fmt/core.h>
#include <openjpeg.h>

#include "engine/image/files/decoders.hpp"

namespace dactyl::picture_files {
namespace {

constexpr std::uint32_t kMostTiles = 4096;  // of 64 x 64 in the largest picture; more serve only to take memory

/// The bytes as OpenJPEG wants them, and the first error it reported.
struct Source {
    Bytes bytes;
    std::size_t at = 0;
    std::string error;
};

constexpr auto kNothing = static_cast<OPJ_SIZE_T>(-1);

OPJ_SIZE_T on_read(void* out, OPJ_SIZE_T count, void* user) {
    auto* source = static_cast<Source*>(user);
    const std::size_t taken = std::min(source->bytes.size() - source->at, count);
    if (taken == 0) return kNothing;
    std::memcpy(out, source->bytes.data() + source->at, taken);
    source->at += taken;
    return taken;
}

OPJ_OFF_T on_skip(OPJ_OFF_T count, void* user) {
    auto* source = static_cast<Source*>(user);
    if (count < 0 || static_cast<std::size_t>(count) > source->bytes.size() - source->at) return -1;
    source->at += static_cast<std::size_t>(count);
    return count;
}

OPJ_BOOL on_seek(OPJ_OFF_T offset, void* user) {
    auto* source = static_cast<Source*>(user);
    if (offset < 0 || static_cast<std::size_t>(offset) > source->bytes.size()) return OPJ_FALSE;
    source->at = static_cast<std::size_t>(offset);
    return OPJ_TRUE;
}

void on_error(const char* message, void* user) {
    auto* source = static_cast<Source*>(user);
    if (!source->error.empty()) return;
    source->error = message;
    while (!source->error.empty() && source->error.back() == '\n') source->error.pop_back();
}

using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;

/// Wiped before OpenJPEG frees it.
struct ImageWiper {
    void operator()(opj_image_t* image) const {
        for (OPJ_UINT32 i = 0; i < image->numcomps; ++i) {
            const opj_image_comp_t& part = image->comps[i];
            if (part.data != nullptr) wipe_memory(part.data, sizeof(OPJ_INT32) * part.w * part.h);
        }
        opj_image_destroy(image);
    }
};
using Image = std::unique_ptr<opj_image_t, ImageWiper>;

Stream open(Source& source) {
    Stream stream(opj_stream_default_create(OPJ_TRUE), opj_stream_destroy);
    if (!stream) return stream;
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes.size());
    opj_stream_set_read_function(stream.get(), on_read);
    opj_stream_set_skip_function(stream.get(), on_skip);
    opj_stream_set_seek_function(stream.get(), on_seek);
    return stream;
}

tl::unexpected<Error> corrupt(const Source& source) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged JPEG 2000 picture: {} at byte {}",
                                                 source.error.empty() ? "cannot be read" : source.error, source.at));
}

tl::unexpected<Error> unknown(std::string_view what) {
    return fail(ErrorCode::kUnsupportedFormat, fmt::format("a kind of JPEG 2000 that is not known: {}", what));
}

Result<void> check_layout(const opj_image_t& image) {
    if (image.x1 <= image.x0 || image.y1 <= image.y0) return check_header_size(0, 0);
    if (auto fits = check_header_size(image.x1 - image.x0, image.y1 - image.y0); !fits) return fits;
    if (image.numcomps != 1 && image.numcomps != 3) return unknown("neither gray nor three colours");
    for (OPJ_UINT32 i = 0; i < image.numcomps; ++i) {
        const opj_image_comp_t& part = image.comps[i];
        if (part.dx != 1 || part.dy != 1) return unknown("samples that are not on every pixel");
        if (part.prec < 1 || part.prec > 16 || part.sgnd != 0)
            return unknown("samples of more than 16 bits, or signed");
    }
    return {};
}

/// Whether all samples are there, once decoded.
bool is_complete(const opj_image_t& image) {
    for (OPJ_UINT32 i = 0; i < image.numcomps; ++i) {
        const opj_image_comp_t& part = image.comps[i];
        if (part.data == nullptr || part.w != image.x1 - image.x0 || part.h != image.y1 - image.y0) return false;
    }
    return true;
}

std::uint8_t sample_of(const opj_image_comp_t& part, std::size_t i) {
    const int most = (1 << part.prec) - 1;
    return scale_to_8_bit(static_cast<std::uint32_t>(std::clamp(part.data[i], 0, most)),
                          static_cast<std::uint32_t>(most));
}

}  // namespace

Result<GrayImage> decode_jpeg2000(Bytes bytes, Dpi dpi) {
    Source source{bytes, 0, {}};
    const bool bare = bytes.size() >= 2 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0x4F};
    const Codec codec(opj_create_decompress(bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2), opj_destroy_codec);
    const Stream stream = open(source);
    if (!codec || !stream) return fail(ErrorCode::kInternal, "OpenJPEG does not start");
    opj_set_error_handler(codec.get(), on_error, &source);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* opened = nullptr;
    if (opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE ||
        opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_FALSE ||
        opj_read_header(stream.get(), codec.get(), &opened) == OPJ_FALSE || opened == nullptr) {
        return corrupt(source);
    }
    const Image image(opened);
    if (auto fits = check_layout(*image); !fits) return pass(fits);
    opj_codestream_info_v2_t* info = opj_get_cstr_info(codec.get());
    const bool too_many_tiles = info == nullptr || info->tw == 0 || info->th > kMostTiles / info->tw;
    opj_destroy_cstr_info(&info);
    if (too_many_tiles) return unknown("as many tiles");
    if (opj_decode(codec.get(), stream.get(), image.get()) == OPJ_FALSE ||
        opj_end_decompress(codec.get(), stream.get()) == OPJ_FALSE || !is_complete(*image)) {
        return corrupt(source);
    }

    GrayImage out(static_cast<int>(image->x1 - image->x0), static_cast<int>(image->y1 - image->y0), dpi);
    const opj_image_comp_t* parts = image->comps;
    const std::size_t count = static_cast<std::size_t>(out.width()) * static_cast<std::size_t>(out.height());
    std::uint8_t* pixels = out.row(0);
    for (std::size_t i = 0; i < count; ++i) {
        pixels[i] = image->numcomps == 1 ? sample_of(parts[0], i)
                                         : luma(sample_of(parts[0], i), sample_of(parts[1], i), sample_of(parts[2], i));
    }
    return out;
}

}  // namespace dactyl::picture_files
