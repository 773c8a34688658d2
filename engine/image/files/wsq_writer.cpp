#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/big_endian.hpp"
#include "engine/image/files/encoders.hpp"
#include "engine/image/files/wsq/bit_allocation.hpp"
#include "engine/image/files/wsq/huffman.hpp"
#include "engine/image/files/wsq/wavelet.hpp"
#include "engine/image/limits.hpp"

namespace dactyl {
namespace {

using namespace wsq;
using big_endian::Writer;

constexpr double kLeastRate = 0.05;  // bits a pixel
constexpr double kHighestRate = 8;
constexpr double kHalfRange = 128;        // of the scaled samples
constexpr double kZeroBinRatio = 1.2;     // to the other bins
constexpr std::uint32_t kBinCentre = 44;  // hundredths
constexpr int kMostMagnitude = 0x7FFF;
constexpr std::size_t kLongestRun = 0xFFFF;
constexpr std::size_t kBlocks = kBlockStarts.size();

void put_marker(Writer& out, Marker marker) { out.u16(static_cast<std::uint32_t>(marker)); }

/// A number and the power of ten that keeps most of its digits below `limit`.
struct Scaled {
    std::uint32_t power = 0;
    std::uint32_t whole = 0;
};

Scaled scaled(double value, double limit) {
    constexpr std::uint32_t kMostPower = 9;
    Scaled result;
    while (value > 0 && value * 10 < limit && result.power < kMostPower) {
        value *= 10;
        ++result.power;
    }
    result.whole = static_cast<std::uint32_t>(std::min(std::round(value), limit));
    return result;
}

void put_scaled_u16(Writer& out, double value) {
    const Scaled parts = scaled(value, 0xFFFF);
    out.u8(parts.power);
    out.u16(parts.whole);
}

void put_signed_scaled_u32(Writer& out, double value) {
    const Scaled parts = scaled(std::abs(value), 0xFFFFFFFF);
    out.u8(value < 0 ? 1 : 0);
    out.u8(parts.power);
    out.u32(parts.whole);
}

/// What a picture is scaled by, so that its samples lie around 0.
struct Scaling {
    double shift = 0;
    double scale = 1;
};

Scaling scaling_of(ImageView image) {
    double sum = 0;
    int lowest = 255;
    int highest = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int value = image.at(x, y);
            sum += value;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    }
    Scaling scaling;
    scaling.shift = sum / (static_cast<double>(image.width()) * image.height());
    const double range = std::max(scaling.shift - lowest, highest - scaling.shift);
    if (range > 0) scaling.scale = range / kHalfRange;
    return scaling;
}

Plane samples_of(ImageView image, const Scaling& scaling) {
    Plane plane{image.width(), image.height(), {}};
    plane.values.resize(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        float* out = plane.row(y);
        for (int x = 0; x < image.width(); ++x)
            out[x] = static_cast<float>((image.at(x, y) - scaling.shift) / scaling.scale);
    }
    return plane;
}

int quantised(float value, double bin) {
    const double beyond_zero = std::abs(value) - bin * kZeroBinRatio / 2;
    if (beyond_zero <= 0) return 0;
    const int magnitude = static_cast<int>(std::min<double>(beyond_zero / bin + 1, kMostMagnitude));
    return value > 0 ? magnitude : -magnitude;
}

/// Calls `symbol(code, extra, extra_bits)` for every code of a block.
template <class Emit>
void code_block(std::span<const std::int16_t> values, Emit emit) {
    std::size_t run = 0;
    const auto end_run = [&] {
        if (run == 0) return;
        if (run <= kLongestShortRun) {
            emit(static_cast<int>(run), 0U, 0);
        } else if (run <= 0xFF) {
            emit(kRunByte, static_cast<std::uint32_t>(run), 8);
        } else {
            emit(kRunWord, static_cast<std::uint32_t>(run), 16);
        }
        run = 0;
    };
    for (const int value : values) {
        if (value == 0) {
            if (run == kLongestRun) end_run();
            ++run;
            continue;
        }
        end_run();
        const auto magnitude = static_cast<std::uint32_t>(std::abs(value));
        if (value >= kLowestValue && value <= kHighestValue) {
            emit(value + kZeroValue, 0U, 0);
        } else if (magnitude <= 0xFF) {
            emit(value > 0 ? kPositiveByte : kNegativeByte, magnitude, 8);
        } else {
            emit(value > 0 ? kPositiveWord : kNegativeWord, magnitude, 16);
        }
    }
    end_run();
}

/// Bits into bytes; a zero follows every byte of ones.
class BitWriter {
  public:
    void put(std::uint32_t value, int bits) {
        window_ = window_ << bits | value;
        held_ += bits;
        for (; held_ >= 8; held_ -= 8) put_byte(static_cast<std::uint8_t>(window_ >> (held_ - 8)));
    }
    /// Ones fill the last byte up.
    std::vector<std::byte> finish() {
        if (held_ > 0) put((1U << (8 - held_)) - 1, 8 - held_);
        return std::move(out_);
    }

  private:
    void put_byte(std::uint8_t byte) {
        out_.push_back(std::byte{byte});
        if (byte == 0xFF) out_.push_back(std::byte{0});
    }

    std::vector<std::byte> out_;
    std::uint64_t window_ = 0;
    int held_ = 0;
};

using Blocks = std::array<std::vector<std::int16_t>, kBlocks>;

Blocks blocks_of(Plane& plane, const Subbands& subbands, const BinWidths& bins) {
    Blocks blocks;
    std::size_t block = 0;
    for (std::size_t band = 0; band < kCodedSubbands; ++band) {
        if (block + 1 < kBlocks && band == static_cast<std::size_t>(kBlockStarts[block + 1])) ++block;
        if (bins[band] == 0) continue;
        const Region& region = subbands.regions[band];
        for (int y = 0; y < region.height; ++y) {
            const float* row = plane.row(region.y + y) + region.x;
            for (int x = 0; x < region.width; ++x)
                blocks[block].push_back(static_cast<std::int16_t>(quantised(row[x], bins[band])));
        }
    }
    return blocks;
}

void write_comment(Writer& out, ImageView image, double rate) {
    // What NIST's readers expect to find: the resolution has no other place.
    const std::string text = fmt::format(
        "NIST_COM 9\nPIX_WIDTH {}\nPIX_HEIGHT {}\nPIX_DEPTH 8\nPPI {}\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\n"
        "WSQ_BITRATE {:.6f}",
        image.width(), image.height(), std::lround(image.dpi().value()), rate);
    put_marker(out, Marker::kComment);
    out.u16(static_cast<std::uint32_t>(text.size() + 2));
    out.bytes(std::as_bytes(std::span(text)));
}

void write_filters(Writer& out, const Filters& filters) {
    const auto taps = [](const std::vector<float>& half) { return static_cast<std::uint32_t>(2 * half.size() - 1); };
    put_marker(out, Marker::kTransform);
    out.u16(static_cast<std::uint32_t>(2 + 2 + 6 * (filters.low.size() + filters.high.size())));
    out.u8(taps(filters.low));
    out.u8(taps(filters.high));
    for (const float tap : filters.low) put_signed_scaled_u32(out, tap);
    for (const float tap : filters.high) put_signed_scaled_u32(out, tap);
}

void write_quantisation(Writer& out, const BinWidths& bins) {
    put_marker(out, Marker::kQuantisation);
    out.u16(2 + 3 + kSubbands * 6);
    out.u8(2);
    out.u16(kBinCentre);
    for (const double bin : bins) {
        put_scaled_u16(out, bin);
        put_scaled_u16(out, bin * kZeroBinRatio);
    }
}

void write_frame(Writer& out, ImageView image, const Scaling& scaling) {
    constexpr std::uint32_t kBlack = 0;
    constexpr std::uint32_t kWhite = 255;
    constexpr std::uint32_t kEncoderOne = 2;
    put_marker(out, Marker::kFrame);
    out.u16(17);
    out.u8(kBlack);
    out.u8(kWhite);
    out.u16(static_cast<std::uint32_t>(image.height()));
    out.u16(static_cast<std::uint32_t>(image.width()));
    put_scaled_u16(out, scaling.shift);
    put_scaled_u16(out, scaling.scale);
    out.u8(kEncoderOne);
    out.u16(0);  // which software wrote it: none that is registered
}

void write_table(Writer& out, std::uint32_t id, const HuffmanTable& table) {
    put_marker(out, Marker::kHuffman);
    out.u16(static_cast<std::uint32_t>(2 + 1 + kLongestCode + table.size));
    out.u8(id);
    for (const std::uint8_t count : table.counts) out.u8(count);
    for (int i = 0; i < table.size; ++i) out.u8(table.symbols[static_cast<std::size_t>(i)]);
}

void write_block(Writer& out, std::uint32_t table, std::span<const std::int16_t> values,
                 const std::array<HuffmanCode, 256>& codes) {
    put_marker(out, Marker::kBlock);
    out.u16(3);
    out.u8(table);
    BitWriter bits;
    code_block(values, [&](int symbol, std::uint32_t extra, int extra_bits) {
        const HuffmanCode& code = codes[static_cast<std::size_t>(symbol)];
        bits.put(code.bits, code.length);
        if (extra_bits > 0) bits.put(extra, extra_bits);
    });
    out.bytes(bits.finish());
}

HuffmanTable table_for(std::span<const std::vector<std::int16_t>> blocks) {
    std::array<std::uint32_t, 256> counts{};
    for (const auto& block : blocks)
        code_block(block, [&](int symbol, std::uint32_t, int) { ++counts[static_cast<std::size_t>(symbol)]; });
    return best_table(counts);
}

}  // namespace

Result<std::vector<std::byte>> encode_wsq(ImageView image, double bits_per_pixel) {
    if (auto fits = check_size(image.width(), image.height()); !fits) return pass(fits);
    if (!(bits_per_pixel >= kLeastRate && bits_per_pixel <= kHighestRate)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a WSQ rate lies between {} and {} bits a pixel", kLeastRate, kHighestRate));
    }
    const Scaling scaling = scaling_of(image);
    const Subbands subbands = subbands_of(image.width(), image.height());
    const Filters filters = standard_filters();
    Plane plane = samples_of(image, scaling);
    analyse(plane, subbands, filters);
    const BinWidths bins = allocate_bins(plane, subbands, bits_per_pixel);
    const Blocks blocks = blocks_of(plane, subbands, bins);
    wipe_memory(plane.values.data(), plane.values.size() * sizeof(float));

    Writer out;
    put_marker(out, Marker::kStart);
    write_comment(out, image, bits_per_pixel);
    write_filters(out, filters);
    write_quantisation(out, bins);
    write_frame(out, image, scaling);
    // The first block has its own table, the other two share one.
    const HuffmanTable first = table_for(std::span(blocks).first(1));
    write_table(out, 0, first);
    write_block(out, 0, blocks[0], codes_of(first));
    const HuffmanTable second = table_for(std::span(blocks).subspan(1));
    write_table(out, 1, second);
    const auto codes = codes_of(second);
    for (const auto& block : std::span(blocks).subspan(1)) write_block(out, 1, block, codes);
    put_marker(out, Marker::kEnd);
    return out.take();
}

}  // namespace dactyl
