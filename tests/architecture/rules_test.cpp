#include "tests/architecture/rules.hpp"

namespace dactyl::architecture {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A house of three rooms: a <- b <- c, a room inside another's folder, and files that obey every rule.
const std::vector<Room> kRooms = {
    {"a", "rooms/a", {}, {}},
    {"inner", "rooms/a/inner", {"a"}, {"opencv"}},
    {"b", "rooms/b", {"a"}, {"eigen", "sqlite"}},
};

SourceTree good_tree() {
    return {
        {"rooms/a/CMakeLists.txt",
         "dactyl_library(a\n  SOURCES a.cpp  # by hand\n  HEADERS a.hpp\n  PUBLIC tl::expected)\n"},
        {"rooms/a/a.hpp", "#pragma once\n#include <vector>\n#include <tl/expected.hpp>\n"},
        {"rooms/a/a.cpp", "#include \"rooms/a/a.hpp\"\n"},
        {"rooms/a/inner/CMakeLists.txt", "dactyl_library(inner SOURCES i.cpp HEADERS i.hpp)\n"},
        {"rooms/a/inner/i.hpp", "#include \"rooms/a/a.hpp\"\n"},
        {"rooms/a/inner/i.cpp", "#include <opencv2/core.hpp>\n"},
        {"rooms/b/CMakeLists.txt", "dactyl_library(b SOURCES b.cpp parts/c.cpp HEADERS b.hpp)\n"},
        {"rooms/b/b.hpp", "#include <Eigen/Core>\n#include \"rooms/a/a.hpp\"\n"},
        {"rooms/b/b.cpp", "#include <sqlite3.h>\n#include <unistd.h>\n#include \"rooms/b/private.hpp\"\n"},
        {"rooms/b/private.hpp", "#include <sqlite3.h>\n"},
        {"rooms/b/parts/c.cpp", "// #include \"rooms/nowhere.hpp\"\n/* #include <opencv2/core.hpp> */\n"},
    };
}

Findings all_findings(const SourceTree& tree) {
    Findings all;
    for (const Findings& some :
         {check_arrows(kRooms, tree), check_libraries(kRooms, tree), check_public_headers(tree), check_circles(tree),
          check_house(kRooms), check_listing(tree), check_length(tree, 10)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

SourceTree with(const std::string& path, const std::string& text) {
    SourceTree tree = good_tree();
    tree[path] = text;
    return tree;
}

TEST(Rules, AGoodTreeObeysThemAll) { EXPECT_THAT(all_findings(good_tree()), IsEmpty()); }

TEST(Rules, AnArrowUpwardsIsFound) {
    EXPECT_THAT(check_arrows(kRooms, with("rooms/a/a.cpp", "\n  # include \"rooms/b/b.hpp\"\n")),
                ElementsAre("rooms/a/a.cpp:2: includes rooms/b/b.hpp, but a may not use b"));
    EXPECT_THAT(check_arrows(kRooms, with("rooms/a/a.cpp", "#include \"rooms/a/inner/i.hpp\"\n")),
                ElementsAre(HasSubstr("a may not use inner")));
}

TEST(Rules, AnIncludeThatIsNotFromTheRootIsFound) {
    EXPECT_THAT(check_arrows(kRooms, with("rooms/a/a.cpp", "#include \"a.hpp\"\n")),
                ElementsAre(HasSubstr("no file from the repository's root")));
}

TEST(Rules, AForeignLibraryIsFound) {
    EXPECT_THAT(check_libraries(kRooms, with("rooms/a/a.cpp", "#include <opencv2/core.hpp>\n")),
                ElementsAre(HasSubstr("a may not see the library opencv")));
    EXPECT_THAT(check_libraries(kRooms, with("rooms/a/a.cpp", "#include <boost/any.hpp>\n")),
                ElementsAre(HasSubstr("the library unknown")));
    EXPECT_THAT(check_libraries(kRooms, with("rooms/a/a.cpp", "#include \"print_generated.h\"\n")),
                ElementsAre(HasSubstr("the library flatbuffers")));
    EXPECT_THAT(check_libraries(kRooms, with("rooms/a/a.cpp", "#include <iostream>\n")),
                ElementsAre(HasSubstr("never prints")));
}

TEST(Rules, APictureCodecIsNotTheRestOfItsLibrary) {
    EXPECT_THAT(check_libraries(kRooms, with("rooms/a/inner/i.cpp", "#include <opencv2/imgcodecs.hpp>\n")),
                ElementsAre(HasSubstr("inner may not see the library codec")));
}

TEST(Rules, AForeignHeaderInAPublicOneIsFound) {
    EXPECT_THAT(check_public_headers(with("rooms/b/b.hpp", "#include <sqlite3.h>\n")),
                ElementsAre(HasSubstr("a foreign header in a public one")));
    EXPECT_THAT(check_public_headers(with("rooms/b/b.hpp", "#include \"rooms/b/private.hpp\"\n")),
                ElementsAre(HasSubstr("which is not installed")));
}

TEST(Rules, ACircleOfHeadersIsFound) {
    EXPECT_THAT(check_circles(with("rooms/a/a.hpp", "#include \"rooms/a/inner/i.hpp\"\n")),
                ElementsAre(HasSubstr("a circle, back to rooms/a/a.hpp")));
}

TEST(Rules, ACircleOfRoomsIsFound) {
    const std::vector<Room> rooms = {{"a", "a", {"b"}, {}}, {"b", "b", {"a"}, {}}};
    EXPECT_THAT(check_house(rooms), ElementsAre(HasSubstr("a circle, back to a")));
    EXPECT_THAT(check_house({{"a", "a", {"z"}, {}}}), ElementsAre("a: uses the unknown room z"));
}

TEST(Rules, AForgottenSourceIsFound) {
    EXPECT_THAT(check_listing(with("rooms/b/parts/d.cpp", "")),
                ElementsAre("rooms/b/parts/d.cpp: not listed in the CMakeLists.txt of its folder or one above"));
    EXPECT_THAT(check_listing(with("elsewhere/d.cpp", "")), ElementsAre(HasSubstr("elsewhere/d.cpp: not listed")));
    EXPECT_THAT(
        check_listing(with("rooms/a/CMakeLists.txt", "dactyl_library(a SOURCES a.cpp HEADERS a.hpp gone.hpp)\n")),
        ElementsAre("rooms/a/gone.hpp: listed for installation, but not there"));
}

TEST(Rules, ALongFileIsFound) {
    EXPECT_THAT(check_length(with("rooms/a/a.cpp", std::string(11, '\n')), 10),
                ElementsAre("rooms/a/a.cpp: 11 lines, more than 10"));
}

}  // namespace
}  // namespace dactyl::architecture
