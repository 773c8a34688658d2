#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// What a holder may agree to, each by itself. Values are part of the format.
enum class ConsentPurpose : std::uint8_t {
    kUnlock = 1,          ///< comparing their finger when their number or card is given
    kIdentification = 2,  ///< being found by a finger alone
    kDeduplication = 3,   ///< being compared with newcomers
    kResearch = 4,
    kExtraRecords = 5,  ///< keeping voluntary records
};

inline constexpr std::array kConsentPurposes = {ConsentPurpose::kUnlock, ConsentPurpose::kIdentification,
                                                ConsentPurpose::kDeduplication, ConsentPurpose::kResearch,
                                                ConsentPurpose::kExtraRecords};

std::string_view to_string(ConsentPurpose purpose);  ///< "unlock", "identification", ...
std::optional<ConsentPurpose> parse_consent_purpose(std::string_view text);

/// One statement of a holder: given or withdrawn, when, to which wording, by which way. Statements are never changed;
/// the last one for a purpose counts.
struct Consent {
    ConsentPurpose purpose = ConsentPurpose::kUnlock;
    bool given = false;
    std::chrono::sys_seconds at{};
    std::string wording;  ///< version of the text that was agreed to, 1 to 64 bytes
    std::string channel;  ///< "counter", "terminal", "web", ..., 1 to 64 bytes

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    friend bool operator==(const Consent&, const Consent&) = default;
};

/// Whether the last statement for the purpose is a consent; none is a refusal. `statements` in their order.
bool is_given(std::span<const Consent> statements, ConsentPurpose purpose);

}  // namespace dactyl
