#include "engine/accounts/vault.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/record.hpp"

namespace dactyl {
namespace {

// Every use of a key has a name of its own, so that no two uses share a key.
constexpr std::string_view kMasterWrapping = "dactyl/1 master: wrap store key";
constexpr std::string_view kMasterCheck = "dactyl/1 master: check";
constexpr std::string_view kStoreWrapping = "dactyl/1 store: wrap holder keys";
constexpr std::string_view kStoreLookup = "dactyl/1 store: lookup tokens";
constexpr std::string_view kSealPrefix = "dactyl/1 seal";

constexpr RecordName kStoreKeyName = {RecordKind::kStoreKey, HolderId()};

RecordName holder_key_name(HolderId holder) { return {RecordKind::kHolderKey, holder, holder.value()}; }

RecordWriter additional_data(const StoreId& store, const RecordName& name) {
    RecordWriter writer;
    writer.bytes(bytes_of(kSealPrefix));
    writer.bytes(store);
    writer.number(static_cast<std::uint64_t>(name.kind));
    writer.number(name.holder.value());
    writer.number(name.record);
    writer.number(name.detail);
    return writer;
}

Token shortened(const crypto::Digest& digest) {
    Token token{};
    std::ranges::copy_n(digest.begin(), token.size(), token.begin());
    return token;
}

Result<Token> keyed_token(const Key256& key, TokenKind kind, ByteView text) {
    SecretBytes named(text.size() + 1);
    named.writable()[0] = static_cast<std::byte>(kind);
    std::ranges::copy(text, named.writable().begin() + 1);
    const auto digest = crypto::hmac_sha256(key.view(), named.view());
    if (!digest) return pass(digest);
    return shortened(*digest);
}

Result<Token> check_value(const MasterKey& master, const StoreId& store) {
    const auto key = crypto::hkdf_sha256(master.key.view(), store, kMasterCheck);
    if (!key) return pass(key);
    return keyed_token(*key, TokenKind::kKeyCheck, store);
}

Result<Key256> key_from(const SecretBytes& bytes) {
    if (bytes.size() != Key256::kSize) return fail(ErrorCode::kStoreDamaged, "a wrapped key is of the wrong size");
    Key256 key;
    std::ranges::copy(bytes.view(), key.writable().begin());
    return key;
}

Result<Bytes> seal_named(const Key256& key, const StoreId& store, const RecordName& name, ByteView plain) {
    return crypto::gcm_seal(key.view(), additional_data(store, name).view(), plain);
}

Result<SecretBytes> open_named(const Key256& key, const StoreId& store, const RecordName& name, ByteView sealed) {
    auto plain = crypto::gcm_open(key.view(), additional_data(store, name).view(), sealed);
    if (!plain && plain.error().code == ErrorCode::kCorrupt) {
        return fail(ErrorCode::kStoreDamaged, std::move(plain.error().message));
    }
    return plain;
}

}  // namespace

Result<Vault> Vault::from_store_key(const StoreId& store, const Key256& store_key) {
    auto wrapping = crypto::hkdf_sha256(store_key.view(), store, kStoreWrapping);
    if (!wrapping) return pass(wrapping);
    auto lookup = crypto::hkdf_sha256(store_key.view(), store, kStoreLookup);
    if (!lookup) return pass(lookup);
    Vault vault;
    vault.store_ = store;
    std::ranges::copy(store_key.view(), vault.store_key_.writable().begin());
    vault.wrapping_ = std::move(*wrapping);
    vault.lookup_ = std::move(*lookup);
    return vault;
}

Result<Vault::Created> Vault::create(const MasterKey& master, const StoreId& store) {
    const auto store_key = crypto::random_key();
    if (!store_key) return pass(store_key);
    auto vault = from_store_key(store, *store_key);
    if (!vault) return pass(vault);
    auto stored = vault->wrapped_under(master);
    if (!stored) return pass(stored);
    return Created{std::move(*vault), std::move(*stored)};
}

Result<WrappedStoreKey> Vault::wrapped_under(const MasterKey& master) const {
    const auto master_wrapping = crypto::hkdf_sha256(master.key.view(), store_, kMasterWrapping);
    if (!master_wrapping) return pass(master_wrapping);
    const auto check = check_value(master, store_);
    if (!check) return pass(check);
    auto wrapped = seal_named(*master_wrapping, store_, kStoreKeyName, store_key_.view());
    if (!wrapped) return pass(wrapped);
    return WrappedStoreKey{master.id, *check, std::move(*wrapped)};
}

Result<Vault> Vault::open(const MasterKey& master, const StoreId& store, const WrappedStoreKey& stored) {
    const auto check = check_value(master, store);
    if (!check) return pass(check);
    if (stored.master != master.id || !crypto::equal_in_constant_time(*check, stored.check)) {
        return fail(ErrorCode::kKeyMismatch, "the key does not belong to this store");
    }
    const auto master_wrapping = crypto::hkdf_sha256(master.key.view(), store, kMasterWrapping);
    if (!master_wrapping) return pass(master_wrapping);
    const auto opened = open_named(*master_wrapping, store, kStoreKeyName, stored.wrapped);
    if (!opened) return pass(opened);
    const auto store_key = key_from(*opened);
    if (!store_key) return pass(store_key);
    return from_store_key(store, *store_key);
}

Result<HolderKey> Vault::new_holder_key() {
    auto key = crypto::random_key();
    if (!key) return pass(key);
    return HolderKey{std::move(*key)};
}

Result<Bytes> Vault::wrap(HolderId holder, const HolderKey& key) const { return wrap(holder_key_name(holder), key); }

Result<HolderKey> Vault::unwrap(HolderId holder, ByteView wrapped) const {
    return unwrap(holder_key_name(holder), wrapped);
}

Result<Bytes> Vault::wrap(const RecordName& name, const HolderKey& key) const {
    return seal_named(wrapping_, store_, name, key.key.view());
}

Result<HolderKey> Vault::unwrap(const RecordName& name, ByteView wrapped) const {
    const auto opened = open_named(wrapping_, store_, name, wrapped);
    if (!opened) return pass(opened);
    auto key = key_from(*opened);
    if (!key) return pass(key);
    return HolderKey{std::move(*key)};
}

Result<Bytes> Vault::seal(const HolderKey& key, const RecordName& name, ByteView plain) const {
    return seal_named(key.key, store_, name, plain);
}

Result<SecretBytes> Vault::open(const HolderKey& key, const RecordName& name, ByteView sealed) const {
    return open_named(key.key, store_, name, sealed);
}

Result<Bytes> Vault::seal_for_store(const RecordName& name, ByteView plain) const {
    return seal_named(wrapping_, store_, name, plain);
}

Result<SecretBytes> Vault::open_for_store(const RecordName& name, ByteView sealed) const {
    return open_named(wrapping_, store_, name, sealed);
}

Result<Token> Vault::token(TokenKind kind, ByteView text) const { return keyed_token(lookup_, kind, text); }

}  // namespace dactyl
