#pragma once

#include <array>
#include <cstddef>
#include <filesystem>

#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Tells keys apart without telling anything about them.
using KeyId = std::array<std::byte, 16>;

/// The key under which everything in a store is sealed in the end. See engine/docs/formats/key.md.
struct MasterKey {
    KeyId id{};
    Key256 key;
};

/// A new random key. Errors: kInternal.
Result<MasterKey> generate_master_key();

/// Writes a key to a new file that only its owner may read, and to the disk. Errors: kAlreadyExists, kNotFound (the
/// folder), kUnwritable, kDiskFull; then there is no file.
Result<void> write_key_file(const std::filesystem::path& path, const MasterKey& key);

/// Errors: kKeyUnusable: missing, readable or writable by group or others, of wrong size, malformed; kVersionTooNew.
Result<MasterKey> read_key_file(const std::filesystem::path& path);

}  // namespace dactyl
