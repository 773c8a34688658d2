#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "engine/core/image.hpp"
#include "tests/unit/sensors/device.hpp"

namespace dactyl {

/// What goes wrong on the line, and how the module is made.
struct SimulatedLine {
    int width = 96;
    int height = 96;
    unsigned packet_size_code = 2;            ///< payload of 32 << code bytes
    double damaged_bytes = 0;                 ///< probability that a byte, either way, becomes another
    double lost_packets = 0;                  ///< probability that a packet of data is not sent
    std::chrono::microseconds pause{0};       ///< after each packet
    std::optional<std::size_t> unplug_after;  ///< bytes sent, counted from the start
    std::uint32_t password = 0;
    unsigned seed = 1;
};

/// A fingerprint module that speaks the protocol of the ZFM family on a pseudo terminal; written from the data sheet,
/// not from the driver. `link` is the name of the line: it vanishes while the module is unplugged.
class SerialSimulator final : public Device {
  public:
    SerialSimulator(std::filesystem::path link, const SimulatedLine& line);
    ~SerialSimulator() override;

    std::string address() const override;
    void set_finger(bool there) override { finger_ = there; }
    void unplug() override;
    void plug() override;
    void refuse_once() override { refuse_ = true; }

    /// 4 bits a pixel, row by row, of the picture sent last.
    std::vector<std::uint8_t> picture() const;

  private:
    void serve(const std::stop_token& stop);
    void take(std::uint8_t byte);
    void answer(const std::vector<std::uint8_t>& command);
    void send(std::uint8_t kind, const std::vector<std::uint8_t>& payload);
    void send_picture();
    bool chance(double probability);
    std::uint8_t on_the_line(std::uint8_t byte);

    const std::filesystem::path link_;
    const SimulatedLine line_;
    std::mt19937 random_;
    std::atomic<bool> finger_{true};
    std::atomic<bool> refuse_{false};
    int master_ = -1;
    int slave_ = -1;
    std::size_t sent_ = 0;
    std::vector<std::uint8_t> incoming_;
    mutable std::mutex mutex_;
    std::vector<std::uint8_t> picture_;
    std::jthread thread_;
};

}  // namespace dactyl
