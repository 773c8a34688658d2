#include "engine/image/files/picture_file.hpp"
#include "tests/integration/support/bad_pictures.hpp"
#include "tests/integration/support/people.hpp"

namespace dactyl::integration {
namespace {

using testing::HasSubstr;

constexpr int kUnsupportedFormat = 23;
constexpr int kCorrupt = 24;
constexpr int kTooSmall = 30;
constexpr int kTooLarge = 31;
constexpr int kWrongResolution = 32;
constexpr int kNoFingerprint = 33;

// Extraction refuses the picture with that status, names it, and leaves no template behind.
void expect_refused(const TemporaryFolder& folder, const std::string& picture, int status,
                    const std::vector<std::string>& options = {}) {
    SCOPED_TRACE(picture);
    const std::string output = folder / "out.dctl";
    std::vector<std::string> arguments = {"extract", picture, "-o", output};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = dactyl(arguments);
    EXPECT_EQ(outcome.status, status) << outcome.err << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr("dactyl: "));
    EXPECT_THAT(outcome.err, HasSubstr(picture));
    EXPECT_FALSE(std::filesystem::exists(output));
}

std::string saved(const TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
    write_text(folder / name, bytes);
    return folder / name;
}

std::string saved(const TemporaryFolder& folder, const std::string& name, const GrayImage& picture) {
    EXPECT_TRUE(write_png(folder / name, picture.view()));
    return folder / name;
}

TEST(BadPicture, MissingFileAndFolder) {
    const TemporaryFolder folder;
    expect_refused(folder, folder / "nowhere.png", 12);
    expect_refused(folder, folder.path().string(), 20);
}

TEST(BadPicture, EmptyTruncatedCorruptOrNoPictureAtAll) {
    const TemporaryFolder folder;
    const std::string good = read_text(draw_print(folder, 1, 0));
    expect_refused(folder, saved(folder, "empty.png", ""), kCorrupt);
    expect_refused(folder, saved(folder, "text.png", "this is a letter, not a picture\n"), kUnsupportedFormat);
    for (const std::size_t bytes :
         {std::size_t{5}, std::size_t{20}, std::size_t{40}, good.size() / 2, good.size() - 20}) {
        const std::string name = "cut-" + std::to_string(bytes) + ".png";
        expect_refused(folder, saved(folder, name, good.substr(0, bytes)), kCorrupt);
    }
    expect_refused(folder, saved(folder, "damaged.png", with_damage(good)), kCorrupt);
}

TEST(BadPicture, OnePixelAndFourHundredMillion) {
    const TemporaryFolder folder;
    expect_refused(folder, saved(folder, "dot.png", GrayImage(1, 1, kInternalDpi, 128)), kTooSmall);
    expect_refused(folder, saved(folder, "huge.png", png_claiming(20'000, 20'000)), kTooLarge);
    expect_refused(folder, saved(folder, "endless.png", png_claiming(0x7FFFFFFF, 0x7FFFFFFF)), kTooLarge);
}

TEST(BadPicture, WhiteBlackOrOfSomethingElse) {
    const TemporaryFolder folder;
    expect_refused(folder, saved(folder, "white.png", flat_picture(255)), kNoFingerprint);
    expect_refused(folder, saved(folder, "black.png", flat_picture(0)), kNoFingerprint);
    expect_refused(folder, saved(folder, "landscape.png", landscape()), kNoFingerprint);
}

TEST(BadPicture, WrongResolution) {
    const TemporaryFolder folder;
    const std::string print = draw_print(folder, 1, 0);
    expect_refused(folder, print, kWrongResolution, {"--dpi", "20"});
    expect_refused(folder, print, kWrongResolution, {"--dpi", "50000"});
    expect_refused(folder, print, kWrongResolution, {"--dpi", "-500"});
    EXPECT_EQ(dactyl({"extract", print, "--dpi", "many"}).status, 2);
}

TEST(BadPicture, OutputThatCannotBeWritten) {
    const TemporaryFolder folder;
    const std::string print = draw_print(folder, 1, 0);
    const Outcome nowhere = dactyl({"extract", print, "-o", folder / "no/such/folder/out.dctl"});
    EXPECT_EQ(nowhere.status, 21);
    EXPECT_THAT(nowhere.err, HasSubstr("no/such/folder"));
    const Outcome full = dactyl({"extract", print, "-o", "/dev/full"});
    EXPECT_EQ(full.status, 22);
    EXPECT_THAT(full.err, HasSubstr("/dev/full"));
}

TEST(BadPicture, BadTemplates) {
    const TemporaryFolder folder;
    const std::string print = draw_print(folder, 1, 0);
    const std::string good = folder / "good.dctl";
    ASSERT_EQ(dactyl({"extract", print, "-o", good}).status, 0);
    for (const auto& [name, bytes] :
         {std::pair{"cut.dctl", read_text(good).substr(0, 100)}, {"damaged.dctl", with_damage(read_text(good))}}) {
        const Outcome outcome = dactyl({"match", saved(folder, name, bytes), good});
        EXPECT_EQ(outcome.status, kCorrupt) << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr(name));
    }
}

// Wherever a finger is laid down, a picture without one is answered with "place it again", and nothing is stored.
TEST(BadPicture, AtTheReaderItIsPlaceTheFingerAgain) {
    const Store store;
    ASSERT_EQ(store.enrol(kFirst, 1).status, 0);
    for (const auto& [name, picture] : {std::pair{"white.png", std::make_shared<GrayImage>(flat_picture(255))},
                                        {"black.png", std::make_shared<GrayImage>(flat_picture(0))},
                                        {"landscape.png", std::make_shared<GrayImage>(landscape())}}) {
        const std::string path = saved(store.folder(), name, *picture);
        EXPECT_EQ(store.run({"verify", "--id", kFirst, path}).status, 3) << name;
        EXPECT_EQ(store.run({"identify", path}).status, 3) << name;
        EXPECT_EQ(store.run({"unlock", path}).status, 3) << name;
        const Outcome enrolled = store.run({"enroll", "--id", kSecond, "--name", "Nobody", path});
        EXPECT_EQ(enrolled.status, 3) << name;
        EXPECT_EQ(enrolled.json()["answer"], "retry");
    }
    EXPECT_EQ(store.run({"holder", "list"}).json()["holders"].size(), 1U);
    EXPECT_EQ(store.run({"verify", "--id", kFirst, store.print(1)}).status, 0);
}

}  // namespace
}  // namespace dactyl::integration
