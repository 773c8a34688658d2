#include <ctime>

#include "datasets/synthetic/generator.hpp"
#include "engine/extract/extract.hpp"
#include "sensors/sensor.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/sensors/libfprint_device.hpp"

namespace dactyl {
namespace {

/// A synthetic print in the size of a common USB reader.
GrayImage large_print(int width, int height) {
    SyntheticRequest request;
    request.finger = 3;
    const auto print = generate_print(request);
    GrayImage image(width, height, kInternalDpi, 255);
    for (int y = 0; y < std::min(height, print->height()); ++y) {
        std::copy_n(print->row(y), std::min(width, print->width()), image.row(y));
    }
    return image;
}

TEST(LibfprintSensor, GivesThePixelsThatTheDeviceSent) {
    const TemporaryFolder folder;
    const GrayImage sent = large_print(388, 374);
    VirtualImageDevice device(folder.path() / "reader.socket", sent.clone());
    auto opened = open_sensor(device.address());
    ASSERT_TRUE(opened) << opened.error().message;
    AttendedSensor sensor(std::move(*opened), device);
    const auto capture = sensor.capture({}, {});
    ASSERT_TRUE(capture) << capture.error().message;
    ASSERT_EQ(capture->image.width(), 388);
    ASSERT_EQ(capture->image.height(), 374);
    EXPECT_TRUE(std::equal(sent.row(0), sent.row(0) + 388 * 374, capture->image.row(0)));
    EXPECT_EQ(capture->image.dpi(), Dpi(500.0));
}

/// No limit is tested: time depends on the machine. The figure is recorded for whoever wants it.
TEST(LibfprintSensor, TimeFromFingerToTemplateIsRecorded) {
    const TemporaryFolder folder;
    VirtualImageDevice device(folder.path() / "reader.socket", large_print(388, 374));
    auto opened = open_sensor(device.address());
    ASSERT_TRUE(opened) << opened.error().message;
    AttendedSensor sensor(std::move(*opened), device);
    std::vector<double> milliseconds;
    for (int i = 0; i < 9; ++i) {
        const auto capture = sensor.capture({}, {});
        ASSERT_TRUE(capture) << capture.error().message;
        ASSERT_TRUE(extract(capture->image));
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - device.finger_down();
        milliseconds.push_back(spent.count());
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    RecordProperty("median_microseconds", static_cast<int>(1000 * milliseconds[milliseconds.size() / 2]));
    std::cout << "finger down to template: median " << milliseconds[milliseconds.size() / 2] << " ms, least "
              << milliseconds.front() << " ms\n";
}

TEST(LibfprintSensor, DriverThatIsNotThereIsNamed) {
    const auto sensor = open_sensor("libfprint:abacus");
    ASSERT_FALSE(sensor);
    EXPECT_EQ(sensor.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(sensor.error().message, testing::HasSubstr("abacus"));
    EXPECT_EQ(open_sensor("libfprint:?dpi=7").error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace dactyl
