// A first byte 's' takes the rest as lines: the issuer's header, its payload, then disclosures, all in plain JSON; "@0"
// in the payload stands for the hash of the first disclosure. They are encoded and signed here, so that what lies
// behind base64url and signatures is reached. Any other input is read as it is.
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/certificates/base64url.hpp"
#include "engine/certificates/disclosures.hpp"
#include "engine/certificates/sd_jwt.hpp"

namespace {

using namespace dactyl;

constexpr std::chrono::sys_seconds kNow{std::chrono::seconds(1'700'000'000)};

const SigningKey& key() {
    static const SigningKey made = SigningKey::from_seed(std::array<std::byte, 32>{std::byte{1}}).value();
    return made;
}

std::string assembled(std::string_view text) {
    std::vector<std::string> lines;
    while (true) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    if (lines.size() < 2) return std::string(text);
    std::string disclosures = "~";
    for (std::size_t i = 2; i < lines.size(); ++i) {
        const std::string disclosure = to_base64url(bytes_of(lines[i]));
        disclosures += disclosure + "~";
        const std::string mark = std::string("@").append(std::to_string(i - 2));
        const auto at = lines[1].find(mark);
        if (at != std::string::npos) lines[1].replace(at, mark.size(), hash_text(disclosure).value());
    }
    std::string token = to_base64url(bytes_of(lines[0])) + "." + to_base64url(bytes_of(lines[1]));
    const auto signature = to_base64url(key().sign(bytes_of(token)).value());
    return token.append(".").append(signature).append(disclosures);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto bytes = from_base64url(text); bytes && to_base64url(*bytes) != text) std::abort();
    if (!text.empty() && text[0] == 's') text = assembled(std::string_view(text).substr(1));
    const std::array trusted = {Issuer{"issuer", key().public_key(), {CertificateKind::kDiploma}}};
    const GrantPurpose purpose{"till", Bytes(16, std::byte{7}), 0};
    (void)check_presentation(text, trusted, purpose, kNow);
    const auto certificate = check_certificate(text, trusted, kNow);
    if (!certificate || certificate->holder_key != key().public_key()) return 0;
    // What was accepted can be shown, and shows what was asked for.
    const std::vector<std::string> fields = {"number"};
    const auto shown = present_certificate(text, fields, key(), purpose, kNow);
    if (!shown) std::abort();
    const auto checked = check_presentation(*shown, trusted, purpose, kNow);
    if (!checked || checked->fields.size() != 1 || !checked->fields.contains("number")) std::abort();
    return 0;
}
