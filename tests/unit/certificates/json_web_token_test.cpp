#include "engine/certificates/json_web_token.hpp"

#include <gtest/gtest.h>

#include "engine/certificates/base64url.hpp"
#include "engine/certificates/disclosures.hpp"
#include "engine/certificates/json_text.hpp"
#include "tests/unit/certificates/certificate_of_nobody.hpp"

namespace dactyl {
namespace {

TEST(JsonWebTokens, TheKeyOfTheStandardReadsAndItsSignatureHolds) {
    // RFC 8037, A.2 and A.4.
    const auto key =
        key_of_jwk({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}});
    ASSERT_TRUE(key);
    const auto bytes =
        from_base64url("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    ASSERT_TRUE(bytes);
    Signature signature{};
    ASSERT_EQ(bytes->size(), signature.size());
    std::copy(bytes->begin(), bytes->end(), signature.begin());
    const std::string signed_part = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    EXPECT_TRUE(token_holds({"EdDSA", {}, signed_part, signature}, *key));
    EXPECT_FALSE(token_holds({"SM2", {}, signed_part, signature}, *key));
}

TEST(JsonWebTokens, TheHashOfTheStandardsDisclosure) {
    // RFC 9901, 4.2.1 and 4.2.3.
    EXPECT_EQ(hash_text("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0").value(),
              "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    const auto field = read_disclosure("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
    ASSERT_TRUE(field);
    EXPECT_EQ(field->name, "family_name");
    EXPECT_EQ(field->value,
              "M\xC3\xB6"
              "bius");
}

TEST(JsonWebTokens, BothAlgorithmsSignAndKeysComeBack) {
    for (const auto algorithm : {SignatureAlgorithm::kEd25519, SignatureAlgorithm::kSm2}) {
        const auto key = key_of_nobody(3, algorithm);
        EXPECT_EQ(key_of_jwk(to_jwk(key.public_key())).value(), key.public_key());
        const std::string text = sign_token("kb+jwt", {{"a", 1}}, key).value();
        const auto token = parse_token("kb+jwt", text);
        ASSERT_TRUE(token);
        EXPECT_EQ(token->payload, nlohmann::json({{"a", 1}}));
        EXPECT_TRUE(token_holds(*token, key.public_key()));
        EXPECT_FALSE(token_holds(*token, key_of_nobody(4, algorithm).public_key()));
        EXPECT_EQ(parse_token("dc+sd-jwt", text).error().code, ErrorCode::kCorrupt);
    }
}

TEST(JsonWebTokens, OtherHeadersAreRefused) {
    const auto token = [](std::string_view header) {
        return to_base64url(bytes_of(header)) + ".e30." + to_base64url(Signature{});
    };
    EXPECT_TRUE(parse_token("t", token(R"({"alg":"EdDSA","typ":"t","kid":"1"})")));
    for (const std::string_view header :
         {R"({"alg":"EdDSA"})", R"({"typ":"t"})", R"({"alg":"EdDSA","typ":"t","crit":["b64"]})", "[]", "",
          R"({"alg":"EdDSA","alg":"none","typ":"t"})", R"({"alg":1,"typ":"t"})"}) {
        EXPECT_FALSE(parse_token("t", token(header))) << header;
    }
    EXPECT_FALSE(parse_token("t", "a.b"));
    EXPECT_FALSE(parse_token("t", ""));
}

TEST(JsonTexts, AreShallowSingleValuedAndFinite) {
    EXPECT_TRUE(parse_json("[[[[[[[[1]]]]]]]]"));
    EXPECT_FALSE(parse_json("[[[[[[[[[1]]]]]]]]]"));
    EXPECT_FALSE(parse_json(std::string(60'000, '[')));
    EXPECT_TRUE(parse_json(R"({"a":{"b":1},"b":1})"));
    for (const std::string_view text :
         {R"({"a":1,"a":1})", R"([{"a":{"b":1,"b":2}}])", "1e999", "\"\xFF\"", "{", "1 2"}) {
        EXPECT_FALSE(parse_json(text)) << text;
    }
}

}  // namespace
}  // namespace dactyl
