#pragma once

#include <filesystem>
#include <string_view>

#include "engine/core/result.hpp"

namespace dactyl {

/// An open file descriptor, closed when destroyed.
class FileDescriptor {
  public:
    explicit FileDescriptor(int number) : number_(number) {}
    FileDescriptor(FileDescriptor&& other) noexcept;
    FileDescriptor& operator=(FileDescriptor&&) = delete;
    ~FileDescriptor();
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

/// Makes a file that only its owner may read and write, open for writing. `what` ("key file") goes into messages.
/// Errors: kAlreadyExists, kNotFound (the folder), kUnwritable, kDiskFull.
Result<FileDescriptor> create_private_file(const std::filesystem::path& path, std::string_view what);

/// The failure that an errno means when a file is made.
Error creation_error(const std::filesystem::path& path, std::string_view what, int system_error);

/// Whether the disk has no more room for this process, as errno says it.
bool is_out_of_space(int system_error);

/// Flushes the folder of a file: its name survives a loss of power only then.
bool sync_folder_of(const std::filesystem::path& path);

}  // namespace dactyl
