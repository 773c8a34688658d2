#include "engine/core/image.hpp"

#include <cstring>
#include <utility>

namespace dactyl {

void wipe_memory(void* memory, std::size_t bytes) noexcept {
    if (bytes == 0) return;
    std::memset(memory, 0, bytes);
    asm volatile("" : : "r"(memory) : "memory");
}

GrayImage::GrayImage(int width, int height, Dpi dpi, std::uint8_t value)
    : width_(width),
      height_(height),
      dpi_(dpi),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value) {}

GrayImage::GrayImage(GrayImage&& other) noexcept
    : width_(std::exchange(other.width_, 0)),
      height_(std::exchange(other.height_, 0)),
      dpi_(other.dpi_),
      pixels_(std::move(other.pixels_)) {}

GrayImage& GrayImage::operator=(GrayImage&& other) noexcept {
    if (this != &other) {
        wipe();
        width_ = std::exchange(other.width_, 0);
        height_ = std::exchange(other.height_, 0);
        dpi_ = other.dpi_;
        pixels_ = std::move(other.pixels_);
    }
    return *this;
}

GrayImage::~GrayImage() { wipe(); }

GrayImage GrayImage::clone() const {
    GrayImage copy(width_, height_, dpi_);
    copy.pixels_ = pixels_;
    return copy;
}

void GrayImage::wipe() { wipe_memory(pixels_.data(), pixels_.size()); }

}  // namespace dactyl
