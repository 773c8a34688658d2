#include "tests/unit/sensors/libfprint_device.hpp"

#include <cstdlib>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace dactyl {
namespace {

constexpr int kRetry = -1;
constexpr int kUnplug = -5;

}  // namespace

VirtualImageDevice::VirtualImageDevice(std::filesystem::path socket, GrayImage picture)
    : path_(std::move(socket)), picture_(std::move(picture)) {
    plug();
}

VirtualImageDevice::~VirtualImageDevice() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    disconnect();
    ::unsetenv("FP_VIRTUAL_IMAGE");
}

void VirtualImageDevice::plug() {
    ::setenv("FP_VIRTUAL_IMAGE", path_.c_str(), 1);
    thread_ = std::jthread([this](const std::stop_token& stop) { feed(stop); });
}

void VirtualImageDevice::unplug() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    ::unsetenv("FP_VIRTUAL_IMAGE");
    if (socket_ >= 0) command(kUnplug, 0, {});
}

bool VirtualImageDevice::connect(const std::stop_token& stop) {
    disconnect();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    while (!stop.stop_requested()) {
        socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return true;
        disconnect();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
}

void VirtualImageDevice::disconnect() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

bool VirtualImageDevice::send(const void* bytes, std::size_t count, const std::stop_token& stop) const {
    const auto* next = static_cast<const char*>(bytes);
    while (count > 0 && !stop.stop_requested()) {
        const ssize_t sent = ::send(socket_, next, count, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return false;
        if (sent < 0) {
            pollfd wish{socket_, POLLOUT, 0};
            ::poll(&wish, 1, 5);
            continue;
        }
        next += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return count == 0;
}

bool VirtualImageDevice::command(int code, int value, const std::stop_token& stop) const {
    const std::int32_t words[2] = {code, value};
    return send(words, sizeof words, stop);
}

/// One finger a capture: the device also reads while it works on a picture, and then has no use for it.
void VirtualImageDevice::feed(const std::stop_token& stop) {
    bool connected = false;
    while (!stop.stop_requested()) {
        if (!connected) connected = connect(stop);
        if (!connected) return;
        pollfd look{socket_, 0, 0};
        connected = ::poll(&look, 1, 0) == 0;
        if (!connected) continue;
        if (!finger_ || !attended_.exchange(false)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        if (refuse_.exchange(false)) {
            connected = command(kRetry, 0, stop);
            continue;
        }
        finger_down_ = std::chrono::steady_clock::now();
        connected = command(picture_.width(), picture_.height(), stop) &&
                    send(picture_.row(0), static_cast<std::size_t>(picture_.width() * picture_.height()), stop);
    }
}

}  // namespace dactyl
