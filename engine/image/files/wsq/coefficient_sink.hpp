#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/image/files/wsq/subbands.hpp"
#include "engine/image/files/wsq/wavelet.hpp"

namespace dactyl::wsq {

/// How coefficients were rounded.
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

}  // namespace dactyl::wsq
