#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/crypto_profile.hpp"
#include "engine/accounts/key_file.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

using StoreId = std::array<std::byte, 16>;

/// What a sealed record is. Values are part of the format.
enum class RecordKind : std::uint8_t {
    kStoreKey = 1,
    kHolderKey = 2,
    kPerson = 3,
    kImpression = 4,
    kCard = 5,
    kSigningKey = 6,
    kHidden = 7,
    kRole = 8,
    kAttachmentKey = 9,
    kAttachment = 10,
    kCertificate = 21,
    kCertificateKey = 22,
    kIssuer = 23,
};

/// The identity of a sealed record: goes into the seal as additional data, so that a record opens in its own place
/// only.
struct RecordName {
    RecordKind kind;
    HolderId holder;           ///< whose it is; 0 for records of the store
    std::uint64_t record = 0;  ///< its id within its kind
    std::uint32_t detail = 0;  ///< plain columns of the same row that must not be altered
};

/// What a token stands for; the same text gives unrelated tokens for different kinds. Values are part of the format.
enum class TokenKind : std::uint8_t {
    kKeyCheck = 1,
    kResidentId = 2,
    kCardNumber = 3,
    kAlias = 4,
    kBinding = 5,
    kConsent = 6,
    kCardReference = 7,
    kDocument = 8,
    kThrottle = 9,
    kDecoy = 10,
    kReview = 11,
};

/// A keyed fingerprint of a text: equal for equal texts in one store, and without the store's key nothing more.
using Token = std::array<std::byte, 16>;

/// The key of one holder: everything about them is sealed under it, so that destroying it destroys everything.
struct HolderKey {
    Key256 key;
};

/// The store's own key as it is stored: wrapped under the master key.
struct WrappedStoreKey {
    KeyId master{};  ///< the master key's id
    Token check{};   ///< tells a wrong master key from damage
    Bytes wrapped;
};

/// Seals and opens records, wraps holders' keys, makes lookup tokens. Immutable and thread-safe.
/// master key -> store key -> holder key -> record; see engine/docs/formats/store.md.
class Vault {
  public:
    struct Created;
    /// A fresh store key for a new store. Errors: kInternal.
    static Result<Created> create(const MasterKey& master, const StoreId& store,
                                  CryptoProfile profile = CryptoProfile::kInternational);
    /// Errors: kKeyMismatch (the master key is not this store's), kStoreDamaged.
    static Result<Vault> open(const MasterKey& master, const StoreId& store, const WrappedStoreKey& stored,
                              CryptoProfile profile = CryptoProfile::kInternational);

    /// The store key wrapped once more, under another master key.
    Result<WrappedStoreKey> wrapped_under(const MasterKey& master) const;

    static Result<HolderKey> new_holder_key();
    Result<Bytes> wrap(HolderId holder, const HolderKey& key) const;
    /// Errors: kStoreDamaged.
    Result<HolderKey> unwrap(HolderId holder, ByteView wrapped) const;
    /// The same for a key that is not the holder's only one.
    Result<Bytes> wrap(const RecordName& name, const HolderKey& key) const;
    Result<HolderKey> unwrap(const RecordName& name, ByteView wrapped) const;

    Result<Bytes> seal(const HolderKey& key, const RecordName& name, ByteView plain) const;
    /// Errors: kStoreDamaged when the record was altered, moved, or sealed under another key.
    Result<SecretBytes> open(const HolderKey& key, const RecordName& name, ByteView sealed) const;

    /// seal() and open() for records of the store itself.
    Result<Bytes> seal_for_store(const RecordName& name, ByteView plain) const;
    Result<SecretBytes> open_for_store(const RecordName& name, ByteView sealed) const;

    const StoreId& store() const { return store_; }
    CryptoProfile profile() const { return profile_; }

    Result<Token> token(TokenKind kind, ByteView text) const;

  private:
    Vault() = default;
    static Result<Vault> from_store_key(const StoreId& store, const Key256& store_key, CryptoProfile profile);
    Result<Bytes> seal_named(const Key256& key, const RecordName& name, ByteView plain) const;
    Result<SecretBytes> open_named(const Key256& key, const RecordName& name, ByteView sealed) const;

    CryptoProfile profile_ = CryptoProfile::kInternational;
    StoreId store_{};
    Key256 store_key_;
    Key256 wrapping_;
    Key256 lookup_;
};

struct Vault::Created {
    Vault vault;
    WrappedStoreKey stored;
};

}  // namespace dactyl
