#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// A file that appears whole or not at all: it is written beside its target, flushed to the disk and renamed into place
/// by commit(); dropped without commit() it leaves the target as it was. A target that is no regular file (/dev/stdout,
/// a pipe) is written to directly. Open it before long work, so that an unwritable path is reported at once. Not
/// thread-safe; different objects are independent, also for one target (the last commit wins).
class AtomicFile {
  public:
    /// `permissions` are those of a new file before the umask. Errors: kUnwritable (folder missing or not writable,
    /// target write-protected or a folder itself), kDiskFull.
    static Result<AtomicFile> open(const std::filesystem::path& path, unsigned permissions = 0666);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    /// Appends. Errors: kDiskFull, kUnwritable.
    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text);
    /// Overwrites bytes that were written before, for heads that are known only at the end. Errors: kDiskFull,
    /// kUnwritable (also where the target is a pipe).
    Result<void> rewrite(std::size_t offset, std::span<const std::byte> bytes);
    /// Makes what was written the target. Call once, last. Errors: kDiskFull, kUnwritable; the target is then
    /// unchanged.
    Result<void> commit();

  private:
    AtomicFile(std::filesystem::path target, std::filesystem::path beside, int descriptor);
    void drop() noexcept;
    template <class WriteSome>
    Result<void> write_all(std::span<const std::byte> bytes, const WriteSome& write_some);

    std::filesystem::path target_;
    std::filesystem::path beside_;  // empty where the target is written directly
    int descriptor_ = -1;
};

/// Writes a whole file in one go. Errors: as AtomicFile.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Removes the unfinished files that killed processes left beside their targets in `folder`. Those of processes that
/// still run stay; so does what cannot be removed.
void remove_abandoned_files(const std::filesystem::path& folder);

}  // namespace dactyl
