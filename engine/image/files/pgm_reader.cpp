#include <optional>

#include "engine/image/files/decoders.hpp"

namespace dactyl::picture_files {
namespace {

/// Reads the text parts of a PGM file: numbers parted by white space and comments that run to the end of the line.
class Scanner {
  public:
    explicit Scanner(Bytes bytes) : bytes_(bytes) {}

    std::optional<std::uint32_t> number() {
        skip_blanks();
        std::optional<std::uint32_t> value;
        for (; at_ < bytes_.size() && is_digit(current()); ++at_) {
            value = value.value_or(0) * 10 + static_cast<std::uint32_t>(current() - '0');
            if (*value > kLargestNumber) return std::nullopt;
        }
        return value;
    }
    /// What follows the one white-space byte after the header.
    std::optional<Bytes> raster() const {
        if (at_ >= bytes_.size() || !is_blank(current())) return std::nullopt;
        return bytes_.subspan(at_ + 1);
    }

  private:
    static constexpr std::uint32_t kLargestNumber = 100'000'000;

    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    char current() const { return std::to_integer<char>(bytes_[at_]); }
    void skip_blanks() {
        bool comment = false;
        for (; at_ < bytes_.size(); ++at_) {
            const char c = current();
            if (c == '#') comment = true;
            if (c == '\n' || c == '\r') comment = false;
            if (!comment && !is_blank(c)) return;
        }
    }

    Bytes bytes_;
    std::size_t at_ = 2;  // after the magic
};

tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorrupt, std::string("damaged PGM picture: ") + what);
}

Result<void> read_text(Scanner& scanner, std::uint32_t maximum, GrayImage& image) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto value = scanner.number();
            if (!value) return damaged("the data end early");
            if (*value > maximum) return damaged("a pixel is beyond the largest value");
            image.row(y)[x] = scale_to_8_bit(*value, maximum);
        }
    }
    return {};
}

Result<void> read_raster(Bytes raster, std::uint32_t maximum, GrayImage& image) {
    const std::size_t sample = maximum > 255 ? 2 : 1;
    const std::size_t width = static_cast<std::size_t>(image.width());
    if (raster.size() < width * static_cast<std::size_t>(image.height()) * sample) return damaged("the data end early");
    for (int y = 0; y < image.height(); ++y) {
        const std::byte* row = raster.data() + static_cast<std::size_t>(y) * width * sample;
        for (std::size_t x = 0; x < width; ++x) {
            std::uint32_t value = std::to_integer<std::uint32_t>(row[x * sample]);
            if (sample == 2) value = value * 256 + std::to_integer<std::uint32_t>(row[x * sample + 1]);
            if (value > maximum) return damaged("a pixel is beyond the largest value");
            image.row(y)[x] = scale_to_8_bit(value, maximum);
        }
    }
    return {};
}

}  // namespace

Result<GrayImage> decode_pgm(Bytes bytes, Dpi dpi) {
    Scanner scanner(bytes);
    const auto width = scanner.number();
    const auto height = scanner.number();
    const auto maximum = scanner.number();
    if (!width || !height || !maximum || *maximum == 0 || *maximum > 65'535)
        return damaged("its header cannot be read");
    if (auto fits = check_header_size(*width, *height); !fits) return pass(fits);

    GrayImage image(static_cast<int>(*width), static_cast<int>(*height), dpi);
    Result<void> read;
    if (std::to_integer<char>(bytes[1]) == '2') {
        read = read_text(scanner, *maximum, image);
    } else {
        const auto raster = scanner.raster();
        if (!raster) return damaged("its header cannot be read");
        read = read_raster(*raster, *maximum, image);
    }
    if (!read) return pass(read);
    return image;
}

}  // namespace dactyl::picture_files
