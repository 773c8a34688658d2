#include "templates/codec/native_view.hpp"

#include "templates/codec/native.hpp"
#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

TEST(NativeView, ShowsWhatDecodingCopies) {
    std::mt19937 random(3);
    for (const int minutiae : {0, 1, 60, 300}) {
        const auto record = encode_native(random_template(random, minutiae));
        const auto print = decode_native(*record);
        const auto view = NativeView::of(*record);
        ASSERT_TRUE(view) << view.error().message;
        EXPECT_EQ(view->heading().width, print->width);
        EXPECT_EQ(view->heading().device, print->device);
        ASSERT_EQ(view->size(), print->minutiae.size());
        for (std::size_t i = 0; i < view->size(); ++i) EXPECT_EQ(view->minutia(i), print->minutiae[i]);
        EXPECT_EQ(*view->copy(), *print);
    }
}

TEST(NativeView, WantsBytesThatLieStraight) {
    std::mt19937 random(3);
    const auto record = *encode_native(random_template(random, 5));
    std::vector<std::byte> shifted(record.size() + 1);
    std::copy(record.begin(), record.end(), shifted.begin() + 1);
    const std::span askew = std::span<const std::byte>(shifted).subspan(1);
    const auto view = NativeView::of(askew);
    ASSERT_FALSE(view);
    EXPECT_EQ(view.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(*decode_native(askew), *decode_native(record));
}

TEST(NativeView, RefusesWhatDecodingRefuses) {
    std::mt19937 random(3);
    const auto record = *encode_native(random_template(random, 20));
    for (std::size_t at = 0; at < record.size(); ++at) {
        auto damaged = record;
        damaged[at] ^= std::byte{0x10};
        const auto view = NativeView::of(damaged);
        ASSERT_FALSE(view) << "at byte " << at;
        EXPECT_EQ(view.error().code, decode_native(damaged).error().code);
    }
}

}  // namespace
}  // namespace dactyl
