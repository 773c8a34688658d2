#include "sensors/drivers/serial/module.hpp"

#include <array>

#include <fmt/core.h>

namespace dactyl::serial {
namespace {

enum Command : std::uint8_t { kGetImage = 0x01, kUpImage = 0x0A, kReadSysPara = 0x0F, kVfyPwd = 0x13 };
enum Confirmation : std::uint8_t {
    kOk = 0x00,
    kPacketError = 0x01,
    kNoFinger = 0x02,
    kBadImage = 0x03,
    kUploadFailed = 0x0F,
    kWrongPassword = 0x13,
};

constexpr int kCommandTries = 5;
constexpr int kUploadTries = 4;
/// How long a module may take to answer, beyond the time on the line: a look takes up to half a second on slow ones.
constexpr std::chrono::milliseconds kLooking{700};
constexpr std::chrono::milliseconds kThinking{200};
/// The longest pause of a module inside a transfer, beyond the time on the line.
constexpr std::chrono::milliseconds kBetweenPackets{100};
/// Modules send a transfer without pauses; a line that is quiet for that long has ended it.
constexpr std::chrono::milliseconds kQuiet{30};
constexpr unsigned kBitsOfByte = 10;  // with start and stop bit
constexpr unsigned kBaudUnit = 9600;
constexpr std::size_t kParameterBytes = 16;
constexpr int kGrayStep = 17;  // 4 bits to 8: 15 becomes 255

bool is_hurt(const Error& error) { return error.code == ErrorCode::kTimeout; }

tl::unexpected<Error> strange(int confirmation) {
    return fail(ErrorCode::kDeviceFailed, fmt::format("the module answers with the code {:02X}", confirmation));
}

/// Two pixels a byte, the left one in the high half.
void unpack(std::span<const std::uint8_t> packed, std::uint8_t* pixels) {
    for (const std::uint8_t two : packed) {
        *pixels++ = static_cast<std::uint8_t>((two >> 4) * kGrayStep);
        *pixels++ = static_cast<std::uint8_t>((two & 15) * kGrayStep);
    }
}

void wipe(Packet& packet) { wipe_memory(packet.payload.data(), packet.payload.size()); }

}  // namespace

Result<ModuleParameters> parse_parameters(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != kParameterBytes)
        return fail(ErrorCode::kDeviceFailed, "the module's parameters are no 16 bytes");
    const unsigned size = bytes[12] << 8 | bytes[13];
    const unsigned multiple = bytes[14] << 8 | bytes[15];
    if (size > 3 || multiple < 1 || multiple > 12) {
        return fail(ErrorCode::kDeviceFailed, "the module's parameters are outside their ranges");
    }
    return ModuleParameters{32U << size, kBaudUnit * multiple};
}

std::chrono::milliseconds Module::time_for(std::size_t bytes) const {
    return std::chrono::milliseconds(bytes * kBitsOfByte * 1000 / options_.baud + 1);
}

Result<void> Module::drain(const Patience& patience) {
    reader_.clear();
    std::array<std::uint8_t, 4096> bytes{};
    for (;;) {
        const auto count = port_.read(bytes, patience.renewed(kQuiet));
        wipe_memory(bytes.data(), bytes.size());
        if (count) continue;
        if (count.error().code != ErrorCode::kTimeout) return pass(count);
        dirty_ = false;
        return {};
    }
}

Result<std::optional<Packet>> Module::receive(const Patience& patience) {
    std::array<std::uint8_t, 1024> bytes{};
    for (;;) {
        if (auto taken = reader_.take()) {
            if (auto* packet = std::get_if<Packet>(&*taken)) return std::optional(std::move(*packet));
            return std::optional<Packet>();
        }
        const auto count = port_.read(bytes, patience);
        if (!count) return pass(count);
        reader_.push(std::span(bytes).first(*count));
        wipe_memory(bytes.data(), bytes.size());
    }
}

Result<std::uint8_t> Module::command(std::span<const std::uint8_t> payload, std::vector<std::uint8_t>& answer,
                                     const Patience& patience) {
    const auto bytes = encode_packet(options_.address, {PacketKind::kCommand, {payload.begin(), payload.end()}});
    for (int tries = 0; tries < kCommandTries; ++tries) {
        if (dirty_) {
            if (auto quiet = drain(patience); !quiet) return pass(quiet);
        }
        dirty_ = true;
        const Patience turn =
            patience.renewed((payload[0] == kGetImage ? kLooking : kThinking) + 4 * time_for(bytes.size() + kPacketOverhead + kParameterBytes));
        if (auto sent = port_.write(bytes, turn); !sent && !is_hurt(sent.error())) return pass(sent);
        auto packet = receive(turn);
        if (!packet && !is_hurt(packet.error())) return pass(packet);
        if (!packet || !*packet || (*packet)->kind != PacketKind::kAnswer) continue;
        const std::uint8_t confirmation = (*packet)->payload.front();
        dirty_ = false;
        if (confirmation == kPacketError) continue;
        answer.assign((*packet)->payload.begin() + 1, (*packet)->payload.end());
        return confirmation;
    }
    return fail(ErrorCode::kDeviceFailed, "no module answers on this line; are its speed and address right?");
}

Result<ModuleParameters> Module::connect(const Patience& patience) {
    std::vector<std::uint8_t> answer;
    const std::uint32_t password = options_.password;
    const std::uint8_t verify[] = {kVfyPwd, static_cast<std::uint8_t>(password >> 24),
                                   static_cast<std::uint8_t>(password >> 16), static_cast<std::uint8_t>(password >> 8),
                                   static_cast<std::uint8_t>(password)};
    const auto verified = command(verify, answer, patience);
    if (!verified) return pass(verified);
    if (*verified == kWrongPassword) return fail(ErrorCode::kNotAllowed, "the module refuses the password");
    if (*verified != kOk) return strange(*verified);
    const std::uint8_t read[] = {kReadSysPara};
    const auto confirmed = command(read, answer, patience);
    if (!confirmed) return pass(confirmed);
    if (*confirmed != kOk) return strange(*confirmed);
    return parse_parameters(answer);
}

Result<Seen> Module::look(const Patience& patience) {
    std::vector<std::uint8_t> answer;
    const std::uint8_t look[] = {kGetImage};
    const auto confirmed = command(look, answer, patience);
    if (!confirmed) return pass(confirmed);
    switch (*confirmed) {
        case kOk:
            return Seen::kFinger;
        case kNoFinger:
            return Seen::kNothing;
        case kBadImage:
            return Seen::kBadPicture;
        default:
            return strange(*confirmed);
    }
}

Result<GrayImage> Module::upload(const Patience& patience) {
    for (int tries = 0; tries < kUploadTries; ++tries) {
        auto picture = transfer(patience);
        if (!picture) return pass(picture);
        if (*picture) return std::move(**picture);
        dirty_ = true;
    }
    return fail(ErrorCode::kDeviceFailed,
                fmt::format("the picture arrived damaged {} times; check the cable or lower the speed", kUploadTries));
}

Result<std::optional<GrayImage>> Module::transfer(const Patience& patience) {
    using Nothing = std::optional<GrayImage>;
    std::vector<std::uint8_t> answer;
    const std::uint8_t upload[] = {kUpImage};
    const auto confirmed = command(upload, answer, patience);
    if (!confirmed) return pass(confirmed);
    if (*confirmed == kUploadFailed) return Nothing();
    if (*confirmed != kOk) return strange(*confirmed);
    dirty_ = true;
    GrayImage image(options_.width, options_.height, options_.dpi);
    const std::size_t expected = static_cast<std::size_t>(options_.width) * options_.height / 2;
    const auto turn = kBetweenPackets + 4 * time_for(kLargestPayload + kPacketOverhead);
    for (std::size_t have = 0;;) {
        auto packet = receive(patience.renewed(turn));
        if (!packet) {
            if (is_hurt(packet.error())) return Nothing();
            return pass(packet);
        }
        if (!*packet) return Nothing();
        Packet& data = **packet;
        const bool last = data.kind == PacketKind::kLastData;
        const bool fits = (last || data.kind == PacketKind::kData) && have + data.payload.size() <= expected;
        if (fits) unpack(data.payload, image.row(0) + 2 * have);
        have += data.payload.size();
        wipe(data);
        if (!fits || (last && have != expected)) return Nothing();
        if (last) {
            dirty_ = false;
            return Nothing(std::move(image));
        }
    }
}

}  // namespace dactyl::serial
