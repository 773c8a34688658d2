#pragma once

#include <string>
#include <vector>

#include "engine/cli/console.hpp"
#include "engine/cli/exit_status.hpp"
#include "engine/service/service.hpp"

namespace dactyl::cli {

/// The service's answers as a person reads them and as JSON; the field names are those of engine/docs/cli.md. No
/// scores: they stay inside the service.

Json to_json(const Timings& timings);
Json to_json(const HolderSummary& holder);
Json to_json(const Card& card);
Json to_json(const EnrolledFinger& finger);
Json to_json(const Retry& retry);
Json to_json(const RecognitionAnswer& answer);
Json to_json(const UnlockAnswer& answer);

std::string in_words(const Timings& timings);
std::string in_words(const Retry& retry);
std::string in_words(const Refused& refused);
std::string in_words(const RecognitionAnswer& answer);
std::string in_words(const UnlockAnswer& answer);
/// One card a line, indented.
std::string in_words(const std::vector<Card>& cards);

ExitStatus status_of(const RecognitionAnswer& answer);
ExitStatus status_of(const UnlockAnswer& answer);

/// The time of day on this machine's clock, "14:03:27".
std::string clock_time(std::chrono::system_clock::time_point time);

}  // namespace dactyl::cli
