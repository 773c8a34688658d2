// Preloaded into the command: a disk that is full after DACTYL_TEST_DISK_BYTES bytes. What is written to regular files
// counts; then the system's own answer for a full disk, ENOSPC, is given.
#include <atomic>
#include <cerrno>
#include <cstdlib>

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool is_regular_file(int file) {
    struct stat info {};
    return fstat(file, &info) == 0 && S_ISREG(info.st_mode) && file > STDERR_FILENO;
}

std::atomic<long>& room() {
    static std::atomic<long> bytes = [] {
        const char* text = std::getenv("DACTYL_TEST_DISK_BYTES");
        return text == nullptr ? 1L << 60 : std::atol(text);
    }();
    return bytes;
}

bool fits(int file, size_t bytes) {
    if (!is_regular_file(file)) return true;
    if (room().fetch_sub(static_cast<long>(bytes)) >= static_cast<long>(bytes)) return true;
    room() = 0;
    errno = ENOSPC;
    return false;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* data, size_t bytes) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    return fits(file, bytes) ? real(file, data, bytes) : -1;
}

ssize_t pwrite(int file, const void* data, size_t bytes, off_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return fits(file, bytes) ? real(file, data, bytes, offset) : -1;
}

ssize_t pwrite64(int file, const void* data, size_t bytes, off64_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return fits(file, bytes) ? real(file, data, bytes, offset) : -1;
}

// Space that is set aside counts like space that is written.
int posix_fallocate(int file, off_t offset, off_t bytes) {
    static const auto real = next<int (*)(int, off_t, off_t)>("posix_fallocate");
    return fits(file, static_cast<size_t>(bytes)) ? real(file, offset, bytes) : ENOSPC;
}
}
