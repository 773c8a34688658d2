#include <array>
#include <cmath>
#include <cstring>
#include <optional>

#include <fmt/core.h>

#include "engine/image/files/decoders.hpp"
#include "engine/image/files/wsq/huffman.hpp"
#include "engine/image/files/wsq/wavelet.hpp"

namespace dactyl::picture_files {
namespace {

using namespace wsq;

/// A file of fewer bytes for its pixels shows nothing; refusing it bounds the memory by the input.
constexpr std::size_t kMostPixelsInByte = 2048;
constexpr std::size_t kMostTaps = 31;
constexpr int kLargestPower = 38;  // of ten, in a float

tl::unexpected<Error> damaged(std::string_view what, std::size_t offset) {
    return fail(ErrorCode::kCorrupt, fmt::format("damaged WSQ picture: {} at byte {}", what, offset));
}

/// Reads big-endian numbers. Beyond the end everything is 0 and overrun() true.
class Cursor {
  public:
    Cursor(Bytes bytes, std::size_t at, std::size_t end) : bytes_(bytes), at_(at), end_(end) {}

    std::uint32_t number(int count) {
        std::uint32_t value = 0;
        for (; count > 0; --count) {
            overrun_ = overrun_ || at_ >= end_;
            value = value << 8 | (overrun_ ? 0U : std::to_integer<std::uint32_t>(bytes_[at_]));
            ++at_;
        }
        return value;
    }
    /// A number of `count` bytes behind the power of ten by which it is divided.
    float scaled(int count) {
        const auto power = static_cast<int>(number(1));
        const std::uint32_t value = number(count);
        out_of_range_ = out_of_range_ || power > kLargestPower;
        float scale = 1;
        for (int i = 0; i < power && !out_of_range_; ++i) scale *= 10;
        return static_cast<float>(value) / scale;
    }
    float signed_scaled(int count) {
        const bool negative = number(1) != 0;
        const float value = scaled(count);
        return negative ? -value : value;
    }
    std::size_t left() const { return at_ < end_ ? end_ - at_ : 0; }
    std::size_t offset() const { return at_; }
    bool overrun() const { return overrun_; }
    bool fits() const { return !overrun_ && !out_of_range_; }

  private:
    Bytes bytes_;
    std::size_t at_;
    std::size_t end_;
    bool overrun_ = false;
    bool out_of_range_ = false;
};

struct Frame {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    float shift = 0;
    float scale = 0;
};

struct Quantisation {
    float centre = 0;  ///< where in its bin a value lies, 0 to 1
    std::array<float, kSubbands> bin{};
    std::array<float, kSubbands> zero_bin{};
};

/// Fills the subbands one after the other, in the order of the file.
class CoefficientSink {
  public:
    CoefficientSink(Plane& plane, const Subbands& subbands, const Quantisation& quantisation)
        : plane_(plane), subbands_(subbands), quantisation_(quantisation) {
        open_next(0);
    }

    bool full() const { return band_ == kCodedSubbands; }

    /// False when there is no place left.
    bool put(int value) {
        if (full()) return false;
        const float magnitude = bin_ * (static_cast<float>(std::abs(value)) - quantisation_.centre) + half_zero_bin_;
        line_[column_] = value > 0 ? magnitude : -magnitude;
        return skip(1);
    }
    /// The same for zeros, which the plane is made of at first.
    bool skip(std::size_t count) {
        while (count > 0) {
            if (full()) return false;
            const std::size_t step = std::min(count, width_ - column_);
            column_ += step;
            count -= step;
            if (column_ < width_) continue;
            column_ = 0;
            line_ += plane_.width;
            if (--rows_left_ == 0) open_next(band_ + 1);
        }
        return true;
    }

  private:
    void open_next(int band) {
        for (band_ = band; band_ < kCodedSubbands; ++band_) {
            const auto i = static_cast<std::size_t>(band_);
            const Region& region = subbands_.regions[i];
            if (quantisation_.bin[i] == 0 || region.width == 0 || region.height == 0) continue;
            bin_ = quantisation_.bin[i];
            half_zero_bin_ = quantisation_.zero_bin[i] / 2;
            line_ = plane_.row(region.y) + region.x;
            width_ = static_cast<std::size_t>(region.width);
            rows_left_ = region.height;
            return;
        }
    }

    Plane& plane_;
    const Subbands& subbands_;
    const Quantisation& quantisation_;
    int band_ = 0;
    float bin_ = 0;
    float half_zero_bin_ = 0;
    float* line_ = nullptr;
    std::size_t width_ = 0;
    std::size_t column_ = 0;
    int rows_left_ = 0;
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
        Cursor in(bytes_, at_, bytes_.size());
        at_ += 2;
        return static_cast<Marker>(in.number(2));
    }

    Result<void> read_segment(Marker marker, std::size_t begin) {
        Cursor length(bytes_, at_, bytes_.size());
        const std::size_t count = length.number(2);
        if (length.overrun() || count < 2 || count > bytes_.size() - at_) {
            return damaged("a segment is longer than the file", begin);
        }
        Cursor in(bytes_, at_ + 2, at_ + count);
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

    Result<void> read_frame(Cursor in) {
        if (frame_) return damaged("there is a second frame", in.offset());
        Frame frame;
        in.number(2);  // black and white, for whoever shows the picture
        frame.height = in.number(2);
        frame.width = in.number(2);
        frame.shift = in.scaled(2);
        frame.scale = in.scaled(2);
        if (!in.fits()) return damaged("the frame header cannot be read", in.offset());
        if (auto fits = check_header_size(frame.width, frame.height); !fits) return fits;
        if (std::size_t{frame.width} * frame.height > kMostPixelsInByte * bytes_.size()) {
            return damaged("the picture is larger than the file can hold", in.offset());
        }
        frame_ = frame;
        return {};
    }

    Result<void> read_filters(Cursor in) {
        const std::size_t low = in.number(1);
        const std::size_t high = in.number(1);
        if (low == 0 || high == 0 || low > kMostTaps || high > kMostTaps) {
            return damaged("the filters cannot be read", in.offset());
        }
        if (low % 2 == 0 || high % 2 == 0) {
            return fail(ErrorCode::kUnsupportedFormat, "a kind of WSQ that is not known: filters of even length");
        }
        Filters filters;
        for (std::size_t i = 0; i < (low + 1) / 2; ++i) filters.low.push_back(in.signed_scaled(4));
        for (std::size_t i = 0; i < (high + 1) / 2; ++i) filters.high.push_back(in.signed_scaled(4));
        if (!in.fits()) return damaged("the filters cannot be read", in.offset());
        filters_ = std::move(filters);
        return {};
    }

    Result<void> read_quantisation(Cursor in) {
        Quantisation quantisation;
        quantisation.centre = in.scaled(2);
        for (std::size_t i = 0; i < kSubbands; ++i) {
            quantisation.bin[i] = in.scaled(2);
            quantisation.zero_bin[i] = in.scaled(2);
        }
        if (!in.fits()) return damaged("the quantisation table cannot be read", in.offset());
        for (std::size_t i = kCodedSubbands; i < kSubbands; ++i) {
            if (quantisation.bin[i] != 0) {
                return fail(ErrorCode::kUnsupportedFormat, "a kind of WSQ that is not known: subbands 60 to 63 coded");
            }
        }
        quantisation_ = quantisation;
        return {};
    }

    Result<void> read_tables(Cursor in) {
        while (in.left() > 0) {
            const std::size_t begin = in.offset();
            const std::uint32_t id = in.number(1);
            HuffmanTable table;
            for (std::uint8_t& count : table.counts) {
                count = static_cast<std::uint8_t>(in.number(1));
                table.size += count;
            }
            if (in.overrun() || id >= kHuffmanTables || table.size > 256) {
                return damaged("a Huffman table cannot be read", begin);
            }
            for (int i = 0; i < table.size; ++i) {
                table.symbols[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(in.number(1));
            }
            tables_[id] = in.overrun() ? std::nullopt : HuffmanDecoder::of(table);
            if (!tables_[id]) return damaged("a Huffman table does not hold together", begin);
        }
        return {};
    }

    Result<void> begin_block(Cursor in) {
        const std::uint32_t id = in.number(1);
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
