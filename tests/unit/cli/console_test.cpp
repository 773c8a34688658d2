#include "engine/cli/console.hpp"

#include <sstream>

namespace dactyl::cli {
namespace {

struct Streams {
    std::ostringstream out;
    std::ostringstream err;
};

TEST(Console, BytesThatAreNoTextAreReplacedInJson) {
    Streams streams;
    Console console(streams.out, streams.err, false);
    console.set_json(true);
    console.answer({{"path", "a\xff.png"}}, "");
    EXPECT_EQ(Json::parse(streams.out.str())["path"], "a\xEF\xBF\xBD.png");
}

TEST(Console, ALiveProgressLineIsDrawnOverAndCleared) {
    Streams streams;
    Console console(streams.out, streams.err, true);
    const ProgressCallback progress = console.progress("counting");
    progress(1, 2);
    EXPECT_THAT(streams.err.str(), testing::HasSubstr("counting: 1 of 2 (50 %)"));
    console.answer({}, "done");
    EXPECT_TRUE(streams.err.str().ends_with("\r\033[K"));
    EXPECT_EQ(streams.out.str(), "done\n");
}

TEST(Console, NoProgressInJson) {
    Streams streams;
    Console console(streams.out, streams.err, true);
    console.set_json(true);
    console.progress("counting")(1, 2);
    EXPECT_EQ(streams.err.str(), "");
}

TEST(Console, FinishNoticesWhatDidNotReachTheOutput) {
    Streams streams;
    Console console(streams.out, streams.err, false);
    EXPECT_TRUE(console.finish());
    streams.out.setstate(std::ios::badbit);
    const Result<void> result = console.finish();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kUnwritable);
}

}  // namespace
}  // namespace dactyl::cli
