// The serial driver against a module that speaks the protocol over a pseudo terminal, on lines of every kind.
#include "sensors/sensor.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/sensors/serial_simulator.hpp"

namespace dactyl {
namespace {

class SerialSensorTest : public testing::Test {
  protected:
    std::unique_ptr<Sensor> plug(const SimulatedLine& line) {
        simulator_.reset();
        simulator_ = std::make_unique<SerialSimulator>(folder_.path() / "line", line);
        auto sensor = open_sensor(simulator_->address());
        EXPECT_TRUE(sensor) << sensor.error().message;
        return sensor ? std::move(*sensor) : nullptr;
    }
    bool is_right(const GrayImage& image) const {
        const auto sent = simulator_->picture();
        if (sent.size() != static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()))
            return false;
        for (std::size_t i = 0; i < sent.size(); ++i) {
            if (image.row(0)[i] != sent[i] * 17) return false;
        }
        return true;
    }
    TemporaryFolder folder_;
    std::unique_ptr<SerialSimulator> simulator_;
};

TEST_F(SerialSensorTest, PictureIsRebuiltExactlyInPacketsOfEverySize) {
    for (unsigned code = 0; code < 4; ++code) {
        SimulatedLine line;
        line.width = 256;
        line.height = 288;
        line.packet_size_code = code;
        const auto sensor = plug(line);
        ASSERT_TRUE(sensor);
        const auto capture = sensor->capture();
        ASSERT_TRUE(capture) << capture.error().message;
        EXPECT_EQ(capture->image.width(), 256);
        EXPECT_EQ(capture->image.height(), 288);
        EXPECT_TRUE(is_right(capture->image));
    }
}

struct Line {
    const char* name;
    double damaged_bytes;
    double lost_packets;
    int least_right;  ///< of 100
};

class SerialSensorOnBadLines : public SerialSensorTest, public testing::WithParamInterface<Line> {};

TEST_P(SerialSensorOnBadLines, PicturesAreRightOrRefused) {
    SimulatedLine line;
    line.damaged_bytes = GetParam().damaged_bytes;
    line.lost_packets = GetParam().lost_packets;
    std::unique_ptr<Sensor> sensor;
    simulator_ = std::make_unique<SerialSimulator>(folder_.path() / "line", line);
    for (int tries = 0; tries < 20 && !sensor; ++tries) {
        if (auto opened = open_sensor(simulator_->address())) sensor = std::move(*opened);
    }
    ASSERT_TRUE(sensor);
    int right = 0;
    int refused = 0;
    for (int i = 0; i < 100; ++i) {
        const auto capture = sensor->capture();
        if (capture) {
            right += is_right(capture->image) ? 1 : 0;
        } else {
            EXPECT_EQ(capture.error().code, ErrorCode::kDeviceFailed) << capture.error().message;
            ++refused;
        }
    }
    RecordProperty("right", right);
    EXPECT_EQ(right + refused, 100) << "none may be wrong";
    EXPECT_GE(right, GetParam().least_right);
}

INSTANTIATE_TEST_SUITE_P(Lines, SerialSensorOnBadLines,
                         testing::Values(Line{"Clean", 0, 0, 100}, Line{"DamagedNowAndThen", 1e-4, 0, 70},
                                         Line{"OneByteInAHundredDamaged", 0.01, 0, 0},
                                         Line{"LostPackets", 0, 0.02, 70}),
                         [](const auto& line) { return line.param.name; });

TEST_F(SerialSensorTest, SlowLineIsWaitedFor) {
    SimulatedLine line;
    line.pause = std::chrono::milliseconds(4);
    const auto sensor = plug(line);
    ASSERT_TRUE(sensor);
    const auto capture = sensor->capture();
    ASSERT_TRUE(capture) << capture.error().message;
    EXPECT_TRUE(is_right(capture->image));
}

TEST_F(SerialSensorTest, UnpluggedInMidPictureIsToldAndFoundAgain) {
    SimulatedLine line;
    line.unplug_after = 2000;
    const auto sensor = plug(line);
    ASSERT_TRUE(sensor);
    for (int i = 0; i < 2; ++i) {
        const auto capture = sensor->capture();
        ASSERT_FALSE(capture);
        EXPECT_EQ(capture.error().code, ErrorCode::kDeviceUnavailable);
    }
    line.unplug_after.reset();
    simulator_.reset();
    simulator_ = std::make_unique<SerialSimulator>(folder_.path() / "line", line);
    const auto capture = sensor->capture();
    ASSERT_TRUE(capture) << capture.error().message;
    EXPECT_TRUE(is_right(capture->image));
}

TEST_F(SerialSensorTest, PasswordIsChecked) {
    SimulatedLine line;
    line.password = 0x01020304;
    simulator_ = std::make_unique<SerialSimulator>(folder_.path() / "line", line);
    EXPECT_EQ(open_sensor(simulator_->address()).error().code, ErrorCode::kNotAllowed);
    EXPECT_TRUE(open_sensor(simulator_->address() + "&password=16909060"));
}

TEST_F(SerialSensorTest, LineIsForOneProcessAlone) {
    const auto sensor = plug({});
    ASSERT_TRUE(sensor);
    const auto second = open_sensor(simulator_->address());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kDeviceUnavailable);
}

TEST_F(SerialSensorTest, BadAddressesAreRefused) {
    for (const char* address : {"serial:", "serial:/dev/null?baud=9601", "serial:/dev/null?width=97",
                                "serial:/dev/null?model=abacus", "serial:/dev/null?dpi=5"}) {
        EXPECT_EQ(open_sensor(address).error().code, ErrorCode::kInvalidArgument) << address;
    }
    EXPECT_EQ(open_sensor("serial:/dev/null").error().code, ErrorCode::kDeviceUnavailable);
    EXPECT_EQ(open_sensor("serial:" + (folder_.path() / "none").string()).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dactyl
