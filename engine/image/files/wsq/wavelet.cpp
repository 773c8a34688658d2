#include "engine/image/files/wsq/wavelet.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "engine/core/image.hpp"

namespace dactyl::wsq {
namespace {

/// weight x (a + b); the middle of a filter is its own partner at half the weight.
struct Term {
    const float* a;
    const float* b;
    float weight;
};

/// out[i] = the terms' sum at i, added up in their order.
template <std::size_t kTerms>
void combine(std::span<const Term> terms, float* __restrict out, int count) {
    for (int i = 0; i < count; ++i) {
        float sum = terms[0].weight * (terms[0].a[i] + terms[0].b[i]);
        for (std::size_t t = 1; t < kTerms; ++t) sum += terms[t].weight * (terms[t].a[i] + terms[t].b[i]);
        out[i] = sum;
    }
}

void combine(std::span<const Term> terms, float* __restrict out, int count) {
    // The standard filters' sums; the compiler makes wide instructions of a known number of terms.
    if (terms.size() == 4) return combine<4>(terms, out, count);
    if (terms.size() == 5) return combine<5>(terms, out, count);
    combine<1>(terms, out, count);
    for (const Term& term : terms.subspan(1)) {
        for (int i = 0; i < count; ++i) out[i] += term.weight * (term.a[i] + term.b[i]);
    }
}

/// Whole-sample symmetric: the line goes on as if reflected at its first and last sample.
int reflected(int at, int length) {
    if (length == 1) return 0;
    const int period = 2 * (length - 1);
    at = std::abs(at) % period;
    return at < length ? at : period - at;
}

/// The terms of one output of the synthesis, `at` in the joined line. `low(i)` and `high(i)` give the samples.
template <class Low, class High>
std::size_t synthesis_terms(const Filters& filters, int at, int length, Low low, High high, std::span<Term> terms) {
    std::size_t count = 0;
    const auto source = [&](int place) {
        const int inside = reflected(place, length);
        return inside % 2 == 0 ? low(inside / 2) : high(inside / 2);
    };
    const auto add = [&](const std::vector<float>& taps, std::size_t distance) {
        const int far = static_cast<int>(distance);
        const float sign = distance % 2 == 0 ? 1.0F : -1.0F;
        const float weight = sign * taps[distance] * (distance == 0 ? 0.5F : 1.0F);
        terms[count++] = {source(at - far), source(at + far), weight};
    };
    // A sample on a low place gets even distances from low samples (weighed by the high filter, its signs alternating)
    // and odd ones from high samples; on a high place the other way round.
    const bool on_low = at % 2 == 0;
    for (std::size_t d = on_low ? 0 : 1; d < filters.high.size(); d += 2) add(filters.high, d);
    for (std::size_t d = on_low ? 1 : 0; d < filters.low.size(); d += 2) add(filters.low, d);
    return count;
}

constexpr std::size_t kMostTerms = 40;  // more than the longest filters that a header can hold need

/// Room for one region's work.
class Scratch {
  public:
    explicit Scratch(const Plane& plane) : rows_(plane.values.size()) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { wipe_memory(rows_.data(), rows_.size() * sizeof(float)); }

    float* row(int y, int width) {
        return rows_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    std::vector<float>& line(std::size_t i, std::size_t size) {
        if (lines_[i].size() < size) lines_[i].resize(size);
        return lines_[i];
    }

  private:
    std::vector<float> rows_;
    std::array<std::vector<float>, 4> lines_;
};

void join_columns(Plane& plane, const Region& region, const Filters& filters, Scratch& scratch) {
    const int lows = low_count(region.height);
    const int highs = region.height - lows;
    const auto low = [&](int i) { return plane.row(region.y + (region.mirrored_y ? highs : 0) + i) + region.x; };
    const auto high = [&](int i) { return plane.row(region.y + (region.mirrored_y ? 0 : lows) + i) + region.x; };
    std::array<Term, kMostTerms> terms;
    for (int y = 0; y < region.height; ++y) {
        const std::size_t count = synthesis_terms(filters, y, region.height, low, high, terms);
        combine(std::span(terms).first(count), scratch.row(y, region.width), region.width);
    }
}

/// A half's samples with enough reflected ones on either side that every tap finds its sample at a fixed distance.
class Padded {
  public:
    Padded(Scratch& scratch, std::size_t line, int count, int padding)
        : padding_(padding), values_(scratch.line(line, static_cast<std::size_t>(count + 2 * padding))) {}
    float* at(int i) { return values_.data() + padding_ + i; }

  private:
    int padding_;
    std::vector<float>& values_;
};

void join_rows(Plane& plane, const Region& region, const Filters& filters, Scratch& scratch) {
    const int length = region.width;
    const int lows = low_count(length);
    const int highs = length - lows;
    const int padding = static_cast<int>(std::max(filters.low.size(), filters.high.size()));
    Padded low(scratch, 0, lows, padding);
    Padded high(scratch, 1, lows, padding);
    std::vector<float>& even = scratch.line(2, static_cast<std::size_t>(lows));
    std::vector<float>& odd = scratch.line(3, static_cast<std::size_t>(lows));

    // In the padded halves nothing is reflected: the terms of the first pair of outputs, moved along, serve all.
    constexpr int kFarInside = 1 << 20;  // an even place of an endless line
    constexpr int kEndless = 1 << 24;
    const auto low_at = [&](int i) { return low.at(i - kFarInside / 2); };
    const auto high_at = [&](int i) { return high.at(i - kFarInside / 2); };
    std::array<Term, kMostTerms> even_terms;
    std::array<Term, kMostTerms> odd_terms;
    const std::size_t evens = synthesis_terms(filters, kFarInside, kEndless, low_at, high_at, even_terms);
    const std::size_t odds = synthesis_terms(filters, kFarInside + 1, kEndless, low_at, high_at, odd_terms);

    for (int y = 0; y < region.height; ++y) {
        const float* in = scratch.row(y, length);
        const float* in_low = in + (region.mirrored_x ? highs : 0);
        const float* in_high = in + (region.mirrored_x ? 0 : lows);
        std::copy_n(in_low, lows, low.at(0));
        std::copy_n(in_high, highs, high.at(0));
        const auto sample = [&](int place) {
            const int inside = reflected(place, length);
            return inside % 2 == 0 ? in_low[inside / 2] : in_high[inside / 2];
        };
        for (int i = 1; i <= padding; ++i) {
            *low.at(-i) = sample(-2 * i);
            *low.at(lows - 1 + i) = sample(2 * (lows - 1 + i));
            *high.at(-i) = sample(1 - 2 * i);
            *high.at(highs - 1 + i) = sample(2 * (highs - 1 + i) + 1);
        }
        combine(std::span(even_terms).first(evens), even.data(), lows);
        combine(std::span(odd_terms).first(odds), odd.data(), highs);
        float* out = plane.row(region.y + y) + region.x;
        for (int i = 0; i < highs; ++i) {
            out[2 * i] = even[static_cast<std::size_t>(i)];
            out[2 * i + 1] = odd[static_cast<std::size_t>(i)];
        }
        if (lows > highs) out[length - 1] = even[static_cast<std::size_t>(lows - 1)];
    }
}

/// The terms of the low or high output whose middle is the sample `at`.
template <class Sample>
std::size_t analysis_terms(const std::vector<float>& taps, int at, int length, Sample sample, std::span<Term> terms) {
    for (std::size_t d = 0; d < taps.size(); ++d) {
        const int far = static_cast<int>(d);
        terms[d] = {sample(reflected(at - far, length)), sample(reflected(at + far, length)),
                    taps[d] * (d == 0 ? 0.5F : 1.0F)};
    }
    return taps.size();
}

/// The row or column of a half in which the output whose middle is `at` belongs.
int place_of(int at, int length, bool mirrored) {
    const int lows = low_count(length);
    const int highs = length - lows;
    if (at % 2 == 0) return (mirrored ? highs : 0) + at / 2;
    return (mirrored ? 0 : lows) + at / 2;
}

void part_rows(Plane& plane, const Region& region, const Filters& filters, Scratch& scratch) {
    std::vector<float>& line = scratch.line(0, static_cast<std::size_t>(region.width));
    std::array<Term, kMostTerms> terms;
    for (int y = 0; y < region.height; ++y) {
        const float* in = plane.row(region.y + y) + region.x;
        for (int x = 0; x < region.width; ++x) {
            const std::vector<float>& taps = x % 2 == 0 ? filters.low : filters.high;
            const std::size_t count = analysis_terms(
                taps, x, region.width, [&](int i) { return in + i; }, terms);
            combine(std::span(terms).first(count), line.data() + place_of(x, region.width, region.mirrored_x), 1);
        }
        std::copy_n(line.data(), region.width, scratch.row(y, region.width));
    }
}

void part_columns(Plane& plane, const Region& region, const Filters& filters, Scratch& scratch) {
    std::array<Term, kMostTerms> terms;
    for (int y = 0; y < region.height; ++y) {
        const std::vector<float>& taps = y % 2 == 0 ? filters.low : filters.high;
        const std::size_t count = analysis_terms(
            taps, y, region.height, [&](int i) { return scratch.row(i, region.width); }, terms);
        float* out = plane.row(region.y + place_of(y, region.height, region.mirrored_y)) + region.x;
        combine(std::span(terms).first(count), out, region.width);
    }
}

}  // namespace

Filters standard_filters() {
    return {{0.852698679F, 0.377402855613F, -0.110624404418F, -0.0238494650196F, 0.0378284555073F},
            {0.788485616406F, -0.418092273222F, -0.0406894176092F, 0.0645388826287F}};
}

void analyse(Plane& plane, const Subbands& subbands, const Filters& filters) {
    Scratch scratch(plane);
    for (const Region& region : subbands.splits) {
        part_rows(plane, region, filters, scratch);
        part_columns(plane, region, filters, scratch);
    }
}

void synthesise(Plane& plane, const Subbands& subbands, const Filters& filters) {
    Scratch scratch(plane);
    for (auto region = subbands.splits.rbegin(); region != subbands.splits.rend(); ++region) {
        join_columns(plane, *region, filters, scratch);
        join_rows(plane, *region, filters, scratch);
    }
}

}  // namespace dactyl::wsq
