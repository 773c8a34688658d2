#pragma once

#include <vector>

#include "engine/core/image.hpp"
#include "sensors/drivers/serial/packet.hpp"
#include "sensors/drivers/serial/port.hpp"

namespace dactyl::serial {

struct ModuleOptions {
    std::uint32_t address = kAnyAddress;
    std::uint32_t password = 0;
    unsigned baud = 57'600;
    int width = 256;   ///< pixels, even
    int height = 288;  ///< pixels
    Dpi dpi = kInternalDpi;
};

/// What a module tells of itself.
struct ModuleParameters {
    unsigned packet_bytes = 128;  ///< of payload: 32, 64, 128 or 256
    unsigned baud = 57'600;
};

/// Bytes of ReadSysPara's answer behind its confirmation. Errors: kDeviceFailed.
Result<ModuleParameters> parse_parameters(std::span<const std::uint8_t> bytes);

/// What came of asking for a picture.
enum class Seen : std::uint8_t { kNothing, kFinger, kBadPicture };

/// The host's side of the protocol. Every command is repeated when its answer is damaged or does not come.
class Module {
  public:
    Module(Port port, const ModuleOptions& options)
        : port_(std::move(port)), options_(options), reader_(options.address) {}

    /// Checks the password and reads the parameters. Errors: kDeviceUnavailable, kDeviceFailed (no such module there),
    /// kNotAllowed (the password), kTimeout, kCancelled.
    Result<ModuleParameters> connect(const Patience& patience);
    /// Has the module look once. Errors: as connect().
    Result<Seen> look(const Patience& patience);
    /// The picture that look() left in the module, each packet checked; a damaged transfer is repeated from the start.
    /// A picture comes whole or not at all. Errors: kDeviceFailed (damaged every time), kDeviceUnavailable, kCancelled.
    Result<GrayImage> upload(const Patience& patience);
    bool alive() const { return port_.alive(); }

  private:
    Result<std::uint8_t> command(std::span<const std::uint8_t> payload, std::vector<std::uint8_t>& answer,
                                 const Patience& patience);
    /// Nothing where the transfer was damaged. Errors: kDeviceUnavailable, kCancelled.
    Result<std::optional<GrayImage>> transfer(const Patience& patience);
    /// The next packet that is whole. Nothing for damage. Errors: as Port::read().
    Result<std::optional<Packet>> receive(const Patience& patience);
    /// Reads and forgets until the line is quiet. Errors: kDeviceUnavailable, kCancelled.
    Result<void> drain(const Patience& patience);
    std::chrono::milliseconds time_for(std::size_t bytes) const;

    Port port_;
    ModuleOptions options_;
    PacketReader reader_;
    bool dirty_ = true;  ///< bytes of an earlier transfer may still come
};

}  // namespace dactyl::serial
