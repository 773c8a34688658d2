#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/core/finger.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// What is known of an opened device.
struct SensorInfo {
    std::string uri;
    std::string driver;       ///< "file", "synthetic", ...
    std::string description;  ///< for people
    Dpi dpi = kInternalDpi;
    CaptureDevice device;
};

/// One picture of a finger, as the device gave it, with its true resolution.
struct Capture {
    GrayImage image;
    Impression impression = Impression::kLiveScanPlain;
    std::string label;  ///< where it came from, for people: a file's name, "synthetic person 3, impression 2"
};

struct CaptureOptions {
    std::chrono::milliseconds timeout{15'000};  ///< how long to wait for a finger, more than 0
};

/// An opened fingerprint reader. One capture at a time, from any thread. Closing is destruction; nothing leaks.
class Sensor {
  public:
    virtual ~Sensor() = default;
    virtual const SensorInfo& info() const = 0;
    /// Waits for a finger and takes its picture. Errors: kTimeout, kCancelled (within 100 ms of the stop request),
    /// kDeviceUnavailable (unplugged, or a replay that has come to its end), kDeviceFailed, and those of reading a picture.
    virtual Result<Capture> capture(const CaptureOptions& options = {}, std::stop_token stop = {}) = 0;
};

/// Opens a reader by its address:
///   file:PATH[?dpi=N]                    one picture, or a folder whose pictures are replayed in name order
///   synthetic:[?seed=N&finger=N&impression=N&difficulty=easy|normal|hard]   a generated print
/// Errors: kInvalidArgument (unknown scheme or option; the message lists the known ones), kNotFound, kDeviceUnavailable.
Result<std::unique_ptr<Sensor>> open_sensor(std::string_view uri);

}  // namespace dactyl
