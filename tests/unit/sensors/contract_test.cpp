// What every driver has to keep. A new driver adds one line to the table at the end.
#include <fstream>
#include <thread>

#include "datasets/synthetic/generator.hpp"
#include "engine/image/files/picture_file.hpp"
#include "sensors/sensor.hpp"
#include "tests/support/temporary_folder.hpp"
#ifdef DACTYL_LIBFPRINT
#include "tests/unit/sensors/libfprint_device.hpp"
#endif
#include "tests/unit/sensors/serial_simulator.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

using Factory = std::function<std::unique_ptr<Device>(const fs::path& folder, int captures)>;

struct DriverCase {
    std::string name;
    /// Makes a reader that gives at least `captures` captures; may put files into the folder.
    Factory make;
    int captures;    ///< enough to see a leak
    bool exhausted;  ///< whether it ends after exactly that many
    bool device;     ///< whether it can be touched, unplugged and made to refuse
};

void PrintTo(const DriverCase& driver, std::ostream* out) { *out << driver.name; }

class SensorContract : public testing::TestWithParam<DriverCase> {
  protected:
    std::string address(int captures) {
        if (!device_) device_ = GetParam().make(folder_.path(), captures);
        return device_->address();
    }
    std::unique_ptr<Sensor> open(int captures) {
        auto sensor = open_sensor(address(captures));
        EXPECT_TRUE(sensor) << sensor.error().message;
        return sensor ? std::make_unique<AttendedSensor>(std::move(*sensor), *device_) : nullptr;
    }
    TemporaryFolder folder_;
    std::unique_ptr<Device> device_;
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
    EXPECT_EQ(sensor->info().uri, address(1));
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
        const auto capture = sensor->capture({std::chrono::milliseconds(timeout), {}});
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
    const int times = GetParam().device ? 10 : 100;  // opening a device takes a while
    for (int i = 0; i < times; ++i) open(1).reset();
    EXPECT_EQ(open_files(), files);
}

TEST_P(SensorContract, UnknownOptionsAreRefusedWithTheKnownOnes) {
    const std::string known = address(1);
    const auto sensor = open_sensor(known + (known.find('?') == std::string::npos ? "?" : "&") + "colour=red");
    ASSERT_FALSE(sensor);
    EXPECT_EQ(sensor.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(sensor.error().message,
                testing::AllOf(testing::HasSubstr("'colour'"), testing::HasSubstr("known are")));
}

class SensorDevices : public SensorContract {
  protected:
    void SetUp() override {
        sensor_ = open(1);
        ASSERT_TRUE(sensor_);
    }
    std::unique_ptr<Sensor> sensor_;
};

TEST_P(SensorDevices, SayThatTheyAre) {
    EXPECT_TRUE(sensor_->info().capabilities.has(Capability::kDevice));
    EXPECT_TRUE(sensor_->info().capabilities.has(Capability::kFingerDetection));
}

TEST_P(SensorDevices, NoFingerIsATimeout) {
    device_->set_finger(false);
    const auto start = std::chrono::steady_clock::now();
    const auto capture = sensor_->capture({std::chrono::milliseconds(150), {}});
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code, ErrorCode::kTimeout);
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(150));
    device_->set_finger(true);
    EXPECT_TRUE(sensor_->capture());
}

TEST_P(SensorDevices, WaitingIsCancelledWithin100Milliseconds) {
    device_->set_finger(false);
    std::stop_source source;
    std::atomic<bool> waiting{false};
    std::chrono::steady_clock::time_point stopped;
    std::jthread stopper([&] {
        while (!waiting) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stopped = std::chrono::steady_clock::now();
        source.request_stop();
    });
    CaptureOptions options;
    options.on_event = [&](const CaptureEvent& event) { waiting = waiting || event.kind == EventKind::kWaiting; };
    const auto capture = sensor_->capture(options, source.get_token());
    const auto done = std::chrono::steady_clock::now();
    stopper.join();
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code, ErrorCode::kCancelled);
    EXPECT_LT(done - stopped, std::chrono::milliseconds(100));
    device_->set_finger(true);
    const auto next = sensor_->capture();
    EXPECT_TRUE(next) << next.error().message;
}

TEST_P(SensorDevices, RefusedFingerIsToldAndTheNextOneTaken) {
    device_->refuse_once();
    int retries = 0;
    CaptureOptions options;
    options.on_event = [&](const CaptureEvent& event) { retries += event.kind == EventKind::kRetry ? 1 : 0; };
    const auto capture = sensor_->capture(options);
    ASSERT_TRUE(capture) << capture.error().message;
    EXPECT_EQ(retries, 1);
}

TEST_P(SensorDevices, RemovalIsWaitedFor) {
    ASSERT_TRUE(sensor_->capture());
    std::jthread remover([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        device_->set_finger(false);
    });
    bool removed = false;
    CaptureOptions options;
    options.on_event = [&](const CaptureEvent& event) { removed = removed || event.kind == EventKind::kRemoved; };
    const auto gone = sensor_->wait_removed(options);
    EXPECT_TRUE(gone) << gone.error().message;
    EXPECT_TRUE(removed);
}

TEST_P(SensorDevices, UnpluggedOnesAreToldAndFoundAgain) {
    ASSERT_TRUE(sensor_->capture());
    const auto files = open_files();
    for (int times = 0; times < 3; ++times) {
        device_->unplug();
        for (int i = 0; i < 2; ++i) {
            const auto capture = sensor_->capture();
            ASSERT_FALSE(capture);
            EXPECT_EQ(capture.error().code, ErrorCode::kDeviceUnavailable) << capture.error().message;
            EXPECT_THAT(capture.error().message, testing::HasSubstr(sensor_->info().uri));
        }
        device_->plug();
        const auto capture = sensor_->capture();
        ASSERT_TRUE(capture) << capture.error().message;
    }
    EXPECT_EQ(open_files(), files);
}

TEST_P(SensorDevices, UnpluggedWhileWaitingIsTold) {
    device_->set_finger(false);
    std::jthread unplugger([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        device_->unplug();
    });
    const auto capture = sensor_->capture();
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code, ErrorCode::kDeviceUnavailable) << capture.error().message;
}

class Replay final : public Device {
  public:
    explicit Replay(std::string address) : address_(std::move(address)) {}
    std::string address() const override { return address_; }

  private:
    std::string address_;
};

std::unique_ptr<Device> replayed_picture(const fs::path& folder, int captures) {
    const fs::path path = folder / "print.png";
    EXPECT_TRUE(write_png(path, GrayImage(100, 120, Dpi(500.0), 200)));
    return std::make_unique<Replay>("file:" + path.string() + "?dpi=569&repeat=" + std::to_string(captures));
}

std::unique_ptr<Device> generated(const fs::path&, int) {
    return std::make_unique<Replay>("synthetic:?seed=5&difficulty=easy");
}

/// Enough ridges for a driver that looks for some.
GrayImage small_print() {
    const auto print = generate_print({});
    const int left = print->width() / 2 - 64;
    const int top = print->height() / 2 - 64;
    GrayImage small(128, 128, kInternalDpi);
    for (int y = 0; y < small.height(); ++y) std::copy_n(print->row(top + y) + left, small.width(), small.row(y));
    return small;
}

std::unique_ptr<Device> serial_module(const fs::path& folder, int) {
    return std::make_unique<SerialSimulator>(folder / "line", SimulatedLine{});
}

#ifdef DACTYL_LIBFPRINT
std::unique_ptr<Device> virtual_image(const fs::path& folder, int) {
    return std::make_unique<VirtualImageDevice>(folder / "reader.socket", small_print());
}
#endif

// By name, as list_drivers() has them.
std::vector<DriverCase> cases() {
    return {
        {"file", replayed_picture, 1000, true, false},
#ifdef DACTYL_LIBFPRINT
        {"libfprint", virtual_image, 1000, false, true},
#endif
        {"serial", serial_module, 1000, false, true},
        {"synthetic", generated, 10, false, false},
    };
}

std::vector<DriverCase> devices() {
    std::vector<DriverCase> list = cases();
    std::erase_if(list, [](const DriverCase& driver) { return !driver.device; });
    return list;
}

INSTANTIATE_TEST_SUITE_P(Drivers, SensorDevices, testing::ValuesIn(devices()),
                         [](const auto& driver) { return driver.param.name; });
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
