#include <fmt/core.h>

#include "engine/image/files/encoders.hpp"

namespace dactyl {

std::vector<std::byte> encode_pgm(ImageView image) {
    const std::string header = fmt::format("P5\n{} {}\n255\n", image.width(), image.height());
    const auto text = std::as_bytes(std::span(header));
    std::vector<std::byte> out(text.begin(), text.end());
    for (int y = 0; y < image.height(); ++y) {
        const auto row = std::as_bytes(std::span(image.row(y), static_cast<std::size_t>(image.width())));
        out.insert(out.end(), row.begin(), row.end());
    }
    return out;
}

}  // namespace dactyl
