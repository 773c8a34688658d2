#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sensors/cardreader/channel.hpp"

namespace dactyl {

/// The readers that the PC/SC service knows, by name. Errors: kDeviceUnavailable (the service does not run, or this
/// build has no PC/SC).
Result<std::vector<std::string>> list_card_readers();

/// Waits for a card in that reader (the first one with a card, where empty) and connects to it; nobody else talks to
/// the card while the channel lives. Errors: kDeviceUnavailable (no service, no reader), kNotFound (no such reader),
/// kTimeout (no card), kCancelled (within 100 ms), kDeviceFailed.
Result<std::unique_ptr<CardChannel>> connect_card(const std::string& reader, std::chrono::milliseconds timeout,
                                                  std::stop_token stop = {});

}  // namespace dactyl
