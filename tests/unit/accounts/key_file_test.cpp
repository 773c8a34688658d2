#include "engine/accounts/key_file.hpp"

#include <fstream>

#include <sys/stat.h>

#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

class KeyFile : public testing::Test {
  protected:
    KeyFile() : path(folder.path() / "master.key"), key(generate_master_key().value()) {}

    std::string content() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(const std::string& bytes) const {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
    ErrorCode read_error() const {
        const auto read = read_key_file(path);
        EXPECT_FALSE(read);
        return read ? ErrorCode::kInternal : read.error().code;
    }

    TemporaryFolder folder;
    fs::path path;
    MasterKey key;
};

TEST_F(KeyFile, ReadsBack) {
    ASSERT_TRUE(write_key_file(path, key));
    const auto read = read_key_file(path);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, key.id);
    EXPECT_TRUE(std::ranges::equal(read->key.view(), key.key.view()));
}

TEST_F(KeyFile, BelongsToItsOwnerAlone) {
    const mode_t before = ::umask(0);
    ASSERT_TRUE(write_key_file(path, key));
    ::umask(before);
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600);
    EXPECT_EQ(status.st_size, 96);
}

TEST_F(KeyFile, IsNeverOverwritten) {
    ASSERT_TRUE(write_key_file(path, key));
    const std::string before = content();
    EXPECT_EQ(write_key_file(path, generate_master_key().value()).error().code, ErrorCode::kAlreadyExists);
    EXPECT_EQ(content(), before);
}

TEST_F(KeyFile, IsRefusedWhenOthersMayUseIt) {
    ASSERT_TRUE(write_key_file(path, key));
    for (const mode_t mode : {0640, 0604, 0620, 0602, 0610, 0666, 0777}) {
        ASSERT_EQ(::chmod(path.c_str(), mode), 0);
        EXPECT_EQ(read_error(), ErrorCode::kKeyUnusable) << std::oct << mode;
    }
    ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
    EXPECT_TRUE(read_key_file(path));
}

TEST_F(KeyFile, MissingFolderIsNamed) {
    const auto missing = folder.path() / "nowhere" / "master.key";
    const auto written = write_key_file(missing, key);
    EXPECT_EQ(written.error().code, ErrorCode::kNotFound);
    EXPECT_NE(written.error().message.find(missing.string()), std::string::npos);
}

TEST_F(KeyFile, MissingFileOrFolderInsteadIsUnusable) {
    EXPECT_EQ(read_error(), ErrorCode::kKeyUnusable);
    EXPECT_EQ(read_key_file(folder.path()).error().code, ErrorCode::kKeyUnusable);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(read_error(), ErrorCode::kKeyUnusable);
}

TEST_F(KeyFile, WrongSizesAreUnusable) {
    ASSERT_TRUE(write_key_file(path, key));
    const std::string good = content();
    for (const std::size_t size : {0U, 1U, 31U, 32U, 95U}) {
        put(good.substr(0, size));
        EXPECT_EQ(read_error(), ErrorCode::kKeyUnusable) << size;
    }
    put(good + "x");
    EXPECT_EQ(read_error(), ErrorCode::kKeyUnusable);
}

TEST_F(KeyFile, EveryAlteredByteIsFound) {
    ASSERT_TRUE(write_key_file(path, key));
    const std::string good = content();
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 0x40);
        put(bad);
        EXPECT_EQ(read_error(), i == 8 ? ErrorCode::kVersionTooNew : ErrorCode::kKeyUnusable) << i;
    }
}

TEST_F(KeyFile, MessagesNameTheFile) {
    const auto read = read_key_file(path);
    EXPECT_NE(read.error().message.find(path.string()), std::string::npos);
}

TEST(MasterKeys, AreFresh) {
    const auto first = generate_master_key().value();
    const auto second = generate_master_key().value();
    EXPECT_NE(first.id, second.id);
    EXPECT_FALSE(std::ranges::equal(first.key.view(), second.key.view()));
}

}  // namespace
}  // namespace dactyl
