#pragma once

#include <atomic>
#include <thread>

#include "engine/core/image.hpp"
#include "tests/unit/sensors/device.hpp"

namespace dactyl {

/// libfprint's own virtual_image device, and the finger on it: FP_VIRTUAL_IMAGE names a socket that takes pictures and
/// commands. One at a time in a process.
class VirtualImageDevice final : public Device {
  public:
    VirtualImageDevice(std::filesystem::path socket, GrayImage picture);
    ~VirtualImageDevice() override;

    std::string address() const override { return "libfprint:virtual_image"; }
    void set_finger(bool there) override { finger_ = there; }
    void set_attended(bool waiting) override { attended_ = waiting; }
    void unplug() override;
    void plug() override;
    void refuse_once() override { refuse_ = true; }

    /// When the last picture began to be sent, steady clock.
    std::chrono::steady_clock::time_point finger_down() const { return finger_down_; }

  private:
    void feed(const std::stop_token& stop);
    bool send(const void* bytes, std::size_t count, const std::stop_token& stop) const;
    bool command(int code, int value, const std::stop_token& stop) const;
    bool connect(const std::stop_token& stop);
    void disconnect();

    const std::filesystem::path path_;
    const GrayImage picture_;
    std::atomic<bool> finger_{true};
    std::atomic<bool> refuse_{false};
    std::atomic<bool> attended_{false};
    std::atomic<std::chrono::steady_clock::time_point> finger_down_{};
    int socket_ = -1;
    std::jthread thread_;
};

}  // namespace dactyl
