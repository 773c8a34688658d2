#include "datasets/reader.hpp"

#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

void touch(const fs::path& path, const std::string& text = "") { std::ofstream(path) << text; }

std::vector<std::string> stems(const Dataset& set) {
    std::vector<std::string> names;
    for (const DatasetPrint& print : set.prints) names.push_back(print.stem);
    return names;
}

TEST(ReadDataset, ListsPrintsInNaturalOrder) {
    const TemporaryFolder folder;
    for (const char* name : {"10_1.png", "2_10.TIF", "2_2.bmp", "10_2.jpg", "left_index_3.pgm", "left_index_1.tiff"}) {
        touch(folder.path() / name);
    }
    const auto set = read_dataset(folder.path() / "");
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_THAT(stems(*set), ElementsAre("2_2", "2_10", "10_1", "10_2", "left_index_1", "left_index_3"));
    EXPECT_EQ(set->name, folder.path().filename().string());
    EXPECT_EQ(set->prints[4].finger, "left_index");
    EXPECT_EQ(set->prints[4].impression, "1");
    EXPECT_EQ(set->prints[4].path, folder.path() / "left_index_1.tiff");
}

TEST(ReadDataset, TemplatesAreListedWhereThereIsNoPicture) {
    const TemporaryFolder folder;
    for (const char* name : {"1_2.fmr", "1_1.dctl", "2_1.card-compact", "notes.json", "1_1.svg"}) {
        touch(folder.path() / name);
    }
    const auto set = read_dataset(folder.path());
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_TRUE(set->templates);
    EXPECT_THAT(stems(*set), ElementsAre("1_1", "1_2", "2_1"));
    touch(folder.path() / "3_1.png");
    EXPECT_FALSE(read_dataset(folder.path())->templates);
    EXPECT_THAT(stems(*read_dataset(folder.path())), ElementsAre("3_1"));
}

TEST(ReadDataset, FingersThatDifferInZerosStayTogether) {
    const TemporaryFolder folder;
    for (const char* name : {"1_1.png", "01_1.png", "1_2.png", "01_2.png"}) touch(folder.path() / name);
    EXPECT_THAT(stems(*read_dataset(folder.path())), ElementsAre("01_1", "01_2", "1_1", "1_2"));
}

TEST(ReadDataset, PassesOtherFilesOver) {
    const TemporaryFolder folder;
    for (const char* name : {"1_1.png", "notes_1.txt", "noscore.png", "_1.png", "1_.png"}) touch(folder.path() / name);
    fs::create_directory(folder.path() / "2_1.png");
    EXPECT_THAT(stems(*read_dataset(folder.path())), ElementsAre("1_1"));
}

TEST(ReadDataset, ResolutionIsTheFolders) {
    const TemporaryFolder folder;
    touch(folder.path() / "1_1.png");
    EXPECT_EQ(read_dataset(folder.path())->dpi, Dpi(500.0));
    EXPECT_EQ(read_dataset(folder.path(), Dpi(1000.0))->dpi, Dpi(1000.0));
    touch(folder.path() / "dpi.txt", "512\n");
    EXPECT_EQ(read_dataset(folder.path())->dpi, Dpi(512.0));
    EXPECT_EQ(read_dataset(folder.path(), Dpi(1000.0))->dpi, Dpi(512.0));
    touch(folder.path() / "dpi.txt", " 568.9\r\n");
    EXPECT_EQ(read_dataset(folder.path())->dpi, Dpi(568.9));
}

TEST(ReadDataset, WrongResolutionsAreRefused) {
    const TemporaryFolder folder;
    touch(folder.path() / "1_1.png");
    EXPECT_EQ(read_dataset(folder.path(), Dpi(5000.0)).error().code, ErrorCode::kResolutionOutOfRange);
    const std::vector<std::pair<std::string, ErrorCode>> cases = {{"", ErrorCode::kCorrupt},
                                                                  {" \n", ErrorCode::kCorrupt},
                                                                  {"five hundred", ErrorCode::kCorrupt},
                                                                  {"500 dpi", ErrorCode::kCorrupt},
                                                                  {std::string(1000, '5'), ErrorCode::kCorrupt},
                                                                  {"nan", ErrorCode::kResolutionOutOfRange},
                                                                  {"-500", ErrorCode::kResolutionOutOfRange},
                                                                  {"0", ErrorCode::kResolutionOutOfRange},
                                                                  {"72", ErrorCode::kResolutionOutOfRange}};
    for (const auto& [text, code] : cases) {
        touch(folder.path() / "dpi.txt", text);
        const auto set = read_dataset(folder.path());
        ASSERT_FALSE(set) << text;
        EXPECT_EQ(set.error().code, code) << text;
        EXPECT_THAT(set.error().message, HasSubstr("dpi.txt"));
    }
    fs::remove(folder.path() / "dpi.txt");
    fs::create_directory(folder.path() / "dpi.txt");
    EXPECT_EQ(read_dataset(folder.path()).error().code, ErrorCode::kUnreadable);
}

TEST(ReadDataset, FoldersWithoutPrintsAreNamed) {
    const TemporaryFolder folder;
    touch(folder.path() / "file_1.png");
    fs::create_directory(folder.path() / "empty");
    const std::vector<std::pair<fs::path, ErrorCode>> cases = {{folder.path() / "none", ErrorCode::kNotFound},
                                                               {folder.path() / "empty", ErrorCode::kNotFound},
                                                               {folder.path() / "file_1.png", ErrorCode::kUnreadable}};
    for (const auto& [path, code] : cases) {
        const auto set = read_dataset(path);
        ASSERT_FALSE(set) << path;
        EXPECT_EQ(set.error().code, code) << path;
        EXPECT_THAT(set.error().message, HasSubstr(path.string()));
    }
}

TEST(ReadDataset, OnePrintInTwoFilesIsRefused) {
    const TemporaryFolder folder;
    for (const char* name : {"1_1.png", "1_1.tif", "1_2.png"}) touch(folder.path() / name);
    const auto set = read_dataset(folder.path());
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, ErrorCode::kCorrupt);
    EXPECT_THAT(set.error().message, HasSubstr("1_1.tif"));
}

}  // namespace
}  // namespace dactyl
