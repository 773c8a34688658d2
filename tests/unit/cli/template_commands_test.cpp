// convert, inspect and validate, through the whole command line.
#include <fstream>

#include "engine/cli/command_line.hpp"
#include "engine/cli/commands.hpp"
#include "engine/core/read_file.hpp"
#include "engine/image/files/image_record.hpp"
#include "engine/image/files/picture_file.hpp"
#include "templates/codec/formats.hpp"
#include "templates/codec/record/minutiae_record.hpp"
#include "tests/support/random_record.hpp"
#include "tests/support/random_template.hpp"
#include "tests/support/ridge_picture.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/cli/outcome.hpp"

namespace dactyl::cli {
namespace {

using testing::HasSubstr;

Outcome run(std::vector<std::string> arguments) { return outcome_of(all_commands(), std::move(arguments)); }

class TemplateCommands : public testing::Test {
  protected:
    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    std::vector<std::byte> read(const std::string& name) const { return read_file(file(name), 1 << 20).value(); }
    void write(const std::string& name, std::span<const std::byte> bytes) const {
        std::ofstream(file(name), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    Template write_native(int minutiae = 20) {
        Template print = random_template(random_, minutiae);
        write("a.dctl", *encode_templates({&print, 1}, TemplateFormat::kNative));
        return print;
    }

    TemporaryFolder folder_;
    std::mt19937 random_{7};
};

TEST_F(TemplateCommands, ConvertWritesTheFormOfTheNameOrOfTo) {
    const Template print = write_native();
    ASSERT_EQ(run({"convert", file("a.dctl"), file("b.json")}).status, 0);
    EXPECT_EQ(decode_templates(read("b.json"))->at(0), print);
    for (const TemplateFormat format : template_formats()) {
        const std::string name(to_string(format));
        const Outcome outcome = run({"convert", file("a.dctl"), file("out"), "--to", name});
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_THAT(outcome.out, HasSubstr("native -> " + name));
        EXPECT_EQ(decode_templates(read("out"), format)->at(0).minutiae.size(), print.minutiae.size()) << name;
    }
}

TEST_F(TemplateCommands, ConvertKeepsARecordOfTheSameFormAsItIs) {
    const MinutiaeRecord record = random_record(random_, RecordFormat::kIso2011, 3, 10);
    write("a", *encode_record(record));
    ASSERT_EQ(run({"convert", file("a"), file("b"), "--to", "iso-19794-2-2011"}).status, 0);
    EXPECT_EQ(read("b"), read("a"));
    ASSERT_EQ(run({"convert", file("a"), file("c"), "--to", "iso-19794-2-2011", "--view", "1"}).status, 0);
    EXPECT_EQ(decode_record(read("c"))->views.at(0), record.views[1]);
}

TEST_F(TemplateCommands, ConvertCutsAndOrdersForACard) {
    write_native(100);
    ASSERT_EQ(run({"convert", file("a.dctl"), file("card"), "--to", "card-compact", "--most", "12", "--order", "x-y",
                   "--bare"})
                  .status,
              0);
    const auto bytes = read("card");
    ASSERT_EQ(bytes.size(), 36U);
    for (std::size_t i = 3; i < bytes.size(); i += 3) EXPECT_LE(bytes[i - 3], bytes[i]);
}

TEST_F(TemplateCommands, ConvertNamesWhatIsWrong) {
    write_native();
    EXPECT_EQ(run({"convert", file("a.dctl"), file("b.unknown")}).status, exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(run({"convert", file("none"), file("b.json")}).status, exit_status(ErrorCode::kNotFound));
    EXPECT_EQ(run({"convert", file("a.dctl"), file("b.json"), "--view", "1"}).status,
              exit_status(ErrorCode::kNotFound));
    EXPECT_EQ(run({"convert", file("a.dctl"), file("none/b.json")}).status, exit_status(ErrorCode::kUnwritable));
    EXPECT_EQ(run({"convert", file("a.dctl"), "/dev/full", "--to", "csv"}).status, exit_status(ErrorCode::kDiskFull));
    EXPECT_EQ(run({"convert", file("a.dctl"), file("b"), "--to", "minex"}).status, exit_status(ExitStatus::kUsage));
    auto bytes = read("a.dctl");
    bytes.pop_back();
    write("cut.dctl", bytes);
    const Outcome cut = run({"convert", file("cut.dctl"), file("b.json")});
    EXPECT_EQ(cut.status, exit_status(ErrorCode::kCorrupt));
    EXPECT_THAT(cut.err, HasSubstr("cut.dctl"));
    EXPECT_FALSE(std::filesystem::exists(file("b.json")));
}

TEST_F(TemplateCommands, InspectShowsEveryFieldOfEveryRecord) {
    for (const RecordFormat format :
         {RecordFormat::kIso2005, RecordFormat::kIso2011, RecordFormat::kAnsi2004, RecordFormat::kAnsi2009}) {
        const MinutiaeRecord record = random_record(random_, format, 2, 4);
        write("a", *encode_record(record));
        const Outcome outcome = run({"inspect", file("a")});
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_THAT(outcome.out, testing::AllOf(HasSubstr(std::string(to_string(format))), HasSubstr("view 1"),
                                                HasSubstr("4 minutiae"), HasSubstr("px/cm"), HasSubstr("right-thumb")));
        const Json json = Json::parse(run({"inspect", file("a"), "--json"}).out);
        ASSERT_EQ(json["views"].size(), 2U);
        EXPECT_EQ(json["views"][1]["minutiae"][3]["x"], record.views[1].minutiae[3].x);
    }
}

TEST_F(TemplateCommands, InspectSaysWhatTheQualityMeans) {
    MinutiaeRecord record = random_record(random_, RecordFormat::kIso2011, 1, 4);
    record.views[0].qualities = {{90, 0xABCD, 0x0123}, {254, 0, 0}};
    write("a", *encode_record(record));
    const Outcome outcome = run({"inspect", file("a")});
    EXPECT_THAT(outcome.out, HasSubstr("value 90, vendor 0xabcd, algorithm 0x0123; value 254, meaning not reported"));
    EXPECT_EQ(outcome.out.find('{'), std::string::npos);
}

TEST_F(TemplateCommands, InspectDrawsTheMinutiae) {
    write_native(20);
    ASSERT_EQ(run({"inspect", file("a.dctl"), "--draw", file("a.svg")}).status, 0);
    const auto svg = read("a.svg");
    const std::string_view text(reinterpret_cast<const char*>(svg.data()), svg.size());
    EXPECT_TRUE(text.starts_with("<svg"));
    EXPECT_TRUE(text.ends_with("</svg>\n"));
    std::size_t marks = 0;
    for (std::size_t at = text.find("<path"); at != std::string_view::npos; at = text.find("<path", at + 1)) ++marks;
    EXPECT_EQ(marks, 20U);
    EXPECT_EQ(run({"inspect", file("a.dctl"), "--draw", file("b.svg"), "--view", "3"}).status,
              exit_status(ErrorCode::kNotFound));
}

TEST_F(TemplateCommands, InspectAsksForTheFormOfACard) {
    write_native(20);
    ASSERT_EQ(run({"convert", file("a.dctl"), file("card"), "--to", "card-normal"}).status, 0);
    const Outcome blind = run({"inspect", file("card")});
    EXPECT_EQ(blind.status, exit_status(ErrorCode::kUnsupportedFormat));
    EXPECT_THAT(blind.err, HasSubstr("--from"));
    EXPECT_THAT(run({"inspect", file("card"), "--from", "card-normal"}).out, HasSubstr("20 minutiae"));
}

TEST_F(TemplateCommands, ValidateListsFindingsByByte) {
    const MinutiaeRecord record = random_record(random_, RecordFormat::kIso2005, 1, 4);
    auto bytes = *encode_record(record);
    write("good", bytes);
    const Outcome good = run({"validate", file("good")});
    EXPECT_EQ(good.status, 0);
    EXPECT_THAT(good.out, HasSubstr("keeps its standard"));
    bytes[23] = std::byte{1};  // the header's reserved byte
    write("odd", bytes);
    const Outcome odd = run({"validate", file("odd")});
    EXPECT_EQ(odd.status, exit_status(ExitStatus::kNo));
    EXPECT_THAT(odd.out, testing::AllOf(HasSubstr("23  a reserved byte"), HasSubstr("1 findings")));
    const Json json = Json::parse(run({"validate", file("odd"), "--json"}).out);
    EXPECT_EQ(json["findings"][0]["offset"], 23);
    bytes.pop_back();
    write("cut", bytes);
    EXPECT_EQ(run({"validate", file("cut")}).status, exit_status(ErrorCode::kCorrupt));
}

TEST_F(TemplateCommands, PicturesBecomeEveryOtherPictureAndBack) {
    const GrayImage picture = ridge_picture(64, 48);
    write("a.png", encode_png(picture));
    for (const std::string name : {"b.pgm", "b.jp2", "b.raw", "b.fir", "b.wsq", "b.jpg"}) {
        const Outcome outcome = run({"convert", file("a.png"), file(name)});
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        std::vector<std::string> back = {"convert", file(name), file("back.png")};
        if (name == "b.raw") back.insert(back.end(), {"--from", "raw", "--size", "64x48"});
        ASSERT_EQ(run(back).status, 0) << name;
        const bool lossy = name == "b.wsq" || name == "b.jpg";
        EXPECT_EQ(read("back.png") == read("a.png"), !lossy) << name;
    }
}

TEST_F(TemplateCommands, RecordsOfImagesAreInspectedValidatedAndRepacked) {
    write("a.png", encode_png(ridge_picture(64, 48)));
    ASSERT_EQ(run({"convert", file("a.png"), file("a.fir"), "--compression", "wsq"}).status, 0);
    EXPECT_THAT(run({"inspect", file("a.fir")}).out,
                testing::AllOf(HasSubstr("iso-19794-4-2005"), HasSubstr("2 (wsq)"), HasSubstr("64 x 48 px")));
    EXPECT_THAT(run({"validate", file("a.fir")}).out, HasSubstr("keeps its standard"));
    ASSERT_EQ(run({"convert", file("a.fir"), file("b"), "--to", "ansi-381-2004"}).status, 0);
    EXPECT_EQ(decode_image_record(read("b"))->views, decode_image_record(read("a.fir"))->views);
    auto bytes = read("a.fir");
    bytes[31] = std::byte{1};
    bytes[32 + 14 + 2] = std::byte{0};  // inside the picture
    write("odd", bytes);
    const Outcome odd = run({"validate", file("odd")});
    EXPECT_EQ(odd.status, exit_status(ExitStatus::kNo));
    EXPECT_THAT(odd.out, testing::AllOf(HasSubstr("30  a reserved field"), HasSubstr("46  the pixels do not decode")));
}

TEST_F(TemplateCommands, PicturesAndTemplatesAreNotMistakenForEachOther) {
    write("a.png", encode_png(ridge_picture(64, 48)));
    write_native();
    EXPECT_THAT(run({"convert", file("a.png"), file("b.fmr")}).err, HasSubstr("dactyl extract"));
    EXPECT_EQ(run({"convert", file("a.dctl"), file("b.wsq")}).status, exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(run({"inspect", file("a.png"), "--draw", file("b.svg")}).status,
              exit_status(ErrorCode::kInvalidArgument));
    EXPECT_EQ(run({"convert", file("a.png"), file("b.png"), "--view", "1"}).status, exit_status(ErrorCode::kNotFound));
    EXPECT_EQ(run({"convert", file("a.png"), file("b.png"), "--from", "raw"}).status,
              exit_status(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace dactyl::cli
