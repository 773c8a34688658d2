#include "sensors/drivers/serial/serial_sensor.hpp"

#include <array>
#include <filesystem>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "engine/image/limits.hpp"
#include "engine/image/resample.hpp"
#include "sensors/drivers/serial/module.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kBetweenLooks{30};
constexpr std::chrono::milliseconds kConnecting{5'000};

struct Model {
    std::string_view name;
    std::string_view description;
    int width;
    int height;
};

// Sizes by the makers' data sheets; all have square pixels of about 500 dpi.
constexpr std::array kModels = {Model{"zfm20", "ZFM-20 / R30x / AS608 module", 256, 288},
                                Model{"r503", "R503 module", 192, 192}};

class SerialSensor final : public Sensor {
  public:
    SerialSensor(SensorInfo info, fs::path path, const serial::ModuleOptions& options, serial::Module module)
        : info_(std::move(info)), path_(std::move(path)), options_(options), module_(std::move(module)) {}

    const SensorInfo& info() const override { return info_; }

    Result<Capture> capture(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return pass(ready);
        const std::lock_guard lock(mutex_);
        return told(wait_and_take(options, {options.timeout, std::move(stop)}));
    }

    Result<void> wait_removed(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return ready;
        const std::lock_guard lock(mutex_);
        return told(wait_gone(options, {options.timeout, std::move(stop)}));
    }

  private:
    /// A line that was lost is let go, so that the next call can open the one that comes back.
    template <class Outcome>
    Outcome told(Outcome outcome) {
        if (!outcome && outcome.error().code == ErrorCode::kDeviceUnavailable) {
            module_.reset();
            outcome.error().message = fmt::format("the reader '{}' is not there", info_.uri);
        }
        return outcome;
    }

    Result<void> reopen(const Patience& patience) {
        if (module_) return {};
        auto port = serial::Port::open(path_, options_.baud);
        if (!port) return fail(ErrorCode::kDeviceUnavailable, port.error().message);
        serial::Module module(std::move(*port), options_);
        if (const auto there = module.connect(patience.renewed(kConnecting)); !there) {
            const bool cancelled = there.error().code == ErrorCode::kCancelled;
            return fail(cancelled ? ErrorCode::kCancelled : ErrorCode::kDeviceUnavailable, there.error().message);
        }
        module_.emplace(std::move(module));
        return {};
    }

    Result<Capture> wait_and_take(const CaptureOptions& options, const Patience& patience) {
        if (auto there = reopen(patience); !there) return pass(there);
        tell(options, EventKind::kWaiting, Guidance::kPlaceFinger);
        for (;;) {
            const auto seen = module_->look(patience);
            if (!seen) return pass(seen);
            if (*seen == serial::Seen::kFinger) break;
            if (*seen == serial::Seen::kBadPicture) tell(options, EventKind::kRetry, Guidance::kPlaceAgain);
            if (auto well = patience.pause(kBetweenLooks); !well) return pass(well);
        }
        tell(options, EventKind::kFinger, Guidance::kKeepStill);
        auto image = module_->upload(patience);
        if (!image) return pass(image);
        return Capture{std::move(*image), Impression::kLiveScanPlain, info_.description};
    }

    Result<void> wait_gone(const CaptureOptions& options, const Patience& patience) {
        if (auto there = reopen(patience); !there) return there;
        tell(options, EventKind::kWaiting, Guidance::kRemoveFinger);
        for (;;) {
            const auto seen = module_->look(patience);
            if (!seen) return pass(seen);
            if (*seen == serial::Seen::kNothing) break;
            if (auto well = patience.pause(kBetweenLooks); !well) return well;
        }
        tell(options, EventKind::kRemoved, Guidance::kNone);
        return {};
    }

    const SensorInfo info_;
    const fs::path path_;
    const serial::ModuleOptions options_;
    std::mutex mutex_;
    std::optional<serial::Module> module_;
};

Result<Model> model_of(const SensorAddress& address) {
    const auto at = address.options.find("model");
    const std::string_view name = at == address.options.end() ? kModels[0].name : std::string_view(at->second);
    for (const Model& model : kModels) {
        if (model.name == name) return model;
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("no serial module '{}'; known are zfm20, r503; others with width and height", name));
}

Result<serial::ModuleOptions> options_of(const SensorAddress& address) {
    const auto model = model_of(address);
    if (!model) return pass(model);
    const auto width = address.number("width", static_cast<std::uint64_t>(model->width), kSmallestSide, kLargestSide);
    if (!width) return pass(width);
    const auto height =
        address.number("height", static_cast<std::uint64_t>(model->height), kSmallestSide, kLargestSide);
    if (!height) return pass(height);
    const auto baud = address.number("baud", 57'600, 9'600, 115'200);
    if (!baud) return pass(baud);
    const auto password = address.number("password", 0, 0, 0xFFFFFFFF);
    if (!password) return pass(password);
    const auto number = address.number("address", serial::kAnyAddress, 0, 0xFFFFFFFF);
    if (!number) return pass(number);
    const auto dpi =
        address.number("dpi", static_cast<std::uint64_t>(kInternalDpi.value()),
                       static_cast<std::uint64_t>(kLowestDpi.value()), static_cast<std::uint64_t>(kHighestDpi.value()));
    if (!dpi) return pass(dpi);
    if (*width % 2 != 0 || !serial::is_baud_rate(*baud)) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("sensor address '{}': the width has to be even, and baud one of 9600, 19200, 38400, "
                                "57600, 115200",
                                address.text));
    }
    return serial::ModuleOptions{static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*password),
                                 static_cast<unsigned>(*baud),        static_cast<int>(*width),
                                 static_cast<int>(*height),           Dpi(static_cast<double>(*dpi))};
}

}  // namespace

Result<std::unique_ptr<Sensor>> open_serial_sensor(const SensorAddress& address) {
    if (auto allowed = address.allow_options({"model", "width", "height", "baud", "address", "password", "dpi"});
        !allowed) {
        return pass(allowed);
    }
    if (address.path.empty()) return fail(ErrorCode::kInvalidArgument, "sensor address 'serial:' names no serial line");
    const auto options = options_of(address);
    if (!options) return pass(options);
    auto port = serial::Port::open(address.path, options->baud);
    if (!port) return pass(port);
    serial::Module module(std::move(*port), *options);
    if (const auto parameters = module.connect({kConnecting, {}}); !parameters) return pass(parameters);
    SensorInfo info;
    info.uri = address.text;
    info.driver = "serial";
    info.description = fmt::format("serial module at '{}'", address.path);
    info.dpi = options->dpi;
    info.capabilities = {Capability::kDevice, Capability::kFingerDetection};
    info.width = options->width;
    info.height = options->height;
    return std::make_unique<SerialSensor>(std::move(info), address.path, *options, std::move(module));
}

std::vector<FoundSensor> find_serial_sensors() {
    std::vector<FoundSensor> found;
    std::error_code error;
    for (fs::directory_iterator at("/dev/serial/by-id", error), end; !error && at != end; at.increment(error)) {
        found.push_back({"serial:" + at->path().string(), "a serial line; perhaps a fingerprint module hangs on it"});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.uri < b.uri; });
    return found;
}

}  // namespace dactyl
