#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "datasets/reader.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/match/compare.hpp"
#include "engine/simd/level.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = DACTYL_SOURCE_DIR "/tests/golden";

/// FNV-1a, 64 bits.
class Checksum {
  public:
    void add(std::span<const std::byte> bytes) {
        for (const std::byte byte : bytes) {
            state_ = (state_ ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3ULL;
        }
    }
    std::string text() const { return fmt::format("{:016x}", state_); }

  private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

/// A line "PRINT,STAGE,CHECKSUM" for every map.
class ChecksumSink : public StageSink {
  public:
    explicit ChecksumSink(std::string print) : print_(std::move(print)) {}

    bool wants(Stage) const override { return true; }
    void receive(Stage stage, const StageMap& map) override {
        Checksum checksum;
        const std::array<int, 5> shape{map.width, map.height, map.left, map.top, map.step};
        checksum.add(std::as_bytes(std::span(shape)));
        checksum.add(std::as_bytes(map.values));
        lines_ += fmt::format("{},{},{}\n", print_, to_string(stage), checksum.text());
    }
    const std::string& lines() const { return lines_; }

  private:
    std::string print_;
    std::string lines_;
};

struct Outputs {
    std::string stages = "print,stage,checksum\n";
    std::string scores = "a,b,score\n";
};

Outputs outputs() {
    Outputs out;
    std::vector<std::pair<std::string, Template>> templates;
    const auto set = read_dataset(kFolder / "prints");
    EXPECT_TRUE(set);
    for (const DatasetPrint& print : set->prints) {
        const auto image = read_picture(print.path, set->dpi);
        ChecksumSink sink(print.stem);
        const auto extracted = image ? extract(*image, {}, &sink) : fail(ErrorCode::kUnreadable, "");
        const auto bytes = extracted ? encode_native(*extracted) : fail(ErrorCode::kUnreadable, "");
        if (!bytes) {
            ADD_FAILURE() << print.stem;
            continue;
        }
        Checksum checksum;
        checksum.add(*bytes);
        out.stages += sink.lines() + fmt::format("{},template,{}\n", print.stem, checksum.text());
        templates.emplace_back(print.stem, *extracted);
    }
    MatchScratch scratch;
    for (std::size_t a = 0; a < templates.size(); ++a) {
        for (std::size_t b = a + 1; b < templates.size(); ++b) {
            const Score score = compare(Probe(templates[a].second), Reference(templates[b].second), scratch);
            out.scores += fmt::format("{},{},{}\n", templates[a].first, templates[b].first, score.value());
        }
    }
    return out;
}

/// What is recorded under that name; records `now` first where that is asked for and nothing is there yet.
std::string recorded(const std::string& name, const std::string& now) {
    const fs::path path = kFolder / name;
    if (std::getenv("DACTYL_RECORD_GOLDEN") != nullptr && !fs::exists(path)) {
        EXPECT_TRUE(write_file_atomically(path, now));
    }
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string stages_name() { return fmt::format("extractor-v{}.csv", extractor_version()); }
std::string scores_name() { return fmt::format("scores-e{}-m{}.csv", extractor_version(), matcher_version()); }

constexpr const char* kAdvice =
    "\nThe output changed but its version did not, or the version has no record yet: see tests/golden/README.md";

TEST(Golden, OutputsAreThoseOfTheirVersion) {
    const Outputs now = outputs();
    EXPECT_EQ(now.stages, recorded(stages_name(), now.stages)) << kAdvice;
    EXPECT_EQ(now.scores, recorded(scores_name(), now.scores)) << kAdvice;
}

TEST(Golden, EverySimdLevelGivesTheSame) {
    const std::string best = simd_level();
    const Outputs expected = outputs();
    for (const std::string& level : simd_levels()) {
        ASSERT_TRUE(set_simd_level(level));
        const Outputs now = outputs();
        EXPECT_EQ(now.stages, expected.stages) << level;
        EXPECT_EQ(now.scores, expected.scores) << level;
    }
    ASSERT_TRUE(set_simd_level(best));
}

}  // namespace
}  // namespace dactyl
