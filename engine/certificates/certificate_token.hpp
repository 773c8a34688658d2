#pragma once

#include "engine/certificates/disclosures.hpp"
#include "engine/certificates/json_web_token.hpp"
#include "engine/certificates/sd_jwt.hpp"

/// Shared by issuing, checking and presenting.
namespace dactyl {

/// A moment may lie so far ahead of the clock of whoever looks: grant.md has the same.
inline constexpr std::chrono::seconds kClockSkew{5};

/// The issuer's token with the fields shown.
struct OpenedCertificate {
    JsonWebToken token;
    Certificate certificate;
};
/// Everything but signatures and moments. `parts` views a text that must outlive the answer. Errors: kCorrupt.
Result<OpenedCertificate> open_certificate(const SdJwtParts& parts);
/// Signature and moments. Errors: kNotAllowed, kTimeout.
Result<void> check_opened(const OpenedCertificate& opened, std::span<const Issuer> trusted,
                          std::chrono::sys_seconds now);
/// A whole number of seconds of this millennium's calendars. Errors: kCorrupt.
Result<std::chrono::sys_seconds> moment_in(const nlohmann::json& object, const char* name);

}  // namespace dactyl
