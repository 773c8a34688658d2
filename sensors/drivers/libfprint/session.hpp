#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fprint.h>

#include "engine/core/result.hpp"
#include "sensors/patience.hpp"

namespace dactyl::libfprint {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// An opened device. libfprint runs GLib's default main context itself while it looks for devices and opens them, so
/// all of them live there: sessions of one process take turns, from any threads, and nobody else may run that context.
class Session {
  public:
    /// The first device of that driver (any, where empty) that hands out pictures. Errors: kNotFound,
    /// kDeviceUnavailable.
    static Result<std::unique_ptr<Session>> open(const std::string& driver);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    FpDevice* device() const { return device_; }
    /// Waits for a finger; `noticed` is called as soon as libfprint reports one. Nothing where the device wants the
    /// finger again, for the reason in `retry`. Errors: kTimeout, kCancelled, kDeviceUnavailable, kDeviceFailed.
    Result<Owned<FpImage>> capture(const Patience& patience, const std::function<void()>& noticed,
                                   FpDeviceRetry& retry);

  private:
    Session() = default;

    Owned<FpContext> context_;
    FpDevice* device_ = nullptr;
};

/// Devices that libfprint sees and that hand out pictures: driver and name.
struct Seen {
    std::string driver;
    std::string name;
};
std::vector<Seen> list_devices();

}  // namespace dactyl::libfprint
