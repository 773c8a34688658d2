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

Result<Token> keyed_token(CryptoProfile profile, const Key256& key, TokenKind kind, ByteView text) {
    SecretBytes named(text.size() + 1);
    named.writable()[0] = static_cast<std::byte>(kind);
    std::ranges::copy(text, named.writable().begin() + 1);
    const auto digest = crypto::hmac(profile, key.view(), named.view());
    if (!digest) return pass(digest);
    return shortened(*digest);
}

Result<Token> check_value(const MasterKey& master, const StoreId& store, CryptoProfile profile) {
    const auto key = crypto::hkdf(profile, master.key.view(), store, kMasterCheck);
    if (!key) return pass(key);
    return keyed_token(profile, *key, TokenKind::kKeyCheck, store);
}

Result<Key256> key_from(const SecretBytes& bytes) {
    if (bytes.size() != Key256::kSize) return fail(ErrorCode::kStoreDamaged, "a wrapped key is of the wrong size");
    Key256 key;
    std::ranges::copy(bytes.view(), key.writable().begin());
    return key;
}

}  // namespace

Result<Bytes> Vault::seal_named(const Key256& key, const RecordName& name, ByteView plain) const {
    return crypto::seal(profile_, key, additional_data(store_, name).view(), plain);
}

Result<SecretBytes> Vault::open_named(const Key256& key, const RecordName& name, ByteView sealed) const {
    auto plain = crypto::open(profile_, key, additional_data(store_, name).view(), sealed);
    if (!plain && plain.error().code == ErrorCode::kCorrupt) {
        return fail(ErrorCode::kStoreDamaged, std::move(plain.error().message));
    }
    return plain;
}

Result<Vault> Vault::from_store_key(const StoreId& store, const Key256& store_key, CryptoProfile profile) {
    auto wrapping = crypto::hkdf(profile, store_key.view(), store, kStoreWrapping);
    if (!wrapping) return pass(wrapping);
    auto lookup = crypto::hkdf(profile, store_key.view(), store, kStoreLookup);
    if (!lookup) return pass(lookup);
    Vault vault;
    vault.profile_ = profile;
    vault.store_ = store;
    std::ranges::copy(store_key.view(), vault.store_key_.writable().begin());
    vault.wrapping_ = std::move(*wrapping);
    vault.lookup_ = std::move(*lookup);
    return vault;
}

Result<Vault::Created> Vault::create(const MasterKey& master, const StoreId& store, CryptoProfile profile) {
    const auto store_key = crypto::random_key();
    if (!store_key) return pass(store_key);
    auto vault = from_store_key(store, *store_key, profile);
    if (!vault) return pass(vault);
    auto stored = vault->wrapped_under(master);
    if (!stored) return pass(stored);
    return Created{std::move(*vault), std::move(*stored)};
}

Result<WrappedStoreKey> Vault::wrapped_under(const MasterKey& master) const {
    const auto master_wrapping = crypto::hkdf(profile_, master.key.view(), store_, kMasterWrapping);
    if (!master_wrapping) return pass(master_wrapping);
    const auto check = check_value(master, store_, profile_);
    if (!check) return pass(check);
    auto wrapped = seal_named(*master_wrapping, kStoreKeyName, store_key_.view());
    if (!wrapped) return pass(wrapped);
    return WrappedStoreKey{master.id, *check, std::move(*wrapped)};
}

Result<Vault> Vault::open(const MasterKey& master, const StoreId& store, const WrappedStoreKey& stored,
                          CryptoProfile profile) {
    const auto check = check_value(master, store, profile);
    if (!check) return pass(check);
    if (stored.master != master.id || !crypto::equal_in_constant_time(*check, stored.check)) {
        return fail(ErrorCode::kKeyMismatch, "the key does not belong to this store");
    }
    const auto master_wrapping = crypto::hkdf(profile, master.key.view(), store, kMasterWrapping);
    if (!master_wrapping) return pass(master_wrapping);
    Vault outer;
    outer.profile_ = profile;
    outer.store_ = store;
    const auto opened = outer.open_named(*master_wrapping, kStoreKeyName, stored.wrapped);
    if (!opened) return pass(opened);
    const auto store_key = key_from(*opened);
    if (!store_key) return pass(store_key);
    return from_store_key(store, *store_key, profile);
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
    return seal_named(wrapping_, name, key.key.view());
}

Result<HolderKey> Vault::unwrap(const RecordName& name, ByteView wrapped) const {
    const auto opened = open_named(wrapping_, name, wrapped);
    if (!opened) return pass(opened);
    auto key = key_from(*opened);
    if (!key) return pass(key);
    return HolderKey{std::move(*key)};
}

Result<Bytes> Vault::seal(const HolderKey& key, const RecordName& name, ByteView plain) const {
    return seal_named(key.key, name, plain);
}

Result<SecretBytes> Vault::open(const HolderKey& key, const RecordName& name, ByteView sealed) const {
    return open_named(key.key, name, sealed);
}

Result<Bytes> Vault::seal_for_store(const RecordName& name, ByteView plain) const {
    return seal_named(wrapping_, name, plain);
}

Result<SecretBytes> Vault::open_for_store(const RecordName& name, ByteView sealed) const {
    return open_named(wrapping_, name, sealed);
}

Result<Token> Vault::token(TokenKind kind, ByteView text) const { return keyed_token(profile_, lookup_, kind, text); }

}  // namespace dactyl
