#include "engine/accounts/new_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dactyl {
namespace {

ErrorCode code_of(int system_error) {
    if (is_out_of_space(system_error)) return ErrorCode::kDiskFull;
    if (system_error == EEXIST) return ErrorCode::kAlreadyExists;
    return system_error == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnwritable;
}

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor::~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
}

Result<FileDescriptor> create_private_file(const std::filesystem::path& path, std::string_view what) {
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open()) return tl::unexpected(creation_error(path, what, errno));
    return file;
}

Error creation_error(const std::filesystem::path& path, std::string_view what, int system_error) {
    return {code_of(system_error),
            fmt::format("{} '{}': {}", what, path.string(), std::generic_category().message(system_error))};
}

bool is_out_of_space(int system_error) {
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

bool sync_folder_of(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return file.is_open() && ::fsync(file.number()) == 0;
}

}  // namespace dactyl
