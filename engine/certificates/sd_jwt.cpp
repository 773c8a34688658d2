#include "engine/certificates/sd_jwt.hpp"

#include <algorithm>
#include <array>

#include "engine/accounts/person_name.hpp"
#include "engine/certificates/certificate_token.hpp"
#include "engine/certificates/json_text.hpp"

namespace dactyl {
namespace {

using nlohmann::json;
using std::chrono::sys_seconds;

constexpr std::string_view kType = "dc+sd-jwt";
constexpr std::string_view kHashName = "sha-256";
constexpr std::array<std::string_view, 8> kNames = {"iss", "vct", "iat", "nbf", "exp", "cnf", "_sd_alg", "_sd"};
constexpr std::size_t kLongestIssuer = 64;
// Of the year 9999: what comes later is no date but an attempt.
constexpr std::int64_t kLastMoment = 253'402'300'799;

tl::unexpected<Error> corrupt() { return fail(ErrorCode::kCorrupt, "a certificate's payload is not of its form"); }

Result<std::optional<sys_seconds>> optional_moment(const json& payload, const char* name) {
    if (!payload.contains(name)) return std::optional<sys_seconds>();
    const auto moment = moment_in(payload, name);
    if (!moment) return pass(moment);
    return std::optional(*moment);
}

Result<PublicKey> holder_key_in(const json& payload) {
    const auto confirmation = payload.find("cnf");
    if (confirmation == payload.end() || !confirmation->is_object() || confirmation->size() != 1 ||
        !confirmation->contains("jwk")) {
        return corrupt();
    }
    return key_of_jwk((*confirmation)["jwk"]);
}

}  // namespace

Result<sys_seconds> moment_in(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_unsigned() ||
        found->get<std::uint64_t>() > static_cast<std::uint64_t>(kLastMoment)) {
        return corrupt();
    }
    return sys_seconds(std::chrono::seconds(found->get<std::int64_t>()));
}

Result<OpenedCertificate> open_certificate(const SdJwtParts& parts) {
    auto token = parse_token(kType, parts.token);
    if (!token) return pass(token);
    const json& payload = token->payload;
    for (const auto& [name, value] : payload.items()) {
        if (std::ranges::find(kNames, name) == kNames.end()) return corrupt();
    }
    const bool texts =
        payload.contains("iss") && payload["iss"].is_string() && payload.contains("vct") && payload["vct"].is_string();
    const bool hashes = payload.contains("_sd") && payload["_sd"].is_array() &&
                        (!payload.contains("_sd_alg") || payload["_sd_alg"] == kHashName);
    if (!texts || !hashes) return corrupt();
    const auto kind = parse_certificate_kind(payload["vct"].get_ref<const std::string&>());
    auto issuer = payload["iss"].get<std::string>();
    if (!kind || !check_text(issuer, "the issuer", kLongestIssuer)) return corrupt();
    const auto issued = moment_in(payload, "iat");
    if (!issued) return pass(issued);
    const auto not_before = optional_moment(payload, "nbf");
    if (!not_before) return pass(not_before);
    const auto expires = optional_moment(payload, "exp");
    if (!expires) return pass(expires);
    auto holder_key = holder_key_in(payload);
    if (!holder_key) return pass(holder_key);
    const auto disclosed = matched_disclosures(payload["_sd"], parts.disclosed);
    if (!disclosed) return pass(disclosed);
    Certificate certificate{std::move(issuer), *kind, *issued, *not_before, *expires, std::move(*holder_key), {}};
    for (const auto& [name, value] : *disclosed) certificate.fields[name] = value.dump();
    return OpenedCertificate{std::move(*token), std::move(certificate)};
}

Result<void> check_opened(const OpenedCertificate& opened, std::span<const Issuer> trusted, sys_seconds now) {
    const Certificate& certificate = opened.certificate;
    const auto issuer = std::ranges::find(trusted, certificate.issuer, &Issuer::name);
    if (issuer == trusted.end() || std::ranges::find(issuer->kinds, certificate.kind) == issuer->kinds.end()) {
        return fail(ErrorCode::kNotAllowed, "the certificate's issuer is not trusted for this kind");
    }
    if (!token_holds(opened.token, issuer->key)) {
        return fail(ErrorCode::kNotAllowed, "the certificate is not signed by its issuer");
    }
    const bool begun =
        certificate.issued <= now + kClockSkew && certificate.not_before.value_or(now) <= now + kClockSkew;
    if (!begun || (certificate.expires && now >= *certificate.expires)) {
        return fail(ErrorCode::kTimeout, "the certificate is not good at this moment");
    }
    return {};
}

Result<std::string> issue_certificate(const Certificate& content, const SigningKey& issuer) {
    json payload = {{"iss", content.issuer},
                    {"vct", to_string(content.kind)},
                    {"iat", content.issued.time_since_epoch().count()},
                    {"cnf", {{"jwk", to_jwk(content.holder_key)}}},
                    {"_sd_alg", kHashName}};
    if (content.not_before) payload["nbf"] = content.not_before->time_since_epoch().count();
    if (content.expires) payload["exp"] = content.expires->time_since_epoch().count();
    std::vector<std::string> hashes;
    std::string disclosures = "~";
    for (const auto& [name, value] : content.fields) {
        const auto parsed = parse_json(value);
        if (!parsed) return fail(ErrorCode::kInvalidArgument, "a field's value is no JSON");
        const auto disclosure = make_disclosure(name, *parsed);
        if (!disclosure) return pass(disclosure);
        const auto hash = hash_text(*disclosure);
        if (!hash) return pass(hash);
        hashes.push_back(*hash);
        disclosures += *disclosure + "~";
    }
    std::ranges::sort(hashes);  // so that their order does not tell the fields
    payload["_sd"] = hashes;
    const auto token = sign_token(kType, payload, issuer);
    if (!token) return pass(token);
    std::string text = *token + disclosures;
    // What nobody would read must not be issued.
    if (!read_certificate(text)) return fail(ErrorCode::kInvalidArgument, "the format has no such certificate");
    return text;
}

Result<Certificate> read_certificate(std::string_view text) {
    const auto parts = split_sd_jwt(text);
    if (!parts) return pass(parts);
    auto opened = open_certificate(*parts);
    if (!opened) return pass(opened);
    const bool issued_form = parts->key_binding.empty();
    if (!issued_form || !text_field(opened->certificate, "number")) return corrupt();
    return std::move(opened->certificate);
}

Result<Certificate> check_certificate(std::string_view text, std::span<const Issuer> trusted, sys_seconds now) {
    const auto read = read_certificate(text);
    if (!read) return read;
    const auto opened = open_certificate(*split_sd_jwt(text));
    if (!opened) return pass(opened);
    if (auto checked = check_opened(*opened, trusted, now); !checked) return pass(checked);
    return read;
}

Result<std::string> text_field(const Certificate& certificate, const std::string& name) {
    const auto found = certificate.fields.find(name);
    if (found != certificate.fields.end()) {
        const auto value = parse_json(found->second);
        if (value && value->is_string()) return value->get<std::string>();
    }
    return fail(ErrorCode::kNotFound, "the certificate has no such text");
}

}  // namespace dactyl
