#include "engine/core/read_file.hpp"

#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

std::vector<std::byte> some_bytes(std::size_t count) {
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 256);
    return bytes;
}

void write(const fs::path& path, const std::vector<std::byte>& bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

TEST(ReadFile, WhatWasWrittenIsRead) {
    const TemporaryFolder folder;
    for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 300'000U}) {
        const auto bytes = some_bytes(size);
        write(folder.path() / "a", bytes);
        const auto back = read_file(folder.path() / "a", 1 << 20);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(*back, bytes);
    }
}

TEST(ReadFile, LimitIsTheLastSizeThatPasses) {
    const TemporaryFolder folder;
    write(folder.path() / "a", some_bytes(100));
    EXPECT_TRUE(read_file(folder.path() / "a", 100));
    const auto refused = read_file(folder.path() / "a", 99);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupportedFormat);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("/a'"));
    EXPECT_EQ(read_file("/dev/zero", 1000).error().code, ErrorCode::kUnsupportedFormat);
}

TEST(ReadFile, AbsentAndFolderAndUnreadableAreToldApart) {
    const TemporaryFolder folder;
    EXPECT_EQ(read_file(folder.path() / "none", 10).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(read_file(folder.path(), 10).error().code, ErrorCode::kUnreadable);
    // Reading a process's memory at address 0 fails for every user, root included.
    EXPECT_EQ(read_file("/proc/self/mem", 10).error().code, ErrorCode::kUnreadable);
}

}  // namespace
}  // namespace dactyl
