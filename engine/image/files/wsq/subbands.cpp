#include "engine/image/files/wsq/subbands.hpp"

namespace dactyl::wsq {
namespace {

struct Halves {
    int first;
    int second;
};

Halves halves_of(int length, bool mirrored) {
    const int low = low_count(length);
    return mirrored ? Halves{length - low, low} : Halves{low, length - low};
}

/// Top left, top right, bottom left, bottom right.
std::array<Region, 4> quarters_of(const Region& region) {
    const auto [left, right] = halves_of(region.width, region.mirrored_x);
    const auto [top, bottom] = halves_of(region.height, region.mirrored_y);
    const int x = region.x + left;
    const int y = region.y + top;
    return {Region{region.x, region.y, left, top, false, false}, Region{x, region.y, right, top, true, false},
            Region{region.x, y, left, bottom, false, true}, Region{x, y, right, bottom, true, true}};
}

class Splitter {
  public:
    std::array<Region, 4> split(const Region& region) {
        out_.splits.push_back(region);
        return quarters_of(region);
    }
    /// The four quarters become subbands.
    void finish(const Region& region, std::size_t first_subband) {
        for (const Region& quarter : split(region)) out_.regions[first_subband++] = quarter;
    }
    /// The quarters' quarters do.
    void finish_twice(const Region& region, std::size_t first_subband) {
        for (const Region& quarter : split(region)) {
            finish(quarter, first_subband);
            first_subband += 4;
        }
    }
    void name(const Region& region, std::size_t subband) { out_.regions[subband] = region; }
    Subbands take() { return std::move(out_); }

  private:
    Subbands out_;
};

}  // namespace

Subbands subbands_of(int width, int height) {
    Splitter splitter;
    const auto whole = splitter.split({0, 0, width, height, false, false});
    const auto low = splitter.split(whole[0]);
    splitter.finish(whole[1], 52);
    splitter.finish(whole[2], 56);
    // Nothing of the last quarter is coded: its subbands are named and never split.
    const auto highest = quarters_of(whole[3]);
    for (std::size_t i = 0; i < highest.size(); ++i) splitter.name(highest[i], 60 + i);

    splitter.finish_twice(low[1], 19);
    splitter.finish_twice(low[2], 35);
    splitter.name(low[3], 51);
    const auto lowest = splitter.split(low[0]);
    splitter.finish(lowest[1], 7);
    splitter.finish(lowest[2], 11);
    splitter.finish(lowest[3], 15);
    const auto last = splitter.split(lowest[0]);
    splitter.finish(last[0], 0);
    for (std::size_t i = 1; i < last.size(); ++i) splitter.name(last[i], 3 + i);
    return splitter.take();
}

}  // namespace dactyl::wsq
