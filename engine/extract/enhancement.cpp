#include "engine/extract/enhancement.hpp"

#include <algorithm>
#include <vector>

#include "engine/extract/gabor_kernel.hpp"
#include "engine/extract/morphology.hpp"
#include "engine/extract/row_kernels.hpp"
#include "engine/extract/smooth.hpp"

namespace dactyl::stages {
namespace {

// Response amplitude below which flattening stops to amplify: noise, in a picture of unit deviation.
constexpr float kFlattenFloor = 0.02F;

}  // namespace

FilterInput::FilterInput(const Map<std::int16_t>& picture, const FilterBank& bank)
    : margin_(bank.row_length()), padded_(picture.width() + 2 * margin_, picture.height() + 2 * margin_) {
    for (int y = 0; y < picture.height(); ++y) {
        std::copy_n(picture.row(y), picture.width(), padded_.row(y + margin_) + margin_);
    }
}

Response filter_contextually(const FilterInput& picture, const FilterBank& bank, int cell,
                             const OrientationField& orientation, const Map<float>& period, const Mask& mask) {
    constexpr float kUnit = 1.0F / (static_cast<float>(kUnitTap) * kDeviation);
    const int width = picture.width();
    Response out{Map<float>(width, picture.height()), Map<float>(width, picture.height()),
                 Map<std::uint8_t>(width, picture.height())};
    RowWidener cosines(orientation.cosine, cell);
    RowWidener sines(orientation.sine, cell);
    RowWidener periods(period, cell);
    Samples<std::uint16_t> filters(static_cast<std::size_t>(width));
    Samples<std::int32_t> even(filters.size());
    Samples<std::int32_t> odd(filters.size());
    const Samples<Extent> extents = row_extents(mask);
    for (int y = 0; y < cell * mask.height(); ++y) {
        const Extent e = extents[static_cast<std::size_t>(y / cell)];
        if (e.first == e.last) continue;
        const int begin = e.first * cell;
        const int end = e.last * cell;
        rows::choose_filter(cosines.row(y, e.first, e.last) + begin, sines.row(y, e.first, e.last) + begin,
                            periods.row(y, e.first, e.last) + begin, bank.limits(), filters.data() + begin,
                            end - begin);
        const std::uint8_t* inside = mask.row(y / cell);
        float* even_row = out.even.row(y);
        float* odd_row = out.odd.row(y);
        std::uint8_t* sector_row = out.sector.row(y);
        for (int c = e.first; c < e.last;) {
            if (inside[c] == 0) {
                ++c;
                continue;
            }
            const int from = c * cell;
            while (c < e.last && inside[c] != 0) ++c;
            const int to = c * cell;
            filter_run(bank, picture.row(y) + from, picture.stride(), filters.data() + from, to - from,
                       even.data() + from, odd.data() + from);
            rows::scale(even.data() + from, kUnit, even_row + from, to - from);
            rows::scale(odd.data() + from, kUnit, odd_row + from, to - from);
            for (int x = from; x < to; ++x) {
                sector_row[x] = static_cast<std::uint8_t>(filters[static_cast<std::size_t>(x)] / kPeriods);
            }
        }
    }
    return out;
}

Map<float> flatten(const Response& response) {
    Map<float> out(response.even.width(), response.even.height());
    for (int y = 0; y < out.height(); ++y) {
        rows::flatten(response.even.row(y), response.odd.row(y), kFlattenFloor, out.row(y), out.width());
    }
    return out;
}

}  // namespace dactyl::stages
