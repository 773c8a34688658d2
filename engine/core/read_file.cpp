#include "engine/core/read_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dactyl {
namespace {

/// First buffer for what has no size to go by (a pipe, a device).
constexpr std::size_t kFirstBuffer = 1 << 16;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

tl::unexpected<Error> cannot_read(const std::filesystem::path& path, int error) {
    const bool absent = error == ENOENT || error == ENOTDIR;
    return fail(absent ? ErrorCode::kNotFound : ErrorCode::kUnreadable,
                "cannot read '" + path.string() + "': " + std::generic_category().message(error));
}

tl::unexpected<Error> too_long(const std::filesystem::path& path, std::size_t limit) {
    std::string message = "'";
    message.append(path.string()).append("' holds more than the ");
    message.append(std::to_string(limit)).append(" bytes that a file of its kind may");
    return fail(ErrorCode::kUnsupportedFormat, std::move(message));
}

}  // namespace

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) return cannot_read(path, errno);
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return cannot_read(path, errno);
    if (S_ISDIR(status.st_mode)) return cannot_read(path, EISDIR);

    // One byte beyond the announced size shows the end without another turn; one beyond the limit shows that it is
    // passed.
    const std::size_t announced = status.st_size > 0 ? static_cast<std::size_t>(status.st_size) + 1 : kFirstBuffer;
    std::vector<std::byte> bytes(std::min(announced, limit + 1));
    std::size_t filled = 0;
    for (;;) {
        if (filled == bytes.size()) {
            if (filled > limit) {
                return too_long(path, limit);
            }
            bytes.resize(std::min(2 * filled, limit + 1));
        }
        const ssize_t count = ::read(file.number(), bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return cannot_read(path, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace dactyl
