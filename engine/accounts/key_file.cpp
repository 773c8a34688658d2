#include "engine/accounts/key_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/new_file.hpp"

namespace dactyl {
namespace {

// The layout of engine/docs/formats/key.md.
constexpr std::string_view kMagic = "DACTYLK\x1A";
constexpr std::byte kVersion{1};
constexpr std::byte kAes256{1};
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kAlgorithmAt = 9;
constexpr std::size_t kIdAt = 16;
constexpr std::size_t kKeyAt = 32;
constexpr std::size_t kDigestAt = 64;
constexpr std::size_t kFileBytes = 96;

tl::unexpected<Error> unusable(const std::filesystem::path& path, std::string_view why) {
    return fail(ErrorCode::kKeyUnusable, fmt::format("key file '{}' {}", path.string(), why));
}

bool write_all(int descriptor, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

Result<SecretBytes> encode(const MasterKey& key) {
    SecretBytes bytes(kFileBytes);
    const auto all = bytes.writable();
    std::ranges::copy(bytes_of(kMagic), all.begin());
    all[kVersionAt] = kVersion;
    all[kAlgorithmAt] = kAes256;
    std::ranges::copy(key.id, all.begin() + kIdAt);
    std::ranges::copy(key.key.view(), all.begin() + kKeyAt);
    const auto digest = crypto::sha256(all.first(kDigestAt));
    if (!digest) return pass(digest);
    std::ranges::copy(*digest, all.begin() + kDigestAt);
    return bytes;
}

Result<MasterKey> decode(ByteView bytes, const std::filesystem::path& path) {
    if (!std::ranges::equal(bytes.first(kMagic.size()), bytes_of(kMagic))) return unusable(path, "is not a key file");
    if (bytes[kVersionAt] > kVersion) {
        return fail(ErrorCode::kVersionTooNew, fmt::format("key file '{}' is of a newer version", path.string()));
    }
    const auto digest = crypto::sha256(bytes.first(kDigestAt));
    if (!digest) return pass(digest);
    const auto reserved = bytes.subspan(kAlgorithmAt + 1, kIdAt - kAlgorithmAt - 1);
    if (bytes[kVersionAt] != kVersion || bytes[kAlgorithmAt] != kAes256 ||
        !std::ranges::all_of(reserved, [](std::byte b) { return b == std::byte{0}; }) ||
        !std::ranges::equal(*digest, bytes.subspan(kDigestAt))) {
        return unusable(path, "is damaged");
    }
    MasterKey key;
    std::ranges::copy(bytes.subspan(kIdAt, key.id.size()), key.id.begin());
    std::ranges::copy(bytes.subspan(kKeyAt, Key256::kSize), key.key.writable().begin());
    return key;
}

}  // namespace

Result<MasterKey> generate_master_key() {
    MasterKey key;
    if (auto filled = crypto::fill_random(key.id); !filled) return pass(filled);
    auto random = crypto::random_key();
    if (!random) return pass(random);
    key.key = std::move(*random);
    return key;
}

Result<void> write_key_file(const std::filesystem::path& path, const MasterKey& key) {
    const auto bytes = encode(key);
    if (!bytes) return pass(bytes);
    const auto file = create_private_file(path, "key file");
    if (!file) return pass(file);
    if (!write_all(file->number(), bytes->view()) || ::fsync(file->number()) != 0 || !sync_folder_of(path)) {
        const int error = errno;
        ::unlink(path.c_str());
        return tl::unexpected(creation_error(path, "key file", error));
    }
    return {};
}

Result<MasterKey> read_key_file(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!file.is_open()) return unusable(path, errno == ENOENT ? "does not exist" : "cannot be read");
    struct stat status {};
    if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return unusable(path, "is not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return unusable(path, "may be used by others than its owner; make it yours alone (chmod 600)");
    }
    if (status.st_size != static_cast<off_t>(kFileBytes)) return unusable(path, "is of the wrong size");
    SecretBytes bytes(kFileBytes);
    for (std::size_t done = 0; done < kFileBytes;) {
        const ssize_t got = ::read(file.number(), bytes.writable().data() + done, kFileBytes - done);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return unusable(path, "cannot be read");
        done += static_cast<std::size_t>(got);
    }
    return decode(bytes.view(), path);
}

}  // namespace dactyl
