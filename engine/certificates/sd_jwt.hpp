#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/accounts/certificate.hpp"
#include "engine/accounts/grant.hpp"
#include "engine/accounts/signing.hpp"
#include "engine/core/result.hpp"

/// Certificates as SD-JWT (RFC 9901): engine/docs/formats/certificate.md. Pure functions, thread-safe. Texts that come
/// in are hostile; no message repeats any of them.
namespace dactyl {

/// What a certificate says, as far as its fields are shown.
struct Certificate {
    std::string issuer;
    CertificateKind kind = CertificateKind::kBirth;
    std::chrono::sys_seconds issued{};
    std::optional<std::chrono::sys_seconds> not_before = {};
    std::optional<std::chrono::sys_seconds> expires = {};
    PublicKey holder_key;                       ///< to which it is bound
    std::map<std::string, std::string> fields;  ///< the value of each as JSON text

    friend bool operator==(const Certificate&, const Certificate&) = default;
};

/// What an issuer does. Errors: kInvalidArgument (a field that the format does not take), kInternal.
Result<std::string> issue_certificate(const Certificate& content, const SigningKey& issuer);

/// Checks a certificate as it was issued, with all its fields, `number` among them. Errors: kCorrupt; kNotAllowed (an
/// issuer that is not trusted for this, another signature); kTimeout (not yet or no longer good).
Result<Certificate> check_certificate(std::string_view text, std::span<const Issuer> trusted,
                                      std::chrono::sys_seconds now);
/// Reads one that was checked before. Errors: kCorrupt.
Result<Certificate> read_certificate(std::string_view text);
/// The text of a field whose value is a text. Errors: kNotFound.
Result<std::string> text_field(const Certificate& certificate, const std::string& name);

/// Shows those fields and no other, to the terminal of `purpose`, which gave a challenge of 16 to 64 bytes. Errors:
/// kNotFound (no such field), kInvalidArgument (terminal or challenge), kKeyMismatch (bound to another key), kTimeout (no longer good), kCorrupt.
Result<std::string> present_certificate(std::string_view issued, std::span<const std::string> fields,
                                        const SigningKey& holder, const GrantPurpose& purpose,
                                        std::chrono::sys_seconds now);
/// Checks a presentation without any store. `expected`: what this terminal asked for. Errors: as check_certificate();
/// kNotAllowed also for another terminal, challenge or key.
Result<Certificate> check_presentation(std::string_view text, std::span<const Issuer> trusted,
                                       const GrantPurpose& expected, std::chrono::sys_seconds now);

}  // namespace dactyl
