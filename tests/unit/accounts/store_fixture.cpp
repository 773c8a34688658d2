#include "tests/unit/accounts/store_fixture.hpp"

#include <fstream>

#include <fmt/core.h>
#include <sqlite3.h>

namespace dactyl {

ResidentId number_of_nobody(int index) {
    const std::string body = fmt::format("110105{:04}0101{:03}", 1900 + index / 1000, index % 1000);
    return ResidentId::parse(body + ResidentId::check_character(body).value()).value();
}

void sqlite_exec(const std::filesystem::path& path, const std::string& sql) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &connection), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_free(message);
    sqlite3_close(connection);
}

StoreTest::StoreTest() : path(folder.path() / "store.db"), master(generate_master_key().value()) {
    EXPECT_TRUE(Repository::create(path, master));
}

ErrorCode StoreTest::open_error() const {
    const auto opened = Repository::open(path, master);
    EXPECT_FALSE(opened);
    return opened ? ErrorCode::kInternal : opened.error().code;
}

Result<HolderId> StoreTest::enroll(Repository& repository, int index, int impressions) {
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = change->add_person(number_of_nobody(index), fmt::format("Nobody the {}th", index));
    if (!holder) return pass(holder);
    std::optional<FingerId> finger;
    for (int i = 0; i < impressions; ++i) {
        const auto added = change->add_impression(*holder, finger, bytes_of(kTemplateText));
        if (!added) return pass(added);
        finger = added->finger;
    }
    if (auto committed = change->commit(); !committed) return pass(committed);
    return holder;
}

std::string StoreTest::raw_bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

}  // namespace dactyl
