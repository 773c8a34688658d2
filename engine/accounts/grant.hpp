#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/signing.hpp"
#include "engine/accounts/vault.hpp"
#include "engine/core/result.hpp"

/// Grants that are checked without the store: engine/docs/formats/grant.md.
namespace dactyl {

using GrantId = std::array<std::byte, 16>;

/// What a grant is asked for.
struct GrantPurpose {
    std::string terminal;      ///< up to 64 bytes
    Bytes challenge;           ///< fresh for each request, up to 64 bytes
    std::uint64_t amount = 0;  ///< in the smallest unit; 0: none

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    friend bool operator==(const GrantPurpose&, const GrantPurpose&) = default;
};

/// What a grant says.
struct GrantClaims {
    GrantId id{};
    StoreId store{};
    Token card{};  ///< the card's reference
    GrantPurpose purpose;
    std::chrono::sys_seconds issued{};
    std::chrono::sys_seconds expires{};
    bool offline = true;  ///< holds without the store being asked

    friend bool operator==(const GrantClaims&, const GrantClaims&) = default;
};

/// The grant's bytes. Errors: kInternal.
Result<Bytes> sign_grant(const GrantClaims& claims, const SigningKey& key);

/// Who checks a grant: anybody, or whoever asks the store as well.
enum class GrantCheck : std::uint8_t { kOffline, kWithStore };

/// Checks everything but that the grant is used once. The bytes are hostile. Errors: kCorrupt, kNotAllowed (also: the
/// card's rules want the store to be asked), kTimeout. Thread-safe.
Result<GrantClaims> check_grant(ByteView grant, const PublicKey& key, const GrantPurpose& expected,
                                std::chrono::sys_seconds now, GrantCheck by = GrantCheck::kOffline);

/// Remembers the grants that were used, until they have expired. Thread-safe.
class GrantLedger {
  public:
    /// Errors: kNotAllowed when this grant was used before.
    Result<void> use(const GrantClaims& claims, std::chrono::sys_seconds now);

  private:
    std::mutex mutex_;
    std::map<GrantId, std::chrono::sys_seconds> used_;
};

}  // namespace dactyl
