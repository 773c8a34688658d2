#include "templates/codec/text/text_forms.hpp"

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

using testing::HasSubstr;

template <class T>
ErrorCode code_of(const Result<T>& result) {
    return result ? ErrorCode{0} : result.error().code;
}

TEST(JsonText, IsLossless) {
    std::mt19937 random(1);
    std::vector<Template> prints;
    for (const int minutiae : {0, 1, 60, 300}) prints.push_back(random_template(random, minutiae));
    prints[1].foreground = Foreground();
    prints[2].impression = Impression::kUnknown;
    const auto back = from_json_text(to_json_text(prints));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, prints);
    EXPECT_TRUE(from_json_text(to_json_text({}))->empty());
}

TEST(JsonText, LittleSuffices) {
    const auto prints =
        from_json_text(R"({"format": "dactyl-template", "version": 1, "comment": "by hand", "templates": [
        {"width": 300, "height": 400, "minutiae": [{"x": 10.125, "y": 20, "direction": -90}]}]})");
    ASSERT_TRUE(prints) << prints.error().message;
    const Minutia& minutia = prints->at(0).minutiae.at(0);
    EXPECT_EQ(minutia.x, 10.125F);
    EXPECT_EQ(minutia.direction, Direction::from_degrees(270));
    EXPECT_EQ(minutia.kind, MinutiaKind::kUnknown);
}

TEST(JsonText, FaultsAreNamedByTheirMember) {
    const auto with = [](const std::string& print) {
        return from_json_text(R"({"format": "dactyl-template", "version": 1, "templates": [)" + print + "]}");
    };
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({"width": "wide", "height": 4})", "width"},
        {R"({"width": 300, "height": 9000})", "height"},
        {R"({"width": 300, "height": 400.5})", "height"},
        {R"({"width": 300, "height": 400, "quality": 101})", "quality"},
        {R"({"width": 300, "height": 400, "position": "toe"})", "position"},
        {R"({"width": 300, "height": 400, "impression": 3})", "impression"},
        {R"({"width": 300, "height": 400, "device": {"type": 70000}})", "type"},
        {R"({"width": 300, "height": 400, "minutiae": {}})", "minutiae"},
        {R"({"width": 300, "height": 400, "minutiae": [{"x": 1, "y": 2}]})", "direction"},
        {R"({"width": 300, "height": 400, "minutiae": [{"x": 1, "y": 2, "direction": 3, "kind": "dot"}]})", "kind"},
        {R"({"width": 300, "height": 400, "foreground": ["##"]})", "foreground"},
        {R"({"width": 300, "height": 400, "minutiae": [{"x": 1.1, "y": 2, "direction": 3}]})", "grid"},
        {R"({"width": 300, "height": 400, "minutiae": [{"x": 301, "y": 2, "direction": 3}]})", "outside"},
        {"17", "object"}};
    for (const auto& [print, member] : cases) {
        const auto prints = with(print);
        ASSERT_FALSE(prints) << print;
        EXPECT_EQ(prints.error().code, ErrorCode::kCorrupt);
        EXPECT_THAT(prints.error().message, HasSubstr(member));
    }
}

TEST(JsonText, OtherTextAndNewerVersionsAreToldApart) {
    EXPECT_EQ(code_of(from_json_text("")), ErrorCode::kCorrupt);
    EXPECT_EQ(code_of(from_json_text("{")), ErrorCode::kCorrupt);
    EXPECT_EQ(code_of(from_json_text("[]")), ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(code_of(from_json_text(R"({"format": "other"})")), ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(code_of(from_json_text(R"({"format": "dactyl-template", "version": 2})")), ErrorCode::kVersionTooNew);
    EXPECT_EQ(code_of(from_json_text(R"({"format": "dactyl-template", "version": 1})")), ErrorCode::kCorrupt);
    EXPECT_EQ(code_of(from_json_text(std::string(100'000, '['))), ErrorCode::kCorrupt);
}

TEST(CsvText, KeepsMinutiaeSizeQualityAndFinger) {
    std::mt19937 random(2);
    for (const int minutiae : {0, 1, 60}) {
        Template print = random_template(random, minutiae);
        print.foreground = Foreground();
        print.impression = Impression::kLiveScanPlain;
        print.device = {};
        print.extractor_version = 0;
        const auto back = from_csv_text(to_csv_text(print));
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(*back, print);
    }
}

TEST(CsvText, EveryDirectionComesBack) {
    constexpr int kDirections = 65536;
    constexpr int kEach = 512;
    for (int first = 0; first < kDirections; first += kEach) {
        Template print;
        print.width = print.height = 100;
        for (int step = first; step < first + kEach; ++step) {
            print.minutiae.push_back({10, 10, Direction::from_steps(static_cast<std::uint16_t>(step)), MinutiaKind::kEnding, 50});
        }
        const auto back = from_csv_text(to_csv_text(print));
        ASSERT_TRUE(back) << back.error().message;
        ASSERT_EQ(back->minutiae, print.minutiae);
    }
}

TEST(CsvText, FaultsAreNamedByTheirLine) {
    EXPECT_EQ(from_csv_text("x,y,direction,kind,quality\r\n10,20,90,ending,50\r\n")->width, 11);
    EXPECT_EQ(code_of(from_csv_text("")), ErrorCode::kUnsupportedFormat);
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"a,b\n", "line 1"},
        {"# colour=red\nx,y,direction,kind,quality\n", "line 1"},
        {"# width=99999\nx,y,direction,kind,quality\n", "line 1"},
        {"x,y,direction,kind,quality\n1,2,3\n", "line 2"},
        {"x,y,direction,kind,quality\n\n1,2,3,dot,5\n", "line 3"},
        {"x,y,direction,kind,quality\n1,2,3,ending,500\n", "line 2"},
        {"x,y,direction,kind,quality\n1,nan,3,ending,50\n", "line 2"},
        {"# width=10 height=10\nx,y,direction,kind,quality\n11,2,3,ending,50\n", "outside"}};
    for (const auto& [text, place] : cases) {
        const auto print = from_csv_text(text);
        ASSERT_FALSE(print) << text;
        EXPECT_EQ(print.error().code, ErrorCode::kCorrupt) << text;
        EXPECT_THAT(print.error().message, HasSubstr(place));
    }
}

TEST(XytText, CountsFromTheBottomAndPointsTheOtherWay) {
    Template print;
    print.width = 300;
    print.height = 400;
    print.minutiae = {{100, 40, Direction::from_degrees(90), MinutiaKind::kEnding, 80}};
    EXPECT_EQ(to_xyt_text(print), "100 360 270 80\n");
    const auto back = from_xyt_text("100 360 270 80\n50 400 0 20\n");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->minutiae[0].x, 100);
    EXPECT_EQ(back->minutiae[0].direction, Direction::from_degrees(90));
    EXPECT_EQ(back->minutiae[0].y - back->minutiae[1].y, 40)
        << "only the distance is known: the height is not in the file";
    EXPECT_EQ(back->minutiae[1].quality, 20);
}

TEST(XytText, RoundsToWholePixelsAndDegrees) {
    std::mt19937 random(3);
    const Template print = random_template(random, 60);
    const auto back = from_xyt_text(to_xyt_text(print));
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_EQ(back->minutiae.size(), print.minutiae.size());
    const float shift = static_cast<float>(print.height - back->height);
    for (std::size_t i = 0; i < print.minutiae.size(); ++i) {
        EXPECT_LE(std::abs(print.minutiae[i].x - back->minutiae[i].x), 0.5F);
        EXPECT_LE(std::abs(print.minutiae[i].y - back->minutiae[i].y - shift), 0.5F);
        EXPECT_LE(std::abs(turn(print.minutiae[i].direction, back->minutiae[i].direction)), 92);  // half a degree
        EXPECT_EQ(print.minutiae[i].quality, back->minutiae[i].quality);
    }
}

TEST(XytText, FaultsAreNamedByTheirLine) {
    EXPECT_EQ(code_of(from_xyt_text("")), ErrorCode::kUnsupportedFormat);
    EXPECT_EQ(from_xyt_text("1 2 3\n")->minutiae[0].quality, 50);
    for (const char* line : {"1 2", "1 2 3 4 5", "1 2 x 4", "-1 2 3 4", "1 9000 3 4", "1 2 3 101", "1,2,3,4"}) {
        const auto print = from_xyt_text(std::string("5 5 5 5\n") + line);
        ASSERT_FALSE(print) << line;
        EXPECT_EQ(print.error().code, ErrorCode::kCorrupt) << line;
        EXPECT_THAT(print.error().message, HasSubstr("line 2"));
    }
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "1 2 3 4\n";
    EXPECT_EQ(code_of(from_xyt_text(many)), ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace dactyl
