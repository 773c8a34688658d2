#include "datasets/synthetic/population/population.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

#include "datasets/synthetic/population/ground_truth_file.hpp"
#include "datasets/synthetic/population/template_blocks.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "templates/codec/native.hpp"
#include "tests/support/temporary_folder.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> all_files(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = content(entry.path());
    }
    return files;
}

PopulationOptions small(const fs::path& folder) {
    PopulationOptions options;
    options.folder = folder;
    options.fingers = 3;
    options.impressions = 2;
    options.print.seed = 81;
    options.print.width = 120;
    options.print.height = 140;
    return options;
}

TEST(Population, SameFilesForAnyNumberOfThreads) {
    const TemporaryFolder folder;
    PopulationOptions options = small(folder.path() / "one");
    options.threads = 1;
    const auto one = write_population(options);
    ASSERT_TRUE(one) << one.error().message;
    EXPECT_EQ(one->written, 6U);
    options.folder = folder.path() / "four";
    options.threads = 4;
    ASSERT_TRUE(write_population(options));
    const auto files = all_files(folder.path() / "one");
    EXPECT_EQ(files, all_files(folder.path() / "four"));
    EXPECT_EQ(files.size(), 6U + 6U + 2U);
    EXPECT_TRUE(files.contains("3_2.png"));
    EXPECT_TRUE(files.contains("truth/3_2.dgt"));
    EXPECT_EQ(files.at("dpi.txt"), "500\n");
}

TEST(Population, TruthAndManifestTellWhatWasDrawn) {
    const TemporaryFolder folder;
    const PopulationOptions options = small(folder.path());
    ASSERT_TRUE(write_population(options));
    const auto truth = read_ground_truth(folder.path() / "truth" / "2_1.dgt");
    ASSERT_TRUE(truth) << truth.error().message;
    EXPECT_EQ(truth->seed, 81U);
    EXPECT_EQ(truth->finger, 1U);
    EXPECT_EQ(truth->impression, 0U);
    EXPECT_EQ(truth->width, 120);
    const auto manifest = nlohmann::json::parse(content(folder.path() / "manifest.json"));
    EXPECT_EQ(manifest.at("complete"), true);
    EXPECT_EQ(manifest.at("generator"), generator_version());
    EXPECT_EQ(manifest.at("list").size(), 3U);
    EXPECT_EQ(manifest.at("list")[1].at("pattern"), to_string(truth->pattern));
    EXPECT_EQ(manifest.at("list")[1].at("prints")[0].at("truth"), "truth/2_1.dgt");
}

TEST(Population, ResumesAndGrows) {
    const TemporaryFolder folder;
    PopulationOptions options = small(folder.path() / "a");
    ASSERT_TRUE(write_population(options));
    const auto whole = all_files(options.folder);
    fs::remove(options.folder / "2_1.png");
    fs::remove(options.folder / "truth" / "3_2.dgt");
    const auto again = write_population(options);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->written, 2U);
    EXPECT_EQ(again->kept, 4U);
    EXPECT_EQ(all_files(options.folder), whole);
    options.fingers = 4;
    const auto more = write_population(options);
    ASSERT_TRUE(more) << more.error().message;
    EXPECT_EQ(more->written, 2U);
}

TEST(Population, RefusesTheFolderOfAnotherPopulation) {
    const TemporaryFolder folder;
    PopulationOptions options = small(folder.path());
    ASSERT_TRUE(write_population(options));
    options.print.difficulty = Difficulty::kHard;
    const auto refused = write_population(options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
    EXPECT_THAT(refused.error().message, testing::HasSubstr("difficulty"));
    std::ofstream(folder.path() / "manifest.json") << "{";
    EXPECT_EQ(write_population(options).error().code, ErrorCode::kCorrupt);
}

TEST(Population, StopsOnRequestAndCountsProgress) {
    const TemporaryFolder folder;
    std::stop_source stop;
    PopulationOptions options = small(folder.path());
    options.threads = 1;
    std::vector<std::size_t> seen;
    const auto stopped = write_population(
        options,
        [&](std::size_t done, std::size_t total) {
            EXPECT_EQ(total, 3U);
            seen.push_back(done);
            stop.request_stop();
        },
        stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
    EXPECT_EQ(seen, std::vector<std::size_t>{1});
    const auto rest = write_population(options);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->written, 4U);
}

TEST(Population, RefusesBadOptions) {
    const TemporaryFolder folder;
    const auto code = [&](auto change) {
        PopulationOptions options = small(folder.path() / "x");
        change(options);
        return write_population(options).error().code;
    };
    EXPECT_EQ(code([](PopulationOptions& o) { o.fingers = 0; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](PopulationOptions& o) { o.impressions = 1001; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](PopulationOptions& o) { o.print.finger = 0xFFFFFFFF; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](PopulationOptions& o) { o.folder.clear(); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](PopulationOptions& o) { o.print.width = 0; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code([](PopulationOptions& o) { o.folder = "/proc/nowhere"; }), ErrorCode::kUnwritable);
    EXPECT_FALSE(fs::exists(folder.path() / "x"));
}

TEST(TemplatePopulation, WritesBlocksThatHoldTheDrawnTemplates) {
    const TemporaryFolder folder;
    PopulationOptions options = small(folder.path());
    options.fingers = kFingersPerBlock + 5;
    options.impressions = 1;
    const auto written = write_template_population(options, encode_native);
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(written->written, kFingersPerBlock + 5);
    const auto block = read_template_block(folder.path() / template_block_name(1));
    ASSERT_TRUE(block) << block.error().message;
    ASSERT_EQ(block->size(), 5U);
    EXPECT_EQ((*block)[3].finger, kFingersPerBlock + 3);
    SyntheticRequest request = options.print;
    request.finger = kFingersPerBlock + 3;
    EXPECT_EQ(*decode_native((*block)[3].bytes), *generate_template(request));

    options.fingers += 2;
    const auto more = write_template_population(options, encode_native);
    ASSERT_TRUE(more);
    EXPECT_EQ(more->kept, kFingersPerBlock);
    EXPECT_EQ(more->written, 7U);
}

TEST(TemplateBlock, DamageIsNoticed) {
    const std::vector<TemplateRecord> records = {{1, 2, {std::byte{3}, std::byte{4}}}, {5, 6, {}}};
    const std::vector<std::byte> bytes = encode_template_block(records);
    EXPECT_EQ(*decode_template_block(bytes), records);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_FALSE(decode_template_block(std::span(bytes).first(length))) << length;
    }
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::vector<std::byte> changed = bytes;
        changed[at] ^= std::byte{0x80};
        EXPECT_FALSE(decode_template_block(changed)) << at;
    }
}

}  // namespace
}  // namespace dactyl
