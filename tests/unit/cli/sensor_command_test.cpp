#include "engine/cli/commands.hpp"
#include "engine/image/files/picture_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/cli/outcome.hpp"

namespace dactyl::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Outcome sensor(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "sensor");
    return outcome_of({sensor_command()}, std::move(arguments));
}

TEST(SensorList, SaysWhatWasLookedForAndHowToGoOnWithoutAReader) {
    const Outcome outcome = sensor({"list"});
    EXPECT_EQ(outcome.status, 0);
    for (const char* expected :
         {"Looked for:", "/dev/serial/by-id", "dialout", "file:PATH", "dactyl sensor capture synthetic:"}) {
        EXPECT_THAT(outcome.out, HasSubstr(expected));
    }
    const Json json = Json::parse(sensor({"list", "--json"}).out);
    EXPECT_TRUE(json["found"].is_array());
    EXPECT_EQ(json["drivers"][0]["name"], "file");
}

TEST(SensorInfo, ShowsResolutionSizeAndCapabilities) {
    const Json json = Json::parse(sensor({"info", "synthetic:", "--json"}).out);
    EXPECT_EQ(json["driver"], "synthetic");
    EXPECT_EQ(json["dpi"], 500);
    EXPECT_TRUE(json["capabilities"].empty());
    EXPECT_THAT(sensor({"info", "synthetic:"}).out, HasSubstr("500 dpi"));
}

TEST(SensorCapture, WritesThePictureForThisUserAlone) {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "finger.png";
    const Outcome outcome = sensor({"capture", "synthetic:?difficulty=easy", "-o", path.string(), "--json"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const Json json = Json::parse(outcome.out);
    EXPECT_EQ(json["guidance"], "none");
    const auto picture = read_picture(path, kInternalDpi);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width(), json["width"]);
    EXPECT_EQ(picture->height(), json["height"]);
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(SensorCapture, ErrorsNameTheReader) {
    const Outcome unknown = sensor({"capture", "telepathy:", "-o", "never.png"});
    EXPECT_EQ(unknown.status, exit_status(ErrorCode::kInvalidArgument));
    EXPECT_THAT(unknown.err, HasSubstr("telepathy"));
    EXPECT_FALSE(fs::exists("never.png"));
    const Outcome absent = sensor({"capture", "serial:/no/such/line", "-o", "never.png"});
    EXPECT_EQ(absent.status, exit_status(ErrorCode::kNotFound));
    EXPECT_THAT(absent.err, HasSubstr("/no/such/line"));
    EXPECT_EQ(sensor({"capture", "synthetic:"}).status, 2);
    EXPECT_EQ(sensor({"capture", "synthetic:", "-o", "never.png", "--timeout", "0"}).status, 2);
}

TEST(SensorWatch, SaysWhatThePersonShouldDo) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_png(folder.path() / "1.png", GrayImage(300, 400, kInternalDpi, 220)));
    ASSERT_TRUE(write_png(folder.path() / "2.png", GrayImage(300, 400, kInternalDpi, 220)));
    const std::string uri = "file:" + folder.path().string();
    const Outcome all = sensor({"watch", uri});
    EXPECT_EQ(all.status, 0) << all.err;
    EXPECT_THAT(all.out, HasSubstr("1.png: 300 x 400 pixels at 500 dpi. Place your finger on the reader\n"));
    EXPECT_THAT(all.out, HasSubstr("2.png"));
    const Json one = Json::parse(sensor({"watch", uri, "--count", "1", "--json"}).out);
    ASSERT_EQ(one["captures"].size(), 1U);
    EXPECT_EQ(one["captures"][0]["guidance"], "place-finger");
}

}  // namespace
}  // namespace dactyl::cli
