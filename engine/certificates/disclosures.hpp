#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/result.hpp"

/// The salted hashes of an SD-JWT and what they stand for.
namespace dactyl {

/// One field that is shown.
struct Disclosed {
    std::string name;
    nlohmann::json value;
};

/// The three parts of an SD-JWT; views into its text.
struct SdJwtParts {
    std::string_view token;                   ///< the issuer's
    std::vector<std::string_view> disclosed;  ///< base64url
    std::string_view key_binding;             ///< empty in an issued certificate
    std::string_view before_key_binding;      ///< with the last ~
};
/// Errors: kCorrupt (no SD-JWT, too long, too many parts).
Result<SdJwtParts> split_sd_jwt(std::string_view text);

/// A field with a fresh salt. Errors: kInternal.
Result<std::string> make_disclosure(std::string_view name, const nlohmann::json& value);
/// Errors: kCorrupt.
Result<Disclosed> read_disclosure(std::string_view disclosure);
/// base64url of SHA-256. Errors: kInternal.
Result<std::string> hash_text(std::string_view text);
/// The fields shown, each of which must be named by one of the hashes. Errors: kCorrupt.
Result<std::map<std::string, nlohmann::json>> matched_disclosures(const nlohmann::json& hashes,
                                                                  const std::vector<std::string_view>& disclosed);

}  // namespace dactyl
