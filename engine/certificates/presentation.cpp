#include <algorithm>

#include "engine/certificates/base64url.hpp"
#include "engine/certificates/certificate_token.hpp"

namespace dactyl {
namespace {

using nlohmann::json;
using std::chrono::sys_seconds;

constexpr std::string_view kType = "kb+jwt";
constexpr std::chrono::seconds kLifetime{30};  // as of grants
constexpr std::size_t kShortestChallenge = 16;

Result<void> check_purpose(const GrantPurpose& purpose) {
    if (auto checked = purpose.check(); !checked) return checked;
    if (purpose.terminal.empty() || purpose.challenge.size() < kShortestChallenge) {
        return fail(ErrorCode::kInvalidArgument, "a presentation is for a named terminal and a challenge of 16 bytes");
    }
    return {};
}

bool is_text(const json& payload, const char* name, const std::string& value) {
    const auto found = payload.find(name);
    return found != payload.end() && found->is_string() && found->get_ref<const std::string&>() == value;
}

tl::unexpected<Error> refused() {
    return fail(ErrorCode::kNotAllowed, "the presentation was not made for this request by the certificate's holder");
}

}  // namespace

Result<std::string> present_certificate(std::string_view issued, std::span<const std::string> fields,
                                        const SigningKey& holder, const GrantPurpose& purpose, sys_seconds now) {
    if (auto checked = check_purpose(purpose); !checked) return pass(checked);
    const auto parts = split_sd_jwt(issued);
    if (!parts) return pass(parts);
    const auto opened = open_certificate(*parts);
    if (!opened) return pass(opened);
    if (opened->certificate.holder_key != holder.public_key()) {
        return fail(ErrorCode::kKeyMismatch, "the certificate is bound to another key");
    }
    if (opened->certificate.expires && now >= *opened->certificate.expires) {
        return fail(ErrorCode::kTimeout, "the certificate is not good any more");
    }
    const auto missing = [&](const std::string& field) { return !opened->certificate.fields.contains(field); };
    if (std::ranges::any_of(fields, missing)) return fail(ErrorCode::kNotFound, "the certificate has no such field");
    std::string text = std::string(parts->token) + "~";
    for (const std::string_view disclosure : parts->disclosed) {
        const auto field = read_disclosure(disclosure);
        if (!field) return pass(field);
        if (std::ranges::find(fields, field->name) == fields.end()) continue;
        text += disclosure;
        text += '~';
    }
    const auto hash = hash_text(text);
    if (!hash) return pass(hash);
    const json payload = {{"iat", now.time_since_epoch().count()},
                          {"aud", purpose.terminal},
                          {"nonce", to_base64url(purpose.challenge)},
                          {"sd_hash", *hash}};
    const auto token = sign_token(kType, payload, holder);
    if (!token) return pass(token);
    return text + *token;
}

Result<Certificate> check_presentation(std::string_view text, std::span<const Issuer> trusted,
                                       const GrantPurpose& expected, sys_seconds now) {
    if (auto checked = check_purpose(expected); !checked) return pass(checked);
    const auto parts = split_sd_jwt(text);
    if (!parts) return pass(parts);
    auto opened = open_certificate(*parts);
    if (!opened) return pass(opened);
    const auto binding = parse_token(kType, parts->key_binding);
    if (!binding) return pass(binding);
    const auto made = moment_in(binding->payload, "iat");
    if (!made) return pass(made);
    if (auto checked = check_opened(*opened, trusted, now); !checked) return pass(checked);
    const auto hash = hash_text(parts->before_key_binding);
    if (!hash) return pass(hash);
    const json& payload = binding->payload;
    const bool fits = payload.size() == 4 && is_text(payload, "aud", expected.terminal) &&
                      is_text(payload, "nonce", to_base64url(expected.challenge)) && is_text(payload, "sd_hash", *hash);
    if (!fits || !token_holds(*binding, opened->certificate.holder_key)) return refused();
    if (*made > now + kClockSkew || now - *made > kLifetime) {
        return fail(ErrorCode::kTimeout, "the presentation was not made at this moment");
    }
    return std::move(opened->certificate);
}

}  // namespace dactyl
