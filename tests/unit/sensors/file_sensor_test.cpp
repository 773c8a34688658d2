#include <fstream>

#include "engine/image/files/picture_file.hpp"
#include "sensors/sensor.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FileSensorTest : public testing::Test {
  protected:
    void add_picture(const std::string& name, std::uint8_t value = 200) {
        ASSERT_TRUE(write_png(folder_.path() / name, GrayImage(64, 64, Dpi(500.0), value)));
    }
    void add_text(const std::string& name, const std::string& text) { std::ofstream(folder_.path() / name) << text; }
    std::string address(const std::string& rest = "") const { return "file:" + folder_.path().string() + rest; }
    ErrorCode refused(const std::string& rest) const {
        const auto sensor = open_sensor(address(rest));
        return sensor ? ErrorCode{0} : sensor.error().code;
    }
    TemporaryFolder folder_;
};

TEST_F(FileSensorTest, FolderIsReplayedInNaturalOrder) {
    for (const char* name : {"print10.png", "print2.png", "print1.png"}) add_picture(name);
    add_text("notes.txt", "not a picture");
    const auto sensor = open_sensor(address("?repeat=2"));
    ASSERT_TRUE(sensor) << sensor.error().message;
    std::vector<std::string> labels;
    while (const auto capture = (*sensor)->capture()) labels.push_back(capture->label);
    EXPECT_THAT(labels,
                ElementsAre("print1.png", "print2.png", "print10.png", "print1.png", "print2.png", "print10.png"));
}

TEST_F(FileSensorTest, OnePictureIsGivenOnce) {
    add_picture("a.png", 77);
    const auto sensor = open_sensor(address("/a.png"));
    ASSERT_TRUE(sensor);
    EXPECT_EQ((*sensor)->capture()->image.row(10)[10], 77);
    EXPECT_EQ((*sensor)->capture().error().code, ErrorCode::kDeviceUnavailable);
}

TEST_F(FileSensorTest, ResolutionIsTheFoldersThenTheAddressThen500) {
    add_picture("a.png");
    EXPECT_EQ((*open_sensor(address("/a.png")))->info().dpi, Dpi(500.0));
    EXPECT_EQ((*open_sensor(address("/a.png?dpi=1000")))->info().dpi, Dpi(1000.0));
    add_text("dpi.txt", "569");
    EXPECT_EQ((*open_sensor(address("?dpi=1000")))->info().dpi, Dpi(569.0));
    EXPECT_EQ((*open_sensor(address("/a.png?dpi=1000")))->info().dpi, Dpi(569.0));
}

TEST_F(FileSensorTest, NamesMayHoldCharactersWithAMeaning) {
    add_picture("what?&=%.png");
    EXPECT_TRUE(open_sensor(address("/what%3F&=%25.png")));
    EXPECT_TRUE(open_sensor("file://" + (folder_.path() / "what%3F&=%.png").string()));
}

TEST_F(FileSensorTest, BadAddressesAreRefused) {
    EXPECT_EQ(open_sensor("file:").error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(refused("/none.png"), ErrorCode::kNotFound);
    EXPECT_EQ(refused(""), ErrorCode::kNotFound);  // a folder without pictures
    add_picture("a.png");
    for (const char* options : {"?dpi=5", "?dpi=20000", "?dpi=fine", "?dpi=", "?repeat=0", "?repeat=-1"}) {
        EXPECT_EQ(refused(std::string("/a.png") + options), ErrorCode::kInvalidArgument) << options;
    }
    add_text("dpi.txt", "some");
    EXPECT_EQ(refused(""), ErrorCode::kCorrupt);
    add_text("dpi.txt", "5");
    EXPECT_EQ(refused("/a.png"), ErrorCode::kResolutionOutOfRange);
}

TEST_F(FileSensorTest, UnreadablePictureIsReportedAndPassedOver) {
    add_picture("1.png");
    add_text("2.png", "");
    add_picture("3.png");
    const auto sensor = open_sensor(address());
    ASSERT_TRUE(sensor);
    EXPECT_TRUE((*sensor)->capture());
    const auto corrupt = (*sensor)->capture();
    ASSERT_FALSE(corrupt);
    EXPECT_EQ(corrupt.error().code, ErrorCode::kCorrupt);
    EXPECT_THAT(corrupt.error().message, HasSubstr("2.png"));
    EXPECT_EQ((*sensor)->capture()->label, "3.png");
}

TEST_F(FileSensorTest, PictureThatVanishesIsReported) {
    add_picture("1.png");
    const auto sensor = open_sensor(address());
    ASSERT_TRUE(sensor);
    fs::remove(folder_.path() / "1.png");
    EXPECT_EQ((*sensor)->capture().error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
