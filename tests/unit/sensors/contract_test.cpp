// What every driver has to keep. A new driver adds one line to the table at the end.
#include <fstream>
#include <thread>

#include "engine/image/files/picture_file.hpp"
#include "sensors/sensor.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

struct DriverCase {
    std::string name;
    /// An address that gives at least `captures` captures; may put files into the folder.
    std::function<std::string(const fs::path& folder, int captures)> address;
    int captures;    ///< enough to see a leak
    bool exhausted;  ///< whether it ends after exactly that many
};

void PrintTo(const DriverCase& driver, std::ostream* out) { *out << driver.name; }

class SensorContract : public testing::TestWithParam<DriverCase> {
  protected:
    std::unique_ptr<Sensor> open(int captures) {
        auto sensor = open_sensor(GetParam().address(folder_.path(), captures));
        EXPECT_TRUE(sensor) << sensor.error().message;
        return sensor ? std::move(*sensor) : nullptr;
    }
    TemporaryFolder folder_;
};

long resident_pages() {
    long total = 0;
    long resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident;
}

std::ptrdiff_t open_files() { return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()); }

TEST_P(SensorContract, SaysWhatItIs) {
    const auto sensor = open(1);
    EXPECT_EQ(sensor->info().uri, GetParam().address(folder_.path(), 1));
    EXPECT_EQ(sensor->info().driver, GetParam().name);
    EXPECT_FALSE(sensor->info().description.empty());
}

TEST_P(SensorContract, GivesPicturesAtItsResolution) {
    const auto sensor = open(2);
    for (int i = 0; i < 2; ++i) {
        const auto capture = sensor->capture();
        ASSERT_TRUE(capture) << capture.error().message;
        EXPECT_FALSE(capture->image.empty());
        EXPECT_EQ(capture->image.dpi(), sensor->info().dpi);
        EXPECT_FALSE(capture->label.empty());
    }
}

TEST_P(SensorContract, TimeoutHasToBeAboveZero) {
    const auto sensor = open(1);
    for (const int timeout : {0, -1}) {
        const auto capture = sensor->capture({std::chrono::milliseconds(timeout)});
        ASSERT_FALSE(capture);
        EXPECT_EQ(capture.error().code, ErrorCode::kInvalidArgument);
    }
    EXPECT_TRUE(sensor->capture()) << "a refused call takes nothing away";
}

TEST_P(SensorContract, CancelledCaptureTakesNothingAway) {
    const auto sensor = open(1);
    std::stop_source source;
    source.request_stop();
    const auto capture = sensor->capture({}, source.get_token());
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code, ErrorCode::kCancelled);
    EXPECT_TRUE(sensor->capture());
}

TEST_P(SensorContract, EndIsToldAndStaysTheEnd) {
    if (!GetParam().exhausted) GTEST_SKIP() << "this driver never ends";
    const auto sensor = open(3);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(sensor->capture());
    for (int i = 0; i < 2; ++i) {
        const auto capture = sensor->capture();
        ASSERT_FALSE(capture);
        EXPECT_EQ(capture.error().code, ErrorCode::kDeviceUnavailable);
        EXPECT_THAT(capture.error().message, testing::HasSubstr(sensor->info().uri));
    }
}

TEST_P(SensorContract, ManyCapturesDoNotGrow) {
    const int captures = GetParam().captures;
    const auto sensor = open(captures);
    for (int i = 0; i < captures / 10; ++i) ASSERT_TRUE(sensor->capture());
    const long pages = resident_pages();
    const auto files = open_files();
    for (int i = captures / 10; i < captures; ++i) ASSERT_TRUE(sensor->capture());
    EXPECT_EQ(open_files(), files);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    // A sanitizer keeps freed memory back on purpose; its own leak check stands in for this one.
    static_cast<void>(pages);
#else
    EXPECT_LT(resident_pages() - pages, 2048) << "8 MiB";
#endif
}

TEST_P(SensorContract, ThreadsTakeTurns) {
    const auto sensor = open(8);
    std::atomic<int> captured{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 2; ++k) captured += sensor->capture() ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(captured, 8);
}

TEST_P(SensorContract, OpeningAndClosingLeavesNoFiles) {
    open(1).reset();
    const auto files = open_files();
    for (int i = 0; i < 100; ++i) open(1).reset();
    EXPECT_EQ(open_files(), files);
}

TEST_P(SensorContract, UnknownOptionsAreRefusedWithTheKnownOnes) {
    const std::string address = GetParam().address(folder_.path(), 1);
    const auto sensor = open_sensor(address + (address.find('?') == std::string::npos ? "?" : "&") + "colour=red");
    ASSERT_FALSE(sensor);
    EXPECT_EQ(sensor.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(sensor.error().message,
                testing::AllOf(testing::HasSubstr("'colour'"), testing::HasSubstr("known are")));
}

std::string replayed_picture(const fs::path& folder, int captures) {
    const fs::path path = folder / "print.png";
    EXPECT_TRUE(write_png(path, GrayImage(100, 120, Dpi(500.0), 200)));
    return "file:" + path.string() + "?dpi=569&repeat=" + std::to_string(captures);
}

std::vector<DriverCase> cases() {
    const auto generated = [](const fs::path&, int) { return "synthetic:?seed=5&difficulty=easy"; };
    return {{"file", replayed_picture, 1000, true}, {"synthetic", generated, 10, false}};
}

INSTANTIATE_TEST_SUITE_P(Drivers, SensorContract, testing::ValuesIn(cases()),
                         [](const auto& driver) { return driver.param.name; });

TEST(ListDrivers, NamesThemAllWithTheirAddresses) {
    std::vector<std::string> names;
    for (const DriverInfo& driver : list_drivers()) {
        names.push_back(driver.name);
        EXPECT_TRUE(driver.address.starts_with(driver.name + ":"));
        EXPECT_FALSE(driver.description.empty());
    }
    std::vector<std::string> expected;
    for (const DriverCase& driver : cases()) expected.push_back(driver.name);
    EXPECT_EQ(names, expected) << "every driver keeps the contract above";
}

TEST(OpenSensor, UnknownDriverIsRefusedWithTheKnownOnes) {
    const auto sensor = open_sensor("telepathy:");
    ASSERT_FALSE(sensor);
    EXPECT_EQ(sensor.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(sensor.error().message,
                testing::AllOf(testing::HasSubstr("telepathy"), testing::HasSubstr("known are file")));
}

}  // namespace
}  // namespace dactyl
