#include "engine/accounts/certificate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/accounts/person_name.hpp"

namespace dactyl {
namespace {

constexpr std::array<std::pair<CertificateKind, std::string_view>, 7> kKinds = {{
    {CertificateKind::kBirth, "birth"},
    {CertificateKind::kHousehold, "household"},
    {CertificateKind::kDiploma, "diploma"},
    {CertificateKind::kProfessionalLicence, "professional-licence"},
    {CertificateKind::kDrivingLicence, "driving-licence"},
    {CertificateKind::kMarriage, "marriage"},
    {CertificateKind::kPropertyTitle, "property-title"},
}};
constexpr std::size_t kLongestIssuer = 64;

}  // namespace

std::string_view to_string(CertificateKind kind) {
    const auto known = std::ranges::find(kKinds, kind, &std::pair<CertificateKind, std::string_view>::first);
    return known == kKinds.end() ? "unknown" : known->second;
}

std::optional<CertificateKind> parse_certificate_kind(std::string_view text) {
    const auto known = std::ranges::find(kKinds, text, &std::pair<CertificateKind, std::string_view>::second);
    if (known == kKinds.end()) return std::nullopt;
    return known->first;
}

Result<void> Issuer::check() const {
    if (auto checked = check_text(name, "the issuer", kLongestIssuer); !checked) return checked;
    const bool known = std::ranges::all_of(kinds, [](CertificateKind kind) { return to_string(kind) != "unknown"; });
    if (!known || kinds.empty() || kinds.size() > kKinds.size()) {
        return fail(ErrorCode::kInvalidArgument, "an issuer is trusted for one to seven kinds of certificates");
    }
    return {};
}

}  // namespace dactyl
