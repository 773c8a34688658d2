#include "engine/core/atomic_file.hpp"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dactyl {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return fail(full ? ErrorCode::kDiskFull : ErrorCode::kUnwritable,
                "cannot write '" + path.string() + "': " + std::generic_category().message(error));
}

/// A name beside `target` that nobody else uses at this moment.
fs::path temporary_beside(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    std::string name = ".";
    name.append(target.filename().string()).append(".").append(std::to_string(::getpid()));
    name.append("-").append(std::to_string(counter.fetch_add(1))).append(".part");
    return target.parent_path() / name;
}

/// The process that made a file of this name by temporary_beside(); none for names of another kind.
std::optional<pid_t> maker_of(std::string_view name) {
    constexpr std::string_view kEnding = ".part";
    if (!name.starts_with('.') || !name.ends_with(kEnding)) return std::nullopt;
    name.remove_suffix(kEnding.size());
    const std::size_t dot = name.rfind('.');
    const std::size_t dash = name.rfind('-');
    if (dot == std::string_view::npos || dash == std::string_view::npos || dash < dot) return std::nullopt;
    const std::string_view digits = name.substr(dot + 1, dash - dot - 1);
    pid_t process = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), process);
    if (error != std::errc{} || end != digits.data() + digits.size() || process <= 0) return std::nullopt;
    return process;
}

/// A rename is durable only once its folder is. File systems that cannot flush a folder are none of our business.
void flush_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return;
    }
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

AtomicFile::AtomicFile(fs::path target, fs::path beside, int descriptor)
    : target_(std::move(target)), beside_(std::move(beside)), descriptor_(descriptor) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      beside_(std::exchange(other.beside_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this != &other) {
        drop();
        target_ = std::move(other.target_);
        beside_ = std::exchange(other.beside_, {});
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

AtomicFile::~AtomicFile() { drop(); }

void AtomicFile::drop() noexcept {
    if (descriptor_ >= 0) {
        ::close(std::exchange(descriptor_, -1));
    }
    if (!beside_.empty()) {
        ::unlink(beside_.c_str());
        beside_.clear();
    }
}

Result<AtomicFile> AtomicFile::open(const fs::path& path, unsigned permissions) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (fs::is_directory(status) || !path.has_filename()) {
        return cannot_write(path, EISDIR);
    }
    if (fs::exists(status) && ::access(path.c_str(), W_OK) != 0) {
        return cannot_write(path, errno);
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor < 0) {
            return cannot_write(path, errno);
        }
        return AtomicFile(path, {}, descriptor);
    }
    std::error_code unresolved;
    fs::path target = fs::exists(status) ? fs::canonical(path, unresolved) : path;  // a link stays a link
    if (unresolved) {
        return cannot_write(path, unresolved.value());
    }
    fs::path beside;
    int descriptor = -1;
    do {  // a process of the same number that was killed may have left a file of that name
        beside = temporary_beside(target);
        descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions);
    } while (descriptor < 0 && errno == EEXIST);
    if (descriptor < 0) {
        return cannot_write(path, errno);
    }
    return AtomicFile(std::move(target), std::move(beside), descriptor);
}

template <class WriteSome>
Result<void> AtomicFile::write_all(std::span<const std::byte> bytes, const WriteSome& write_some) {
    while (!bytes.empty()) {
        const ssize_t written = write_some(bytes);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return cannot_write(target_, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes) {
    return write_all(bytes,
                     [&](std::span<const std::byte> rest) { return ::write(descriptor_, rest.data(), rest.size()); });
}

Result<void> AtomicFile::write(std::string_view text) { return write(std::as_bytes(std::span(text))); }

Result<void> AtomicFile::rewrite(std::size_t offset, std::span<const std::byte> bytes) {
    const std::size_t end = offset + bytes.size();
    return write_all(bytes, [&](std::span<const std::byte> rest) {
        return ::pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(end - rest.size()));
    });
}

Result<void> AtomicFile::commit() {
    // A device or a pipe cannot be flushed to a disk; there it is no error.
    if (!beside_.empty() && ::fsync(descriptor_) != 0) {
        return cannot_write(target_, errno);
    }
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        return cannot_write(target_, errno);
    }
    if (beside_.empty()) {
        return {};
    }
    if (::rename(beside_.c_str(), target_.c_str()) != 0) {
        return cannot_write(target_, errno);
    }
    beside_.clear();
    flush_folder(target_.parent_path());
    return {};
}

Result<void> write_file_atomically(const fs::path& path, std::string_view content) {
    auto file = AtomicFile::open(path);
    if (!file) {
        return pass(file);
    }
    if (auto written = file->write(content); !written) {
        return written;
    }
    return file->commit();
}

void remove_abandoned_files(const fs::path& folder) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::optional<pid_t> maker = maker_of(entry->path().filename().string());
        if (maker && ::kill(*maker, 0) != 0 && errno == ESRCH) {
            ::unlink(entry->path().c_str());
        }
    }
}

}  // namespace dactyl
