#include "engine/extract/extract.hpp"

#include "engine/image/files/picture_file.hpp"
#include "engine/image/polarity.hpp"
#include "engine/image/recycled.hpp"
#include "engine/simd/level.hpp"
#include "tests/support/allocations.hpp"
#include "tests/unit/extract/wave.hpp"

namespace dactyl {
namespace {

GrayImage some_print() {
    Wave wave;
    wave.angle = 1.1;
    wave.spirals = {{100, 90, 1}, {150, 110, -1}, {120, 150, 1}, {80, 140, -1}};
    return print_of(wave, 240, 240);
}

ErrorCode error_of(const GrayImage& image, const ExtractOptions& options = {}) {
    const auto result = extract(image, options);
    return result ? ErrorCode::kInternal : result.error().code;
}

TEST(Extract, FillsTheWholeTemplate) {
    const auto found = extract(some_print());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->width, 240);
    EXPECT_EQ(found->height, 240);
    EXPECT_EQ(found->extractor_version, extractor_version());
    EXPECT_GT(found->quality, 60);
    EXPECT_GE(found->minutiae.size(), 4U);
    EXPECT_TRUE(std::is_sorted(found->minutiae.begin(), found->minutiae.end(),
                               [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; }));
    EXPECT_EQ(found->foreground.columns(), 30);
    EXPECT_TRUE(found->foreground.contains(120, 120));
    EXPECT_FALSE(found->foreground.contains(8, 8));
    for (const Minutia& m : found->minutiae) {
        EXPECT_TRUE(found->foreground.contains(m.x, m.y));
        EXPECT_EQ(m.x, to_minutia_grid(m.x));
        EXPECT_GE(m.quality, 1);
        EXPECT_LE(m.quality, 100);
    }
}

TEST(Extract, KeepsAsManyAsAreWanted) {
    ExtractOptions options;
    options.most_minutiae = 2;
    const auto all = extract(some_print());
    const auto two = extract(some_print(), options);
    ASSERT_TRUE(all && two);
    ASSERT_EQ(two->minutiae.size(), 2U);
    EXPECT_EQ(two->minutiae[0], all->minutiae[0]);
}

// What is left: the minutiae, a place to sort them, the foreground, and the picture without its canvas.
TEST(Extract, AllocatesNothingButItsTemplateOnceTheThreadIsWarm) {
    if (!kRecycles) GTEST_SKIP() << "sanitizers want every block anew";
    constexpr std::size_t kLeft = 4;
    const GrayImage print = some_print();
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(extract(print));
    const std::size_t before = allocations_here();
    const auto found = extract(print);
    const std::size_t taken = allocations_here() - before;
    ASSERT_TRUE(found);
    EXPECT_LE(taken, kLeft);
    EXPECT_GE(taken, 1U) << "nothing was counted";
}

TEST(Extract, SameTemplateAtEverySimdLevel) {
    const GrayImage print = some_print();
    const std::string before = simd_level();
    const auto expected = extract(print);
    ASSERT_TRUE(expected);
    for (const std::string& level : simd_levels()) {
        ASSERT_TRUE(set_simd_level(level));
        const auto found = extract(print);
        ASSERT_TRUE(found);
        EXPECT_EQ(*found, *expected) << level;
    }
    ASSERT_TRUE(set_simd_level(before));
}

// Where polarity cannot be recognised it does not matter either: only ridges and valleys change names.
TEST(Extract, InvertedPictureGivesTheSameMinutiae) {
    Wave wave;
    wave.spirals = {{60, 60, 1}, {100, 70, -1}};
    const GrayImage full = print_of(wave, 144, 144, -60);  // no ground: nothing to recognise polarity by
    const GrayImage inverted = invert(full);
    ASSERT_EQ(detect_polarity(inverted), Polarity::kDarkRidges);
    const auto a = extract(full);
    auto b = extract(inverted);
    ASSERT_TRUE(a && b);
    ASSERT_FALSE(a->minutiae.empty());
    for (Minutia& m : b->minutiae) {
        m.kind = m.kind == MinutiaKind::kEnding ? MinutiaKind::kBifurcation : MinutiaKind::kEnding;
    }
    EXPECT_EQ(*a, *b);
    const auto c = extract(some_print());
    const auto d = extract(invert(some_print()));
    ASSERT_TRUE(c && d);
    EXPECT_EQ(*c, *d);
}

TEST(Extract, ResolutionIsTakenIntoAccount) {
    Wave wave;
    wave.period = 18;
    wave.spirals = {{240, 200, 1}};
    GrayImage large = print_of(wave, 480, 400, 40);
    const auto found = extract(ImageView(large.row(0), 480, 400, 480, Dpi(1000)));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->width, 240);
    ASSERT_FALSE(found->minutiae.empty());
    EXPECT_NEAR(found->minutiae[0].x, 119.75, 1.15);
    EXPECT_NEAR(found->minutiae[0].y, 99.75, 1.15);
}

TEST(Extract, NotAFingerprint) {
    EXPECT_EQ(error_of(GrayImage(300, 300, kInternalDpi, 255)), ErrorCode::kNoFingerprint);
    EXPECT_EQ(error_of(GrayImage(300, 300, kInternalDpi, 0)), ErrorCode::kNoFingerprint);
    EXPECT_EQ(error_of(noise(300, 300)), ErrorCode::kNoFingerprint);
    GrayImage gradient(300, 300, kInternalDpi);
    GrayImage stripes(300, 300, kInternalDpi);
    GrayImage blocks(300, 300, kInternalDpi);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) {
            gradient.row(y)[x] = static_cast<std::uint8_t>((x + y) * 255 / 600);
            stripes.row(y)[x] = static_cast<std::uint8_t>(x % 9 < 4 ? 20 : 220);
            blocks.row(y)[x] = static_cast<std::uint8_t>((x / 37 * 71 + y / 29 * 113) % 256);
        }
    }
    EXPECT_EQ(error_of(gradient), ErrorCode::kNoFingerprint);
    EXPECT_EQ(error_of(stripes), ErrorCode::kNoFingerprint);
    EXPECT_EQ(error_of(blocks), ErrorCode::kNoFingerprint);
}

TEST(Extract, BadInputIsRefusedByItsCode) {
    EXPECT_EQ(error_of(GrayImage(1, 1, kInternalDpi)), ErrorCode::kImageTooSmall);
    EXPECT_EQ(error_of(GrayImage(40000, 40, kInternalDpi)), ErrorCode::kImageTooLarge);
    EXPECT_EQ(error_of(GrayImage(300, 300, Dpi(72))), ErrorCode::kResolutionOutOfRange);
    EXPECT_EQ(error_of(GrayImage(32, 32, kInternalDpi)), ErrorCode::kNoFingerprint);
}

TEST(ExtractOptions, RefusedFieldIsNamed) {
    ExtractOptions options;
    options.mask.level = std::nan("");
    const auto result = options.check();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(result.error().message, testing::HasSubstr("mask.level"));
    EXPECT_EQ(error_of(some_print(), options), ErrorCode::kInvalidArgument);
    options = {};
    options.padding.most_of_its_grey = 0;
    EXPECT_FALSE(options.check());
    options = {};
    options.most_minutiae = 0;
    EXPECT_FALSE(options.check());
    EXPECT_TRUE(ExtractOptions{}.check());
}

class RecordingSink : public StageSink {
  public:
    explicit RecordingSink(std::vector<Stage> wanted) : wanted_(std::move(wanted)) {}
    bool wants(Stage stage) const override { return std::find(wanted_.begin(), wanted_.end(), stage) != wanted_.end(); }
    void receive(Stage stage, const StageMap& map) override {
        seen.push_back(stage);
        EXPECT_EQ(map.values.size(), static_cast<std::size_t>(map.width) * static_cast<std::size_t>(map.height));
        for (const float v : map.values) ASSERT_TRUE(std::isfinite(v)) << to_string(stage);
    }
    std::vector<Stage> seen;

  private:
    std::vector<Stage> wanted_;
};

TEST(StageSink, ReceivesWhatItWantsInOrder) {
    const std::vector<Stage> all{Stage::kResampled, Stage::kSegmentation, Stage::kNormalised, Stage::kOrientation,
                                 Stage::kCoherence, Stage::kPeriod,       Stage::kEnhanced,   Stage::kPhase,
                                 Stage::kMask,      Stage::kConfidence};
    RecordingSink everything(all);
    ASSERT_TRUE(extract(some_print(), {}, &everything));
    EXPECT_EQ(everything.seen, all);
    RecordingSink one({Stage::kMask});
    ASSERT_TRUE(extract(some_print(), {}, &one));
    EXPECT_EQ(one.seen, std::vector<Stage>{Stage::kMask});
}

// Real prints, where they are at hand: none may be refused, whatever its quality, and polarity must not matter.
TEST(Extract, RefusesNoRealPrint) {
    const char* shared = std::getenv("DACTYL_SHARED");
    const std::filesystem::path root = shared != nullptr ? shared : DACTYL_SOURCE_DIR "/../shared";
    // The hardest prints of the sets: wet, dry, faint, small.
    const std::vector<std::string> prints{"fvc2002_db3/110_3", "fvc2002_db3/108_2", "fvc2000_db3/105_6",
                                          "fvc2000_db3/109_2", "fvc2004_db1/110_8", "fvc2000_db1/106_1",
                                          "fvc2004_db3/104_3", "uareu/076_10_1"};
    if (!std::filesystem::exists(root / "fingerprints")) GTEST_SKIP() << "no real prints at hand";
    for (const std::string& print : prints) {
        const auto picture = read_picture(root / "fingerprints" / (print + ".tif"), kInternalDpi);
        ASSERT_TRUE(picture) << print;
        const auto found = extract(*picture);
        EXPECT_TRUE(found) << print;
        EXPECT_EQ(detect_polarity(*picture), Polarity::kDarkRidges) << print;
        auto inverted = extract(invert(*picture));
        ASSERT_TRUE(found && inverted) << print;
        for (std::size_t i = 0; i < found->minutiae.size(); ++i) inverted->minutiae[i].kind = found->minutiae[i].kind;
        EXPECT_EQ(*found, *inverted) << print;
    }
}

}  // namespace
}  // namespace dactyl
