#include <cstring>
#include <memory>

#include <openjpeg.h>

#include "engine/image/files/encoders.hpp"
#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

/// The file as it grows; OpenJPEG goes back to fill in lengths.
struct Sink {
    std::vector<std::byte> bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T on_write(void* data, OPJ_SIZE_T count, void* user) {
    auto* sink = static_cast<Sink*>(user);
    if (sink->bytes.size() < sink->at + count) sink->bytes.resize(sink->at + count);
    std::memcpy(sink->bytes.data() + sink->at, data, count);
    sink->at += count;
    return count;
}

OPJ_BOOL on_seek(OPJ_OFF_T offset, void* user) {
    if (offset < 0) return OPJ_FALSE;
    static_cast<Sink*>(user)->at = static_cast<std::size_t>(offset);
    return OPJ_TRUE;
}

OPJ_OFF_T on_skip(OPJ_OFF_T count, void* user) {
    static_cast<Sink*>(user)->at += static_cast<std::size_t>(count);
    return count;
}

using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;

struct ImageWiper {
    void operator()(opj_image_t* image) const {
        opj_image_comp_t& part = image->comps[0];
        if (part.data != nullptr) wipe_memory(part.data, sizeof(OPJ_INT32) * part.w * part.h);
        opj_image_destroy(image);
    }
};
using Image = std::unique_ptr<opj_image_t, ImageWiper>;

Image samples_of(ImageView picture) {
    opj_image_cmptparm_t parameters{};
    parameters.dx = parameters.dy = 1;
    parameters.w = static_cast<OPJ_UINT32>(picture.width());
    parameters.h = static_cast<OPJ_UINT32>(picture.height());
    parameters.prec = 8;
    Image image(opj_image_create(1, &parameters, OPJ_CLRSPC_GRAY));
    if (!image) return image;
    image->x1 = parameters.w;
    image->y1 = parameters.h;
    OPJ_INT32* out = image->comps[0].data;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) *out++ = picture.at(x, y);
    }
    return image;
}

}  // namespace

Result<std::vector<std::byte>> encode_jpeg2000(ImageView picture, double ratio) {
    if (auto fits = check_size(picture.width(), picture.height()); !fits) return pass(fits);
    if (!(ratio >= 0 && ratio <= kHighestJpeg2000Ratio)) {
        return fail(ErrorCode::kInvalidArgument, "a JPEG 2000 ratio lies between 1 and 100, or is 0 for lossless");
    }
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.tcp_rates[0] = static_cast<float>(ratio);
    parameters.irreversible = ratio > 1 ? 1 : 0;
    Sink sink;
    const Image image = samples_of(picture);
    const Codec codec(opj_create_compress(OPJ_CODEC_JP2), opj_destroy_codec);
    const Stream stream(opj_stream_default_create(OPJ_FALSE), opj_stream_destroy);
    if (!image || !codec || !stream) return fail(ErrorCode::kInternal, "OpenJPEG does not start");
    opj_stream_set_user_data(stream.get(), &sink, nullptr);
    opj_stream_set_write_function(stream.get(), on_write);
    opj_stream_set_seek_function(stream.get(), on_seek);
    opj_stream_set_skip_function(stream.get(), on_skip);
    // The least side of 32 pixels allows for the six resolutions that are the default.
    if (opj_setup_encoder(codec.get(), &parameters, image.get()) == OPJ_FALSE ||
        opj_start_compress(codec.get(), image.get(), stream.get()) == OPJ_FALSE ||
        opj_encode(codec.get(), stream.get()) == OPJ_FALSE ||
        opj_end_compress(codec.get(), stream.get()) == OPJ_FALSE) {
        return fail(ErrorCode::kInternal, "OpenJPEG does not encode the picture");
    }
    return std::move(sink.bytes);
}

}  // namespace dactyl
