#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

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
    /// kDeviceUnavailable (unplugged, or a replay that has come to its end), kDeviceFailed, and those of reading a
    /// picture.
    virtual Result<Capture> capture(const CaptureOptions& options = {}, std::stop_token stop = {}) = 0;
};

/// Opens a reader by its address:
///   file:PATH[?dpi=N&repeat=N]     one picture, or a folder whose pictures are replayed in name order, `repeat` times
///                                  over; dpi.txt in the folder goes before `dpi`, without both it is 500
///   synthetic:[?seed=N&finger=N&impression=N&difficulty=easy|normal|hard]
///                                  a generated finger, placed anew for every capture, `impression` being the first
/// A character that has a meaning of its own may be written as %XX.
/// Errors: kInvalidArgument (unknown scheme or option; the message lists the known ones), kNotFound, kUnreadable,
/// kCorrupt and kResolutionOutOfRange (dpi.txt), kDeviceUnavailable.
Result<std::unique_ptr<Sensor>> open_sensor(std::string_view uri);

/// A kind of reader that open_sensor() knows.
struct DriverInfo {
    std::string name;         ///< the scheme of its addresses
    std::string description;  ///< for people, one line
    std::string address;      ///< how its addresses are written
};

/// All drivers of this build, by name.
std::vector<DriverInfo> list_drivers();

}  // namespace dactyl
