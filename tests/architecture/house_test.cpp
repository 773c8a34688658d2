#include "tests/architecture/house.hpp"

#include <iostream>

#include "tests/architecture/rules.hpp"

namespace dactyl::architecture {
namespace {

using testing::IsEmpty;

// Beyond the first a file is worth a second look, beyond the second it has more than one reason to change.
constexpr int kLongFile = 300;
constexpr int kTooLongFile = 400;

const SourceTree& sources() {
    static const SourceTree tree =
        read_sources(DACTYL_SOURCE_DIR, {"engine", "sensors", "templates", "bench", "datasets"});
    return tree;
}

TEST(House, IsReadAtAll) { EXPECT_GT(sources().size(), 50U); }

TEST(House, TableOfRoomsHasNoCircle) { EXPECT_THAT(check_house(house()), IsEmpty()); }

TEST(House, EverySourceLiesInARoom) {
    for (const auto& [path, text] : sources()) {
        const bool outside = name_of(path) == "CMakeLists.txt" || folder_of(path) == "engine/cmake";
        EXPECT_TRUE(outside || room_of(house(), path) != nullptr) << path;
    }
}

TEST(House, ArrowsPointOneWay) { EXPECT_THAT(check_arrows(house(), sources()), IsEmpty()); }

TEST(House, RoomsUseOnlyTheirLibraries) { EXPECT_THAT(check_libraries(house(), sources()), IsEmpty()); }

TEST(House, PublicHeadersStandOnTheirOwn) { EXPECT_THAT(check_public_headers(sources()), IsEmpty()); }

TEST(House, HeadersHaveNoCircle) { EXPECT_THAT(check_circles(sources()), IsEmpty()); }

TEST(House, EverySourceIsBuilt) {
    EXPECT_THAT(check_listing(sources()), IsEmpty());
    EXPECT_THAT(check_listing(read_sources(DACTYL_SOURCE_DIR, {"tests"})), IsEmpty());
}

TEST(House, FilesStayShort) {
    for (const std::string& finding : check_length(sources(), kLongFile)) std::cout << "warning: " << finding << '\n';
    EXPECT_THAT(check_length(sources(), kTooLongFile), IsEmpty());
}

}  // namespace
}  // namespace dactyl::architecture
