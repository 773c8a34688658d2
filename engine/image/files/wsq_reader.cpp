#include <array>
#include <cmath>
#include <cstring>
#include <optional>

#include <fmt/core.h>

#include "engine/core/big_endian.hpp"
#include "engine/image/files/decoders.hpp"
#include "engine/image/files/wsq/coefficient_sink.hpp"
#include "engine/image/files/wsq/huffman.hpp"
#include "engine/image/files/wsq/wavelet.hpp"

namespace dactyl::picture_files {
namespace {

using namespace wsq;
using big_endian::Reader;

/// A file of fewer bytes for its pixels shows nothing; refusing it bounds the memory by the input.
constexpr std::size_t kMostPixelsInByte = 2048;
constexpr std::size_t kMostTaps = 31;
constexpr int kLargestPower = 38;  // of ten, in a float

tl::unexpected<Error> damaged(std::string_view what, std::size_t offset) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged WSQ picture: {} at byte {}", what, offset));
}

/// A number behind the power of ten (one byte) by which it is divided; nothing where that is out of range.
float scaled(int power, std::uint32_t value, bool& in_range) {
    in_range = in_range && power <= kLargestPower;
    float scale = 1;
    for (int i = 0; i < power && in_range; ++i) scale *= 10;
    return static_cast<float>(value) / scale;
}

float scaled_u16(Reader& in, bool& in_range) {
    const int power = in.u8();
    return scaled(power, in.u16(), in_range);
}

float signed_scaled_u32(Reader& in, bool& in_range) {
    const bool negative = in.u8() != 0;
    const int power = in.u8();
    const float value = scaled(power, in.u32(), in_range);
    return negative ? -value : value;
}

struct Frame {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    float shift = 0;
    float scale = 0;
};

/// One pass over a file, segment by segment.
class Decoder {
  public:
    Decoder(Bytes bytes, Dpi dpi) : bytes_(bytes), dpi_(dpi) {}
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { wipe_memory(plane_.values.data(), plane_.values.size() * sizeof(float)); }

    Result<GrayImage> decode() {
        for (;;) {
            const std::size_t begin = at_;
            const auto marker = next_marker();
            if (!marker) return damaged("the data end early", bytes_.size());
            if (*marker == Marker::kStart) continue;
            if (*marker == Marker::kEnd) return finish(begin);
            if (*marker >= Marker::kFirstRestart && *marker <= Marker::kLastRestart) {
                if (auto read = read_coefficients(); !read) return pass(read);
                continue;
            }
            if (auto read = read_segment(*marker, begin); !read) return pass(read);
        }
    }

  private:
    std::optional<Marker> next_marker() {
        if (bytes_.size() - at_ < 2) return std::nullopt;
        Reader in(bytes_.subspan(at_, 2));
        at_ += 2;
        return static_cast<Marker>(in.u16());
    }

    Result<void> read_segment(Marker marker, std::size_t begin) {
        Reader length(bytes_.subspan(at_));
        const std::size_t count = length.u16();
        if (length.overrun() || count < 2 || count > bytes_.size() - at_) {
            return damaged("a segment is longer than the file", begin);
        }
        Reader in(bytes_.subspan(at_ + 2, count - 2), at_ + 2);
        at_ += count;
        switch (marker) {
            case Marker::kFrame:
                return read_frame(in);
            case Marker::kTransform:
                return read_filters(in);
            case Marker::kQuantisation:
                return read_quantisation(in);
            case Marker::kHuffman:
                return read_tables(in);
            case Marker::kBlock:
                return begin_block(in);
            case Marker::kComment:
            case Marker::kRestartInterval:
                return {};
            default:
                return damaged("a marker is not known", begin);
        }
    }

    Result<void> read_frame(Reader in) {
        if (frame_) return damaged("there is a second frame", in.offset());
        Frame frame;
        in.u16();  // black and white, for whoever shows the picture
        frame.height = in.u16();
        frame.width = in.u16();
        bool in_range = true;
        frame.shift = scaled_u16(in, in_range);
        frame.scale = scaled_u16(in, in_range);
        if (in.overrun() || !in_range) return damaged("the frame header cannot be read", in.offset());
        if (auto fits = check_header_size(frame.width, frame.height); !fits) return fits;
        if (std::size_t{frame.width} * frame.height > kMostPixelsInByte * bytes_.size()) {
            return damaged("the picture is larger than the file can hold", in.offset());
        }
        frame_ = frame;
        return {};
    }

    Result<void> read_filters(Reader in) {
        const std::size_t low = in.u8();
        const std::size_t high = in.u8();
        if (low == 0 || high == 0 || low > kMostTaps || high > kMostTaps) {
            return damaged("the filters cannot be read", in.offset());
        }
        if (low % 2 == 0 || high % 2 == 0) {
            return fail(ErrorCode::kUnsupportedFormat, "a kind of WSQ that is not known: filters of even length");
        }
        bool in_range = true;
        Filters filters;
        for (std::size_t i = 0; i < (low + 1) / 2; ++i) filters.low.push_back(signed_scaled_u32(in, in_range));
        for (std::size_t i = 0; i < (high + 1) / 2; ++i) filters.high.push_back(signed_scaled_u32(in, in_range));
        if (in.overrun() || !in_range) return damaged("the filters cannot be read", in.offset());
        filters_ = std::move(filters);
        return {};
    }

    Result<void> read_quantisation(Reader in) {
        bool in_range = true;
        Quantisation quantisation;
        quantisation.centre = scaled_u16(in, in_range);
        for (std::size_t i = 0; i < kSubbands; ++i) {
            quantisation.bin[i] = scaled_u16(in, in_range);
            quantisation.zero_bin[i] = scaled_u16(in, in_range);
        }
        if (in.overrun() || !in_range) return damaged("the quantisation table cannot be read", in.offset());
        for (std::size_t i = kCodedSubbands; i < kSubbands; ++i) {
            if (quantisation.bin[i] != 0) {
                return fail(ErrorCode::kUnsupportedFormat, "a kind of WSQ that is not known: subbands 60 to 63 coded");
            }
        }
        quantisation_ = quantisation;
        return {};
    }

    Result<void> read_tables(Reader in) {
        while (in.left() > 0) {
            const std::size_t begin = in.offset();
            const std::uint32_t id = in.u8();
            HuffmanTable table;
            for (std::uint8_t& count : table.counts) {
                count = in.u8();
                table.size += count;
            }
            if (in.overrun() || id >= kHuffmanTables || table.size > 256) {
                return damaged("a Huffman table cannot be read", begin);
            }
            for (int i = 0; i < table.size; ++i) {
                table.symbols[static_cast<std::size_t>(i)] = in.u8();
            }
            tables_[id] = in.overrun() ? std::nullopt : HuffmanDecoder::of(table);
            if (!tables_[id]) return damaged("a Huffman table does not hold together", begin);
        }
        return {};
    }

    Result<void> begin_block(Reader in) {
        const std::uint32_t id = in.u8();
        if (in.overrun() || id >= kHuffmanTables || !tables_[id]) {
            return damaged("a block names no Huffman table", in.offset());
        }
        if (!frame_ || !filters_ || !quantisation_) return damaged("a block comes before its tables", in.offset());
        if (!sink_) {
            subbands_ = subbands_of(static_cast<int>(frame_->width), static_cast<int>(frame_->height));
            plane_ = {static_cast<int>(frame_->width), static_cast<int>(frame_->height), {}};
            plane_.values.resize(std::size_t{frame_->width} * frame_->height);
            sink_.emplace(plane_, subbands_, *quantisation_);
        }
        table_ = &*tables_[id];
        return read_coefficients();
    }

    /// What comes up to the next marker, without the zeros that follow bytes of ones.
    std::vector<std::uint8_t> take_coded_bytes() {
        std::vector<std::uint8_t> coded;
        const auto* data = reinterpret_cast<const std::uint8_t*>(bytes_.data());
        while (at_ < bytes_.size()) {
            const void* found = std::memchr(data + at_, 0xFF, bytes_.size() - at_);
            const std::size_t end = found == nullptr
                                        ? bytes_.size()
                                        : static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data);
            coded.insert(coded.end(), data + at_, data + end);
            at_ = end;
            if (bytes_.size() - at_ < 2 || data[at_ + 1] != 0) return coded;
            coded.push_back(0xFF);
            at_ += 2;
        }
        return coded;
    }

    Result<void> read_coefficients() {
        const std::size_t begin = at_;
        if (table_ == nullptr) return damaged("there is a restart outside a block", begin);
        const std::vector<std::uint8_t> coded = take_coded_bytes();
        BitReader in(coded);
        while (!at_padding(in)) {
            const auto symbol = table_->next(in);
            if (!symbol) return damaged("the coded data cannot be read in the block", begin);
            if (!put(*symbol, in)) return damaged("there are more coefficients than places in the block", begin);
            if (in.left() < 0) return damaged("the coded data end early in the block", begin);
        }
        return {};
    }

    /// Less than a byte of ones fills the last byte up.
    static bool at_padding(BitReader& in) {
        const std::int64_t left = in.left();
        if (left >= 8) return false;
        const auto bits = static_cast<int>(left);
        return in.peek() >> (kLongestCode - bits) == (1U << bits) - 1;
    }

    bool put(int symbol, BitReader& in) {
        switch (symbol) {
            case kPositiveByte:
                return sink_->put(static_cast<int>(in.take(8)));
            case kNegativeByte:
                return sink_->put(-static_cast<int>(in.take(8)));
            case kPositiveWord:
                return sink_->put(static_cast<int>(in.take(16)));
            case kNegativeWord:
                return sink_->put(-static_cast<int>(in.take(16)));
            case kRunByte:
                return sink_->skip(in.take(8));
            case kRunWord:
                return sink_->skip(in.take(16));
            case kZeroValue:
                return sink_->skip(1);
            default:
                if (symbol <= kLongestShortRun) return sink_->skip(static_cast<std::size_t>(symbol));
                return sink_->put(symbol - kZeroValue);
        }
    }

    Result<GrayImage> finish(std::size_t offset) {
        if (!sink_) return damaged("there is no coded block", offset);
        if (!sink_->full()) return damaged("coefficients are missing", offset);
        synthesise(plane_, subbands_, *filters_);
        GrayImage image(plane_.width, plane_.height, dpi_);
        for (int y = 0; y < plane_.height; ++y) {
            const float* in = plane_.row(y);
            std::uint8_t* out = image.row(y);
            for (int x = 0; x < plane_.width; ++x) {
                // Bounded before it is converted: hostile tables make infinities and what is no number.
                const float value = in[x] * frame_->scale + frame_->shift + 0.5F;
                out[x] = value > 0 ? static_cast<std::uint8_t>(std::min(value, 255.0F)) : std::uint8_t{0};
            }
        }
        return image;
    }

    Bytes bytes_;
    Dpi dpi_;
    std::size_t at_ = 0;
    std::optional<Frame> frame_;
    std::optional<Filters> filters_;
    std::optional<Quantisation> quantisation_;
    std::array<std::optional<HuffmanDecoder>, kHuffmanTables> tables_;
    const HuffmanDecoder* table_ = nullptr;
    Plane plane_;
    Subbands subbands_;
    std::optional<CoefficientSink> sink_;
};

}  // namespace

Result<GrayImage> decode_wsq(Bytes bytes, Dpi dpi) { return Decoder(bytes, dpi).decode(); }

}  // namespace dactyl::picture_files
