#include "sensors/address.hpp"

#include <charconv>

#include <fmt/format.h>

namespace dactyl {
namespace {

tl::unexpected<Error> wrong(std::string_view address, const std::string& what) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("sensor address '{}': {}", address, what));
}

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

/// A '%' that two hexadecimal digits do not follow stands for itself: file names hold such.
std::string decode_percent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto high = hex_digit(text[i + 1]);
            const auto low = hex_digit(text[i + 2]);
            if (high && low) {
                out.push_back(static_cast<char>(*high * 16 + *low));
                i += 2;
                continue;
            }
        }
        out.push_back(text[i]);
    }
    return out;
}

}  // namespace

Result<SensorAddress> parse_sensor_address(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return wrong(text, "expected DRIVER:..., such as file:print.png");
    SensorAddress address{std::string(text), std::string(text.substr(0, colon)), {}, {}};
    std::string_view rest = text.substr(colon + 1);
    const std::size_t question = rest.find('?');
    address.path = decode_percent(rest.substr(0, question));
    rest = question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    while (!rest.empty()) {
        const std::string_view option = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(option.size() + 1, rest.size()));
        const std::size_t equals = option.find('=');
        if (equals == std::string_view::npos) return wrong(text, fmt::format("option '{}' has no value", option));
        const auto [at, added] =
            address.options.emplace(option.substr(0, equals), decode_percent(option.substr(equals + 1)));
        if (!added) return wrong(text, fmt::format("option '{}' is given twice", at->first));
    }
    return address;
}

Result<void> SensorAddress::allow_options(std::initializer_list<std::string_view> known) const {
    for (const auto& [name, value] : options) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return wrong(text, fmt::format("no option '{}'; known are {}", name, fmt::join(known, ", ")));
        }
    }
    return {};
}

Result<std::uint64_t> SensorAddress::number(std::string_view option, std::uint64_t otherwise, std::uint64_t least,
                                            std::uint64_t most) const {
    const auto at = options.find(option);
    if (at == options.end()) return otherwise;
    const std::string& digits = at->second;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < least || value > most) {
        return wrong(text, fmt::format("option '{}' is no whole number from {} to {}", option, least, most));
    }
    return value;
}

}  // namespace dactyl
