#include "sensors/drivers/serial/port.hpp"

#include <array>
#include <cerrno>
#include <optional>

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

namespace dactyl::serial {
namespace {

constexpr std::array<std::pair<unsigned, speed_t>, 5> kRates = {
    {{9600, B9600}, {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}}};

std::optional<speed_t> speed_of(std::uint64_t baud) {
    for (const auto& [rate, speed] : kRates) {
        if (rate == baud) return speed;
    }
    return std::nullopt;
}

tl::unexpected<Error> gone() { return fail(ErrorCode::kDeviceUnavailable, "the serial line was unplugged"); }

bool make_raw(int file, speed_t speed) {
    termios line{};
    if (::tcgetattr(file, &line) != 0) return false;
    ::cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS);
    line.c_cc[VMIN] = 0;
    line.c_cc[VTIME] = 0;
    return ::cfsetispeed(&line, speed) == 0 && ::cfsetospeed(&line, speed) == 0 &&
           ::tcsetattr(file, TCSANOW, &line) == 0 && ::tcflush(file, TCIOFLUSH) == 0;
}

/// Until the line is ready for `events`.
Result<void> wait_for(int file, short events, const Patience& patience) {
    for (;;) {
        if (patience.stop().stop_requested()) return patience.check();
        pollfd wish{file, events, 0};
        const int ready = ::poll(&wish, 1, static_cast<int>(patience.slice().count()));
        if (ready < 0 && errno != EINTR) return gone();
        if (ready > 0) return (wish.revents & events) != 0 ? Result<void>() : gone();
        if (auto well = patience.check(); !well) return well;
    }
}

}  // namespace

bool is_baud_rate(std::uint64_t baud) { return speed_of(baud).has_value(); }

Result<Port> Port::open(const std::filesystem::path& path, unsigned baud) {
    const auto speed = speed_of(baud);
    if (!speed) return fail(ErrorCode::kInvalidArgument, fmt::format("no serial line has {} baud", baud));
    // Not to wait for a carrier that these modules do not have.
    Port port(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (port.file_ < 0) {
        const int reason = errno;
        if (reason == ENOENT) return fail(ErrorCode::kNotFound, fmt::format("no serial line '{}'", path.string()));
        return fail(ErrorCode::kDeviceUnavailable,
                    fmt::format("cannot open the serial line '{}'{}", path.string(),
                                reason == EACCES ? ": not permitted; is this user in the group dialout?" : ""));
    }
    if (::flock(port.file_, LOCK_EX | LOCK_NB) != 0) {
        return fail(ErrorCode::kDeviceUnavailable,
                    fmt::format("the serial line '{}' is in use by somebody else", path.string()));
    }
    if (!make_raw(port.file_, *speed)) {
        return fail(ErrorCode::kDeviceUnavailable, fmt::format("'{}' is no serial line", path.string()));
    }
    return port;
}

Port& Port::operator=(Port&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

Port::~Port() {
    if (file_ >= 0) ::close(file_);
}

Result<std::size_t> Port::read(std::span<std::uint8_t> into, const Patience& patience) const {
    for (;;) {
        if (auto ready = wait_for(file_, POLLIN, patience); !ready) return pass(ready);
        const ssize_t count = ::read(file_, into.data(), into.size());
        if (count > 0) return static_cast<std::size_t>(count);
        if (count == 0 || (errno != EINTR && errno != EAGAIN)) return gone();
    }
}

Result<void> Port::write(std::span<const std::uint8_t> bytes, const Patience& patience) const {
    while (!bytes.empty()) {
        if (auto ready = wait_for(file_, POLLOUT, patience); !ready) return ready;
        const ssize_t count = ::write(file_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR && errno != EAGAIN) return gone();
        if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

bool Port::alive() const {
    pollfd look{file_, 0, 0};
    return ::poll(&look, 1, 0) == 0;
}

}  // namespace dactyl::serial
