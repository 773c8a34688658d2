#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/units.hpp"

namespace dactyl {

/// A read-only window on somebody's 8-bit pixels: dark ridges on light ground, row 0 on top. Does not own; cheap to copy.
class ImageView {
  public:
    /// `stride` is the distance between rows in bytes, at least `width`.
    ImageView(const std::uint8_t* pixels, int width, int height, std::ptrdiff_t stride, Dpi dpi)
        : pixels_(pixels), width_(width), height_(height), stride_(stride), dpi_(dpi) {}

    int width() const { return width_; }
    int height() const { return height_; }
    std::ptrdiff_t stride() const { return stride_; }
    Dpi dpi() const { return dpi_; }
    bool empty() const { return width_ == 0 || height_ == 0; }
    const std::uint8_t* row(int y) const { return pixels_ + y * stride_; }
    std::uint8_t at(int x, int y) const { return row(y)[x]; }

  private:
    const std::uint8_t* pixels_;
    int width_;
    int height_;
    std::ptrdiff_t stride_;
    Dpi dpi_;
};

/// Owned 8-bit pixels without padding between rows. A fingerprint is somebody's secret: the pixels are wiped when the image
/// is destroyed, assigned over or moved from. Copying is explicit, through clone().
class GrayImage {
  public:
    GrayImage() = default;
    /// All pixels `value`. Dimensions are not negative.
    GrayImage(int width, int height, Dpi dpi, std::uint8_t value = 0);
    GrayImage(GrayImage&& other) noexcept;
    GrayImage& operator=(GrayImage&& other) noexcept;
    GrayImage(const GrayImage&) = delete;
    GrayImage& operator=(const GrayImage&) = delete;
    ~GrayImage();

    GrayImage clone() const;
    void wipe();

    int width() const { return width_; }
    int height() const { return height_; }
    Dpi dpi() const { return dpi_; }
    bool empty() const { return width_ == 0 || height_ == 0; }
    std::uint8_t* row(int y) { return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_); }
    const std::uint8_t* row(int y) const {
        return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    }
    ImageView view() const { return {pixels_.data(), width_, height_, width_, dpi_}; }
    operator ImageView() const { return view(); }  // NOLINT: a view of a live image is always meant

  private:
    int width_ = 0;
    int height_ = 0;
    Dpi dpi_ = kInternalDpi;
    std::vector<std::uint8_t> pixels_;
};

/// Overwrites memory in a way that no optimiser removes.
void wipe_memory(void* memory, std::size_t bytes) noexcept;

}  // namespace dactyl
