#include "engine/certificates/json_web_token.hpp"

#include <algorithm>

#include "engine/certificates/base64url.hpp"
#include "engine/certificates/json_text.hpp"

namespace dactyl {
namespace {

using nlohmann::json;

constexpr std::size_t kCoordinateBytes = 32;
constexpr std::byte kUncompressed{4};

std::string_view algorithm_of(const PublicKey& key) {
    return key.algorithm() == SignatureAlgorithm::kEd25519 ? "EdDSA" : "SM2";
}

tl::unexpected<Error> corrupt() { return fail(ErrorCode::kCorrupt, "a certificate's token is malformed"); }

Result<json> parse_part(std::string_view text) {
    const auto bytes = from_base64url(text);
    if (!bytes) return pass(bytes);
    auto parsed = parse_json(text_of(*bytes));
    if (parsed && !parsed->is_object()) return corrupt();
    return parsed;
}

bool is_text(const json& object, const char* name, std::string_view value) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() && found->get_ref<const std::string&>() == value;
}

Result<Bytes> coordinate(const json& jwk, const char* name) {
    const auto found = jwk.find(name);
    if (found == jwk.end() || !found->is_string()) return corrupt();
    auto bytes = from_base64url(found->get_ref<const std::string&>());
    if (bytes && bytes->size() != kCoordinateBytes) return corrupt();
    return bytes;
}

}  // namespace

Result<std::string> sign_token(std::string_view type, const json& payload, const SigningKey& key) {
    const json header = {{"alg", algorithm_of(key.public_key())}, {"typ", type}};
    std::string text = to_base64url(bytes_of(header.dump())) + "." + to_base64url(bytes_of(payload.dump()));
    const auto signature = key.sign(bytes_of(text));
    if (!signature) return pass(signature);
    return text + "." + to_base64url(*signature);
}

Result<JsonWebToken> parse_token(std::string_view type, std::string_view text) {
    const auto first = text.find('.');
    const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos) return corrupt();
    const auto header = parse_part(text.substr(0, first));
    if (!header) return pass(header);
    for (const auto& [name, value] : header->items()) {
        if ((name != "alg" && name != "typ" && name != "kid") || !value.is_string()) return corrupt();
    }
    if (!is_text(*header, "typ", type) || !header->contains("alg")) return corrupt();
    auto payload = parse_part(text.substr(first + 1, second - first - 1));
    if (!payload) return pass(payload);
    const auto signature = from_base64url(text.substr(second + 1));
    if (!signature) return pass(signature);
    JsonWebToken token{header->at("alg").get<std::string>(), std::move(*payload), text.substr(0, second), {}};
    if (signature->size() != token.signature.size()) return corrupt();
    std::ranges::copy(*signature, token.signature.begin());
    return token;
}

bool token_holds(const JsonWebToken& token, const PublicKey& key) {
    return token.algorithm == algorithm_of(key) && signature_holds(key, bytes_of(token.signed_part), token.signature);
}

json to_jwk(const PublicKey& key) {
    if (key.algorithm() == SignatureAlgorithm::kEd25519) {
        return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(key.view())}};
    }
    return {{"kty", "EC"},
            {"crv", "SM2"},
            {"x", to_base64url(key.view().subspan(1, kCoordinateBytes))},
            {"y", to_base64url(key.view().last(kCoordinateBytes))}};
}

Result<PublicKey> key_of_jwk(const json& jwk) {
    if (!jwk.is_object()) return corrupt();
    const bool ed25519 = jwk.size() == 3 && is_text(jwk, "kty", "OKP") && is_text(jwk, "crv", "Ed25519");
    const bool sm2 = jwk.size() == 4 && is_text(jwk, "kty", "EC") && is_text(jwk, "crv", "SM2");
    if (!ed25519 && !sm2) return corrupt();
    const auto x = coordinate(jwk, "x");
    if (!x) return pass(x);
    Bytes bytes = *x;
    if (sm2) {
        const auto y = coordinate(jwk, "y");
        if (!y) return pass(y);
        bytes.insert(bytes.begin(), kUncompressed);
        bytes.insert(bytes.end(), y->begin(), y->end());
    }
    const auto key = PublicKey::from_bytes(bytes);
    if (!key) return corrupt();
    return *key;
}

}  // namespace dactyl
