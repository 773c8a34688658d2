#include "engine/core/atomic_file.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dactyl {
namespace {

namespace fs = std::filesystem;

class AtomicFileTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) / ("atomic_file." + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static std::string content(const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

    fs::path folder_;
};

TEST_F(AtomicFileTest, RewritesWhatWasWritten) {
    const fs::path path = folder_ / "out.bin";
    auto file = AtomicFile::open(path);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("head-body"));
    ASSERT_TRUE(file->rewrite(1, std::as_bytes(std::span("EA", 2))));
    ASSERT_TRUE(file->write("-end"));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(content(path), "hEAd-body-end");
}

TEST_F(AtomicFileTest, AppearsOnlyWithCommit) {
    const fs::path path = folder_ / "out.csv";
    auto file = AtomicFile::open(path);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("one,"));
    ASSERT_TRUE(file->write("two"));
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(content(path), "one,two");
    EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, DroppedLeavesTheOldContentAndNoTrace) {
    const fs::path path = folder_ / "out.csv";
    ASSERT_TRUE(write_file_atomically(path, "old"));
    {
        auto file = AtomicFile::open(path);
        ASSERT_TRUE(file && file->write("half"));
        AtomicFile moved = std::move(*file);
    }
    EXPECT_EQ(content(path), "old");
    EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, WhatKilledProcessesLeftIsRemovedAndNothingElse) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto file = AtomicFile::open(folder_ / "abandoned");
        ::_exit(file ? 0 : 1);  // no destructor runs, as when killed
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    ASSERT_EQ(files(), 1);

    auto open = AtomicFile::open(folder_ / "in-work");
    ASSERT_TRUE(open && open->write("here"));
    const std::string child_number = std::to_string(child);
    for (const char* name : {".part", ".x.part", ".x.-1.part", ".x.12y-1.part", "notes.part"}) {
        ASSERT_TRUE(write_file_atomically(folder_ / name, "mine"));
    }
    ASSERT_TRUE(write_file_atomically(folder_ / ("x." + child_number + "-0.part"), "not hidden: mine"));
    remove_abandoned_files(folder_);
    EXPECT_EQ(files(), 1 + 5 + 1);
    ASSERT_TRUE(open->commit());
    EXPECT_EQ(content(folder_ / "in-work"), "here");
    remove_abandoned_files(folder_ / "missing");
}

TEST_F(AtomicFileTest, KeepsALinkAndReplacesWhatItPointsTo) {
    ASSERT_TRUE(write_file_atomically(folder_ / "real", "old"));
    fs::create_symlink("real", folder_ / "link");
    ASSERT_TRUE(write_file_atomically(folder_ / "link", "new"));
    EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
    EXPECT_EQ(content(folder_ / "real"), "new");
}

TEST_F(AtomicFileTest, GivesANewFileThePermissionsAskedFor) {
    auto file = AtomicFile::open(folder_ / "key", 0600);
    ASSERT_TRUE(file && file->commit());
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / "key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(AtomicFileTest, RefusesMissingFoldersAndFolders) {
    for (const fs::path& path : {folder_ / "absent" / "out.csv", folder_, fs::path()}) {
        const auto file = AtomicFile::open(path);
        ASSERT_FALSE(file) << path;
        EXPECT_EQ(file.error().code, ErrorCode::kUnwritable);
        EXPECT_NE(file.error().message.find(path.string()), std::string::npos);
    }
}

TEST_F(AtomicFileTest, ReportsAFullDisk) {
    if (!fs::exists("/dev/full")) {
        GTEST_SKIP() << "no /dev/full here";
    }
    const auto written = write_file_atomically("/dev/full", "anything");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::kDiskFull);
}

TEST_F(AtomicFileTest, WritesToADeviceDirectly) { EXPECT_TRUE(write_file_atomically("/dev/null", "anything")); }

}  // namespace
}  // namespace dactyl
