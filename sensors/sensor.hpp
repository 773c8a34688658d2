#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finger.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "sensors/guidance.hpp"

namespace dactyl {

/// What a reader can do. The values are bits of Capabilities.
enum class Capability : std::uint8_t {
    kDevice = 1,           ///< a thing that can be unplugged; capture() finds it again once it is back
    kFingerDetection = 2,  ///< tells a finger that comes and goes
    kFrames = 4,           ///< shows frames while the finger settles (EventKind::kFrame)
    kSwipe = 8,            ///< the finger is drawn over a line sensor
    kCalibration = 16,     ///< its geometry can be calibrated
};

class Capabilities {
  public:
    constexpr Capabilities() = default;
    constexpr Capabilities(std::initializer_list<Capability> list) {
        for (const Capability one : list) bits_ |= static_cast<unsigned>(one);
    }
    constexpr bool has(Capability one) const { return (bits_ & static_cast<unsigned>(one)) != 0; }

  private:
    unsigned bits_ = 0;
};

/// "device", "finger-detection", ...
std::string_view to_string(Capability capability);
/// The names of those that are set, in the order of their bits.
std::vector<std::string_view> names_of(Capabilities capabilities);

/// What is known of an opened device.
struct SensorInfo {
    std::string uri;
    std::string driver;       ///< "file", "synthetic", ...
    std::string description;  ///< for people
    Dpi dpi = kInternalDpi;
    CaptureDevice device;
    Capabilities capabilities;
    int width = 0;   ///< pixels; 0 where pictures differ
    int height = 0;  ///< pixels; 0 where pictures differ
};

/// One picture of a finger, as the device gave it, with its true resolution.
struct Capture {
    GrayImage image;
    Impression impression = Impression::kLiveScanPlain;
    std::string label;  ///< where it came from, for people: a file's name, "synthetic person 3, impression 2"
};

enum class EventKind : std::uint8_t {
    kWaiting,  ///< for a finger
    kFinger,   ///< a finger is there
    kFrame,    ///< a picture on the way to the one that will be kept
    kRetry,    ///< the device refused what it saw; it goes on waiting
    kRemoved,  ///< the finger is gone
};

/// Something that happened while a capture waits.
struct CaptureEvent {
    EventKind kind = EventKind::kWaiting;
    Guidance guidance = Guidance::kNone;  ///< what to tell the person
    const GrayImage* frame = nullptr;     ///< of kFrame; wiped after the call
};

struct CaptureOptions {
    std::chrono::milliseconds timeout{15'000};  ///< how long to wait for a finger, more than 0
    /// Called from the capturing thread; must not call the sensor. May be empty.
    std::function<void(const CaptureEvent& event)> on_event;
};

/// An opened fingerprint reader. One capture at a time, from any thread. Closing is destruction; nothing leaks.
class Sensor {
  public:
    virtual ~Sensor() = default;
    virtual const SensorInfo& info() const = 0;
    /// Waits for a finger and takes its picture. A device that was unplugged is opened anew by the next call that finds
    /// it back. Errors: kTimeout, kCancelled (within 100 ms of the stop request), kDeviceUnavailable (unplugged, or a
    /// replay that has come to its end), kDeviceFailed, and those of reading a picture.
    virtual Result<Capture> capture(const CaptureOptions& options = {}, std::stop_token stop = {}) = 0;
    /// Waits until the finger has left. Returns at once where the device does not tell. Errors: those of capture().
    virtual Result<void> wait_removed(const CaptureOptions& options = {}, std::stop_token stop = {});
};

/// Opens a reader by its address:
///   file:PATH[?dpi=N&repeat=N]     one picture, or a folder whose pictures are replayed in name order, `repeat` times
///                                  over; dpi.txt in the folder goes before `dpi`, without both it is 500
///   synthetic:[?seed=N&finger=N&impression=N&difficulty=easy|normal|hard]
///                                  a generated finger, placed anew for every capture, `impression` being the first
/// and those of engine/docs/sensors.md. A character that has a meaning of its own may be written as %XX.
/// Errors: kInvalidArgument (unknown scheme or option; the message lists the known ones), kNotFound, kUnreadable,
/// kCorrupt and kResolutionOutOfRange (dpi.txt), kDeviceUnavailable.
Result<std::unique_ptr<Sensor>> open_sensor(std::string_view uri);

/// A kind of reader that open_sensor() knows.
struct DriverInfo {
    std::string name;         ///< the scheme of its addresses
    std::string description;  ///< for people, one line
    std::string address;      ///< how its addresses are written
    std::string looks_for;    ///< what find_sensors() looks for and what to check where it is missed; empty: nothing
};

/// All drivers of this build, by name.
std::vector<DriverInfo> list_drivers();

/// A device that seems to be there, not opened.
struct FoundSensor {
    std::string uri;
    std::string description;  ///< for people, one line
};

/// Looks for devices, driver by driver. A serial port says nothing of what hangs on it: those are candidates. Takes up
/// to a second where USB is slow.
std::vector<FoundSensor> find_sensors();

}  // namespace dactyl
