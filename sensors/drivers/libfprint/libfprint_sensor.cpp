#include "sensors/drivers/libfprint/libfprint_sensor.hpp"

#include <cmath>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "engine/image/limits.hpp"
#include "engine/image/resample.hpp"
#include "sensors/drivers/libfprint/session.hpp"

namespace dactyl {
namespace {

using libfprint::Owned;
using libfprint::Session;

constexpr double kMillimetresInInch = 25.4;

Guidance guidance_of(FpDeviceRetry retry) {
    switch (retry) {
        case FP_DEVICE_RETRY_TOO_SHORT:
            return Guidance::kSwipeSlower;
        case FP_DEVICE_RETRY_REMOVE_FINGER:
            return Guidance::kRemoveFinger;
        default:
            return Guidance::kPlaceAgain;
    }
}

/// The pixels, wiped where libfprint held them.
Result<GrayImage> take_pixels(FpImage* from, std::optional<Dpi> dpi) {
    const auto width = static_cast<int>(fp_image_get_width(from));
    const auto height = static_cast<int>(fp_image_get_height(from));
    gsize size = 0;
    const guchar* pixels = fp_image_get_data(from, &size);
    if (auto fits = check_size(width, height); !fits) return pass(fits);
    if (pixels == nullptr || size < static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return fail(ErrorCode::kDeviceFailed, "libfprint's picture is shorter than its size says");
    }
    // Whole dots: devices state pixels a millimetre, rounded.
    const Dpi own(std::round(fp_image_get_ppmm(from) * kMillimetresInInch));
    GrayImage image(width, height, dpi.value_or(own >= kLowestDpi && own <= kHighestDpi ? own : kInternalDpi));
    std::copy_n(pixels, static_cast<std::size_t>(width) * static_cast<std::size_t>(height), image.row(0));
    wipe_memory(const_cast<guchar*>(pixels), size);
    gsize binary_size = 0;
    if (const guchar* binary = fp_image_get_binarized(from, &binary_size)) {
        wipe_memory(const_cast<guchar*>(binary), binary_size);
    }
    return image;
}

class LibfprintSensor final : public Sensor {
  public:
    LibfprintSensor(SensorInfo info, std::string driver, std::optional<Dpi> dpi, std::unique_ptr<Session> session)
        : info_(std::move(info)), driver_(std::move(driver)), dpi_(dpi), session_(std::move(session)) {}

    const SensorInfo& info() const override { return info_; }

    Result<Capture> capture(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return pass(ready);
        const std::lock_guard lock(mutex_);
        if (auto there = reopen(); !there) return pass(there);
        auto image = wait_and_take(options, {options.timeout, std::move(stop)});
        if (image) {
            const bool swipe = info_.capabilities.has(Capability::kSwipe);
            return Capture{std::move(*image), swipe ? Impression::kSwipe : Impression::kLiveScanPlain,
                           info_.description};
        }
        const ErrorCode code = image.error().code;
        // A device that failed is opened anew, and is found missing then if it was unplugged.
        if (code == ErrorCode::kDeviceUnavailable || code == ErrorCode::kDeviceFailed) session_.reset();
        if (code == ErrorCode::kDeviceUnavailable) return unavailable();
        return pass(image);
    }

    /// libfprint ends a capture when the finger has left.
    Result<void> wait_removed(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return ready;
        tell(options, EventKind::kRemoved, Guidance::kNone);
        return {};
    }

  private:
    tl::unexpected<Error> unavailable() const {
        return fail(ErrorCode::kDeviceUnavailable, fmt::format("the reader '{}' is not there", info_.uri));
    }

    Result<void> reopen() {
        if (session_) return {};
        auto session = Session::open(driver_);
        if (!session) return unavailable();
        session_ = std::move(*session);
        return {};
    }

    Result<GrayImage> wait_and_take(const CaptureOptions& options, const Patience& patience) {
        tell(options, EventKind::kWaiting, Guidance::kPlaceFinger);
        for (;;) {
            FpDeviceRetry retry = FP_DEVICE_RETRY_GENERAL;
            const auto noticed = [&] { tell(options, EventKind::kFinger, Guidance::kKeepStill); };
            const auto taken = session_->capture(patience, noticed, retry);
            if (!taken) return pass(taken);
            if (*taken) return take_pixels(taken->get(), dpi_);
            tell(options, EventKind::kRetry, guidance_of(retry));
        }
    }

    const SensorInfo info_;
    const std::string driver_;
    const std::optional<Dpi> dpi_;
    std::mutex mutex_;
    std::unique_ptr<Session> session_;
};

}  // namespace

Result<std::unique_ptr<Sensor>> open_libfprint_sensor(const SensorAddress& address) {
    if (auto allowed = address.allow_options({"dpi"}); !allowed) return pass(allowed);
    const auto number =
        address.number("dpi", static_cast<std::uint64_t>(kInternalDpi.value()),
                       static_cast<std::uint64_t>(kLowestDpi.value()), static_cast<std::uint64_t>(kHighestDpi.value()));
    if (!number) return pass(number);
    auto session = Session::open(address.path);
    if (!session) return pass(session);
    FpDevice* device = (*session)->device();
    SensorInfo info;
    info.uri = address.text;
    info.driver = "libfprint";
    info.description =
        fmt::format("{} (libfprint's driver {})", fp_device_get_name(device), fp_device_get_driver(device));
    info.dpi = Dpi(static_cast<double>(*number));
    info.capabilities = {Capability::kDevice, Capability::kFingerDetection};
    if (fp_device_get_scan_type(device) == FP_SCAN_TYPE_SWIPE) {
        info.capabilities = {Capability::kDevice, Capability::kFingerDetection, Capability::kSwipe};
    }
    const bool stated = address.options.contains("dpi");
    const std::optional<Dpi> dpi = stated ? std::optional(info.dpi) : std::nullopt;
    return std::make_unique<LibfprintSensor>(std::move(info), address.path, dpi, std::move(*session));
}

std::vector<FoundSensor> find_libfprint_sensors() {
    std::vector<FoundSensor> found;
    for (const libfprint::Seen& seen : libfprint::list_devices()) {
        found.push_back({"libfprint:" + seen.driver, seen.name});
    }
    return found;
}

}  // namespace dactyl
