#include "engine/accounts/grant.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/accounts/record.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kMagic = "DGR2";
constexpr std::size_t kLongestTerminal = 64;
constexpr std::size_t kLongestChallenge = 64;
// How far the clocks of a store and of a checker may differ.
constexpr std::chrono::seconds kClockSkew = 5s;

template <std::size_t N>
bool take(ByteView bytes, std::array<std::byte, N>& array) {
    if (bytes.size() != N) return false;
    std::ranges::copy(bytes, array.begin());
    return true;
}

tl::unexpected<Error> malformed() { return fail(ErrorCode::kCorrupt, "these bytes are not a grant"); }

Result<GrantClaims> parse(ByteView body) {
    RecordReader reader(body);
    GrantClaims claims;
    const bool whole =
        take(reader.bytes(), claims.id) && take(reader.bytes(), claims.store) && take(reader.bytes(), claims.card);
    claims.purpose.terminal = std::string(reader.text());
    const ByteView challenge = reader.bytes();
    claims.purpose.challenge.assign(challenge.begin(), challenge.end());
    claims.purpose.amount = reader.number();
    const auto seconds = [&] { return std::chrono::seconds(static_cast<std::int64_t>(reader.number())); };
    claims.issued = std::chrono::sys_seconds(seconds());
    claims.expires = std::chrono::sys_seconds(seconds());
    const std::uint64_t offline = reader.number();
    claims.offline = offline == 1;
    if (!whole || offline > 1 || !reader.finish() || !claims.purpose.check()) return malformed();
    return claims;
}

}  // namespace

Result<void> GrantPurpose::check() const {
    if (challenge.size() > kLongestChallenge) return fail(ErrorCode::kInvalidArgument, "the challenge is too long");
    return terminal.empty() ? Result<void>() : check_text(terminal, "the terminal", kLongestTerminal);
}

Result<Bytes> sign_grant(const GrantClaims& claims, const SigningKey& key) {
    RecordWriter writer;
    writer.bytes(claims.id);
    writer.bytes(claims.store);
    writer.bytes(claims.card);
    writer.text(claims.purpose.terminal);
    writer.bytes(claims.purpose.challenge);
    writer.number(claims.purpose.amount);
    writer.number(static_cast<std::uint64_t>(claims.issued.time_since_epoch().count()));
    writer.number(static_cast<std::uint64_t>(claims.expires.time_since_epoch().count()));
    writer.number(claims.offline ? 1 : 0);
    Bytes grant(bytes_of(kMagic).begin(), bytes_of(kMagic).end());
    grant.insert(grant.end(), writer.view().begin(), writer.view().end());
    const auto signature = key.sign(grant);
    if (!signature) return pass(signature);
    grant.insert(grant.end(), signature->begin(), signature->end());
    return grant;
}

Result<GrantClaims> check_grant(ByteView grant, const PublicKey& key, const GrantPurpose& expected,
                                std::chrono::sys_seconds now, GrantCheck by) {
    Signature signature{};
    if (grant.size() < kMagic.size() + signature.size() || text_of(grant.first(kMagic.size())) != kMagic) {
        return malformed();
    }
    const ByteView signed_part = grant.first(grant.size() - signature.size());
    (void)take(grant.last(signature.size()), signature);
    if (!signature_holds(key, signed_part, signature)) {
        return fail(ErrorCode::kNotAllowed, "the grant's signature does not hold");
    }
    auto claims = parse(signed_part.subspan(kMagic.size()));
    if (!claims) return claims;
    if (claims->purpose != expected) return fail(ErrorCode::kNotAllowed, "the grant is for something else");
    if (by == GrantCheck::kOffline && !claims->offline) {
        return fail(ErrorCode::kNotAllowed, "the grant holds only where the store is asked");
    }
    if (now >= claims->expires || now + kClockSkew < claims->issued) {
        return fail(ErrorCode::kTimeout, "the grant has expired, or is not valid yet");
    }
    return claims;
}

Result<void> GrantLedger::use(const GrantClaims& claims, std::chrono::sys_seconds now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(used_, [&](const auto& entry) { return entry.second <= now; });
    if (!used_.emplace(claims.id, claims.expires).second) {
        return fail(ErrorCode::kNotAllowed, "the grant was used before");
    }
    return {};
}

}  // namespace dactyl
