#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/accounts/secret.hpp"
#include "engine/accounts/signing.hpp"
#include "engine/core/result.hpp"

/// What a store keeps of electronic certificates; engine/docs/formats/certificate.md.
namespace dactyl {

/// Values are part of the format.
enum class CertificateKind : std::uint8_t {
    kBirth = 1,
    kHousehold = 2,
    kDiploma = 3,
    kProfessionalLicence = 4,
    kDrivingLicence = 5,
    kMarriage = 6,
    kPropertyTitle = 7
};

std::string_view to_string(CertificateKind kind);  ///< "birth", "household", "diploma", "professional-licence", ...
std::optional<CertificateKind> parse_certificate_kind(std::string_view text);

/// Whose certificates are believed, and which.
struct Issuer {
    std::string name;  ///< 1 to 64 bytes of UTF-8
    PublicKey key;
    std::vector<CertificateKind> kinds;  ///< 1 to 7

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    friend bool operator==(const Issuer&, const Issuer&) = default;
};

/// A private key to which an issuer binds a certificate.
struct BindingKey {
    std::int64_t id = 0;
    SigningKey key;
};

/// A certificate as it was issued, and the key it is bound to.
struct StoredCertificate {
    SecretBytes text;
    SigningKey key;
};

}  // namespace dactyl
