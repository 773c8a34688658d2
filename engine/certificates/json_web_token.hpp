#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/accounts/signing.hpp"
#include "engine/core/result.hpp"

/// Signed JSON (RFC 7515, compact form), as far as certificates use it.
namespace dactyl {

/// A token's parts, its signature not yet checked.
struct JsonWebToken {
    std::string algorithm;
    nlohmann::json payload;  ///< an object
    std::string_view signed_part;
    Signature signature{};
};

/// Signs. Errors: kInternal.
Result<std::string> sign_token(std::string_view type, const nlohmann::json& payload, const SigningKey& key);
/// `type`: the header's `typ`; names in the header beside alg, typ and kid are refused. `text` must outlive the answer.
/// Errors: kCorrupt.
Result<JsonWebToken> parse_token(std::string_view type, std::string_view text);
/// Whether the token names the key's algorithm and was signed with it.
bool token_holds(const JsonWebToken& token, const PublicKey& key);

/// A public key as JSON (RFC 7517, RFC 8037).
nlohmann::json to_jwk(const PublicKey& key);
/// Errors: kCorrupt.
Result<PublicKey> key_of_jwk(const nlohmann::json& jwk);

}  // namespace dactyl
