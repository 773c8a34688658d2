#include "templates/codec/text/text_writer.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

namespace dactyl::text_forms {
namespace {

TEST(TextWriter, WritesWordsAndNumbers) {
    TextWriter out(64);
    out.word("x=");
    out.whole(-12);
    out.character(';');
    out.whole(65'535);
    EXPECT_EQ(out.take(), "x=-12;65535");
}

TEST(TextWriter, ThousandthsEndWithoutZeros) {
    for (int value = 0; value < 20'000; ++value) {
        TextWriter out(kLongestNumber);
        out.thousandths(value);
        ASSERT_EQ(out.take(), fmt::format("{}", value / 1000.0));
    }
}

}  // namespace
}  // namespace dactyl::text_forms
