#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// A sensor's address, taken apart: SCHEME:PATH?NAME=VALUE&NAME=VALUE. Path and values have their %XX decoded.
struct SensorAddress {
    std::string text;  ///< as it was given
    std::string scheme;
    std::string path;
    std::map<std::string, std::string, std::less<>> options;

    /// Errors: kInvalidArgument when an option is not among `known`; the message lists them.
    Result<void> allow_options(std::initializer_list<std::string_view> known) const;
    /// An option's whole number, `otherwise` where it is not given. Errors: kInvalidArgument.
    Result<std::uint64_t> number(std::string_view option, std::uint64_t otherwise, std::uint64_t least,
                                 std::uint64_t most) const;
};

/// Errors: kInvalidArgument (no scheme, an option without '=', an option twice).
Result<SensorAddress> parse_sensor_address(std::string_view text);

}  // namespace dactyl
