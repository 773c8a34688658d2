#include "tests/unit/sensors/serial_simulator.hpp"

#include <numeric>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

namespace dactyl {

namespace fs = std::filesystem;

SerialSimulator::SerialSimulator(fs::path link, const SimulatedLine& line)
    : link_(std::move(link)), line_(line), random_(line.seed) {
    plug();
}

SerialSimulator::~SerialSimulator() { unplug(); }

std::string SerialSimulator::address() const {
    return "serial:" + link_.string() + "?width=" + std::to_string(line_.width) +
           "&height=" + std::to_string(line_.height) + "&baud=115200";
}

void SerialSimulator::plug() {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    char name[128] = {};
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0 ||
        ::ptsname_r(master_, name, sizeof name) != 0) {
        throw std::runtime_error("no pseudo terminal");
    }
    slave_ = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw{};
    ::tcgetattr(slave_, &raw);
    ::cfmakeraw(&raw);
    ::tcsetattr(slave_, TCSANOW, &raw);
    fs::remove(link_);
    fs::create_symlink(name, link_);
    sent_ = 0;
    incoming_.clear();
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

void SerialSimulator::unplug() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    fs::remove(link_);
    for (int* file : {&slave_, &master_}) {
        if (*file >= 0) ::close(*file);
        *file = -1;
    }
}

void SerialSimulator::serve(const std::stop_token& stop) {
    while (!stop.stop_requested() && master_ >= 0) {
        pollfd wish{master_, POLLIN, 0};
        if (::poll(&wish, 1, 5) <= 0) continue;
        std::uint8_t bytes[256];
        const ssize_t count = ::read(master_, bytes, sizeof bytes);
        for (ssize_t i = 0; i < count && master_ >= 0; ++i) take(on_the_line(bytes[i]));
    }
}

bool SerialSimulator::chance(double probability) {
    return probability > 0 && std::uniform_real_distribution<>(0, 1)(random_) < probability;
}

std::uint8_t SerialSimulator::on_the_line(std::uint8_t byte) {
    if (!chance(line_.damaged_bytes)) return byte;
    return static_cast<std::uint8_t>(byte ^ (1 + random_() % 255));
}

/// A command has no fewer than 12 bytes: EF 01, address, 01, length, code, sum.
void SerialSimulator::take(std::uint8_t byte) {
    if (incoming_.empty() && byte != 0xEF) return;
    incoming_.push_back(byte);
    if (incoming_.size() < 9) return;
    const std::size_t length = incoming_[7] * 256U + incoming_[8];
    if (length > 40 || incoming_[1] != 0x01 || incoming_[6] != 0x01) {
        incoming_.clear();
        return;
    }
    if (incoming_.size() < 9 + length) return;
    const std::vector<std::uint8_t> whole = std::move(incoming_);
    incoming_.clear();
    const unsigned sum = std::accumulate(whole.begin() + 6, whole.end() - 2, 0U) % 65536;
    if (sum != whole[whole.size() - 2] * 256U + whole.back()) {
        send(0x07, {0x01});  // error when receiving the package
        return;
    }
    answer({whole.begin() + 9, whole.end() - 2});
}

void SerialSimulator::answer(const std::vector<std::uint8_t>& command) {
    switch (command.at(0)) {
        case 0x13: {
            std::uint32_t password = 0;
            for (int i = 1; i < 5; ++i) password = password << 8 | command.at(static_cast<std::size_t>(i));
            send(0x07, {static_cast<std::uint8_t>(password == line_.password ? 0x00 : 0x13)});
            return;
        }
        case 0x0F: {
            std::vector<std::uint8_t> parameters(17, 0);
            parameters[14] = static_cast<std::uint8_t>(line_.packet_size_code);
            parameters[16] = 12;
            send(0x07, parameters);
            return;
        }
        case 0x01: {
            const bool refuse = finger_ && refuse_.exchange(false);
            send(0x07, {static_cast<std::uint8_t>(refuse ? 0x03 : finger_ ? 0x00 : 0x02)});
            return;
        }
        case 0x0A:
            send(0x07, {0x00});
            send_picture();
            return;
        default:
            send(0x07, {0x19});
    }
}

void SerialSimulator::send_picture() {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(line_.width) * static_cast<std::size_t>(line_.height));
    for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(random_() % 16);
    std::vector<std::uint8_t> packed(pixels.size() / 2);
    for (std::size_t i = 0; i < packed.size(); ++i) {
        packed[i] = static_cast<std::uint8_t>(pixels[2 * i] * 16 + pixels[2 * i + 1]);
    }
    // A picture stays in the module until the next look: a repeated transfer sends the same one.
    {
        const std::lock_guard lock(mutex_);
        picture_ = pixels;
    }
    const std::size_t size = 32U << line_.packet_size_code;
    for (std::size_t at = 0; at < packed.size(); at += size) {
        const std::size_t end = std::min(at + size, packed.size());
        if (chance(line_.lost_packets)) continue;
        send(end == packed.size() ? 0x08 : 0x02,
             {packed.begin() + static_cast<std::ptrdiff_t>(at), packed.begin() + static_cast<std::ptrdiff_t>(end)});
        std::this_thread::sleep_for(line_.pause);
    }
}

void SerialSimulator::send(std::uint8_t kind, const std::vector<std::uint8_t>& payload) {
    std::vector<std::uint8_t> bytes = {0xEF, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, kind, 0, 0};
    bytes[7] = static_cast<std::uint8_t>((payload.size() + 2) / 256);
    bytes[8] = static_cast<std::uint8_t>((payload.size() + 2) % 256);
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    const unsigned sum = std::accumulate(bytes.begin() + 6, bytes.end(), 0U);
    bytes.push_back(static_cast<std::uint8_t>(sum / 256 % 256));
    bytes.push_back(static_cast<std::uint8_t>(sum % 256));
    for (std::uint8_t& byte : bytes) byte = on_the_line(byte);
    std::size_t done = 0;
    for (int waited = 0; done < bytes.size() && waited < 100 && master_ >= 0;) {
        const ssize_t count = ::write(master_, bytes.data() + done, bytes.size() - done);
        if (count > 0) {
            done += static_cast<std::size_t>(count);
            continue;
        }
        ++waited;  // nobody reads: what a line cannot hold is lost
        pollfd wish{master_, POLLOUT, 0};
        ::poll(&wish, 1, 5);
    }
    sent_ += bytes.size();
    if (line_.unplug_after && sent_ >= *line_.unplug_after && master_ >= 0) {
        fs::remove(link_);
        ::close(slave_);
        ::close(master_);
        slave_ = master_ = -1;
    }
}

std::vector<std::uint8_t> SerialSimulator::picture() const {
    const std::lock_guard lock(mutex_);
    return picture_;
}

}  // namespace dactyl
