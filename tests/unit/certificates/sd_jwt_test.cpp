#include "engine/certificates/sd_jwt.hpp"

#include <random>

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/certificates/base64url.hpp"
#include "engine/certificates/disclosures.hpp"
#include "engine/certificates/json_web_token.hpp"
#include "tests/unit/certificates/certificate_of_nobody.hpp"

namespace dactyl {
namespace {

using nlohmann::json;
using std::chrono::days;

class SdJwts : public testing::Test {
  protected:
    /// Signs any payload with any disclosures.
    std::string forged(const json& payload, const std::vector<std::string>& disclosures) const {
        std::string text = sign_token("dc+sd-jwt", payload, issuer).value() + "~";
        for (const std::string& disclosure : disclosures) text += disclosure + "~";
        return text;
    }
    json payload_with(const std::vector<std::string>& disclosures) const {
        json hashes = json::array();
        for (const std::string& disclosure : disclosures) hashes.push_back(hash_text(disclosure).value());
        return {{"iss", "University of Nowhere"},
                {"vct", "diploma"},
                {"iat", 1'780'000'000},
                {"cnf", {{"jwk", to_jwk(holder.public_key())}}},
                {"_sd", hashes}};
    }
    ErrorCode refusal(const std::string& text) const {
        const auto checked = check_certificate(text, trusted, kToday);
        EXPECT_FALSE(checked);
        return checked ? ErrorCode::kInternal : checked.error().code;
    }

    SigningKey issuer = key_of_nobody(1);
    SigningKey holder = key_of_nobody(2);
    std::vector<Issuer> trusted = trust(issuer.public_key());
    std::string number = make_disclosure("number", "D-1").value();
};

TEST_F(SdJwts, WhatIsIssuedIsRead) {
    const Certificate content = diploma_for(holder.public_key());
    const auto text = issue_certificate(content, issuer).value();
    EXPECT_EQ(check_certificate(text, trusted, kToday).value(), content);
    EXPECT_EQ(text.find("bachelor"), std::string::npos);
    EXPECT_EQ(text_field(content, "number").value(), "D-2026-0001");
    EXPECT_EQ(text_field(content, "marks").error().code, ErrorCode::kNotFound);
    const auto sm2 = key_of_nobody(5, SignatureAlgorithm::kSm2);
    const auto national = issue_certificate(diploma_for(sm2.public_key()), sm2).value();
    EXPECT_EQ(check_certificate(national, trust(sm2.public_key()), kToday).value(), diploma_for(sm2.public_key()));
}

TEST_F(SdJwts, OnlyTrustedIssuersCount) {
    const auto text = issue_certificate(diploma_for(holder.public_key()), issuer).value();
    EXPECT_EQ(check_certificate(text, {}, kToday).error().code, ErrorCode::kNotAllowed);
    EXPECT_EQ(check_certificate(text, trust(holder.public_key()), kToday).error().code, ErrorCode::kNotAllowed);
    trusted[0].kinds = {CertificateKind::kBirth};
    EXPECT_EQ(refusal(text), ErrorCode::kNotAllowed);
    trusted[0] = trust(key_of_nobody(5, SignatureAlgorithm::kSm2).public_key())[0];
    EXPECT_EQ(refusal(text), ErrorCode::kNotAllowed);
}

TEST_F(SdJwts, TheyAreGoodForATime) {
    const auto text = issue_certificate(diploma_for(holder.public_key()), issuer).value();
    EXPECT_EQ(check_certificate(text, trusted, kToday - days(51)).error().code, ErrorCode::kTimeout);
    EXPECT_EQ(check_certificate(text, trusted, kToday - days(101)).error().code, ErrorCode::kTimeout);
    EXPECT_TRUE(check_certificate(text, trusted, kToday + days(1000) - std::chrono::seconds(1)));
    EXPECT_EQ(check_certificate(text, trusted, kToday + days(1000)).error().code, ErrorCode::kTimeout);
}

TEST_F(SdJwts, HashesOfNothingMayStandAmongTheOthers) {
    json payload = payload_with({number});
    payload["_sd"].push_back("hash of nothing");
    EXPECT_TRUE(check_certificate(forged(payload, {number}), trusted, kToday));
}

TEST_F(SdJwts, SignedNonsenseIsRefused) {
    const json good = payload_with({number});
    ASSERT_TRUE(check_certificate(forged(good, {number}), trusted, kToday));
    const auto with = [&](const char* name, const json& value) {
        json payload = good;
        payload[name] = value;
        return forged(payload, {number});
    };
    const auto without = [&](const char* name) {
        json payload = good;
        payload.erase(name);
        return forged(payload, {number});
    };
    for (const char* name : {"iss", "vct", "iat", "cnf", "_sd"}) EXPECT_EQ(refusal(without(name)), ErrorCode::kCorrupt);
    for (const auto& [name, value] : std::vector<std::pair<const char*, json>>{{"iss", 1},
                                                                               {"iss", ""},
                                                                               {"iss", "a\nb"},
                                                                               {"vct", "passport"},
                                                                               {"iat", -1},
                                                                               {"iat", 1.5},
                                                                               {"iat", "1"},
                                                                               {"exp", 1e300},
                                                                               {"exp", 253'402'300'800},
                                                                               {"nbf", nullptr},
                                                                               {"cnf", json::object()},
                                                                               {"cnf", {{"kid", "1"}}},
                                                                               {"cnf", {{"jwk", {{"kty", "OKP"}}}}},
                                                                               {"_sd_alg", "md5"},
                                                                               {"_sd", "x"},
                                                                               {"_sd", json::array({1})},
                                                                               {"sub", "somebody"},
                                                                               {"degree", "shown unasked"}}) {
        EXPECT_EQ(refusal(with(name, value)), ErrorCode::kCorrupt) << name << value;
    }
}

TEST_F(SdJwts, DisclosuresMustFitTheirHashesOnce) {
    const auto other = make_disclosure("number", "D-2").value();
    const auto salted = make_disclosure("degree", "master").value();
    const json payload = payload_with({number});
    EXPECT_EQ(refusal(forged(payload, {})), ErrorCode::kCorrupt) << "no number";
    EXPECT_EQ(refusal(forged(payload, {other})), ErrorCode::kCorrupt);
    EXPECT_EQ(refusal(forged(payload, {number, salted})), ErrorCode::kCorrupt);
    EXPECT_EQ(refusal(forged(payload, {number, number})), ErrorCode::kCorrupt);
    EXPECT_EQ(refusal(forged(payload_with({number, number}), {number})), ErrorCode::kCorrupt);
    EXPECT_EQ(refusal(forged(payload_with({number, other}), {number, other})), ErrorCode::kCorrupt) << "a name twice";
    for (const std::string_view content :
         {R"(["s","_sd",1])", R"(["s","...",1])", R"(["s","iss","x"])", R"(["s","",1])", R"(["s","a"])", R"([1,"a",1])",
          R"(["s","a",{"_sd":["x"]}])", R"(["s","a",[{"...":"x"}]])", R"({"s":1})"}) {
        const std::string disclosure = to_base64url(bytes_of(content));
        EXPECT_EQ(refusal(forged(payload_with({number, disclosure}), {number, disclosure})), ErrorCode::kCorrupt)
            << content;
    }
    const std::vector<std::string> many(65, salted);
    EXPECT_EQ(refusal(forged(payload, many)), ErrorCode::kCorrupt);
}

TEST_F(SdJwts, WhatNobodyWouldReadIsNotIssued) {
    Certificate content = diploma_for(holder.public_key());
    content.fields["iss"] = "1";
    EXPECT_EQ(issue_certificate(content, issuer).error().code, ErrorCode::kInvalidArgument);
    content.fields = {{"number", "no JSON"}};
    EXPECT_EQ(issue_certificate(content, issuer).error().code, ErrorCode::kInvalidArgument);
    content.fields = {{"degree", "1"}};
    EXPECT_EQ(issue_certificate(content, issuer).error().code, ErrorCode::kInvalidArgument) << "no number";
}

TEST_F(SdJwts, EveryChangedCharacterIsNoticed) {
    const auto text = issue_certificate(diploma_for(holder.public_key()), issuer).value();
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(check_certificate(changed, trusted, kToday)) << i;
        EXPECT_FALSE(check_certificate(text.substr(0, i), trusted, kToday)) << i;
    }
    EXPECT_FALSE(check_certificate(text + "~", trusted, kToday));
    EXPECT_FALSE(check_certificate(std::string(65'537, '~'), trusted, kToday));
}

TEST_F(SdJwts, TenThousandRandomTextsAreRefused) {
    const auto text = issue_certificate(diploma_for(holder.public_key()), issuer).value();
    std::mt19937 random(7);
    for (int i = 0; i < 10'000; ++i) {
        std::string input;
        if (i % 2 == 0) {
            input = text;
            for (auto left = 2 + random() % 6; left > 0; --left) {
                input[random() % input.size()] = static_cast<char>(random() % 2 == 0 ? random() : '~' - random() % 60);
            }
            if (input == text) continue;
        } else {
            for (auto left = random() % 200; left > 0; --left) input += static_cast<char>(random());
        }
        EXPECT_FALSE(check_certificate(input, trusted, kToday)) << i;
    }
}

}  // namespace
}  // namespace dactyl
