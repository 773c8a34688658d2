// What the generator is for: the engine must find minutiae in its prints, where the ground truth has them, and tell its
// fingers apart.
#include <algorithm>
#include <cmath>

#include "datasets/synthetic/synthetic_finger.hpp"
#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/extract/extract.hpp"
#include "engine/match/compare.hpp"

namespace dactyl {
namespace {

constexpr std::uint64_t kSeed = 61;

SyntheticRequest request(std::uint32_t finger, std::uint32_t impression, Difficulty difficulty) {
    SyntheticRequest r;
    r.seed = kSeed;
    r.finger = finger;
    r.impression = impression;
    r.difficulty = difficulty;
    return r;
}

bool near(const TrueMinutia& truth, const Minutia& found) {
    constexpr float kReach = 8;        // pixels
    constexpr int kTurn = 65536 / 18;  // 20 degrees
    const float dx = truth.x - found.x;
    const float dy = truth.y - found.y;
    return dx * dx + dy * dy < kReach * kReach && std::abs(turn(truth.direction, found.direction)) < kTurn;
}

TEST(SyntheticRecognition, ExtractorFindsTheTrueMinutiae) {
    int visible = 0;
    int found = 0;
    int same_kind = 0;
    for (std::uint32_t finger = 0; finger < 4; ++finger) {
        const auto made = SyntheticFinger(kSeed, finger).impress(request(finger, 0, Difficulty::kEasy));
        ASSERT_TRUE(made);
        const auto print = extract(made->image);
        ASSERT_TRUE(print) << print.error().message;
        EXPECT_GE(print->minutiae.size(), 20U);
        EXPECT_LE(print->minutiae.size(), 90U);
        for (const TrueMinutia& truth : made->truth.minutiae) {
            if (!truth.visible) continue;
            ++visible;
            const auto at = std::find_if(print->minutiae.begin(), print->minutiae.end(),
                                         [&](const Minutia& m) { return near(truth, m); });
            if (at == print->minutiae.end()) continue;
            ++found;
            if (at->kind == truth.kind) ++same_kind;
        }
    }
    EXPECT_GT(found, 0.8 * visible);
    EXPECT_GT(same_kind, 0.6 * found);
}

TEST(SyntheticRecognition, ImpressionsOfAFingerMatchAndThoseOfOthersDoNot) {
    std::vector<Template> first;
    std::vector<Template> second;
    for (std::uint32_t finger = 0; finger < 5; ++finger) {
        const SyntheticFinger grown(kSeed, finger);
        for (std::uint32_t impression = 0; impression < 2; ++impression) {
            const auto image = grown.draw(request(finger, impression, Difficulty::kNormal));
            ASSERT_TRUE(image);
            auto print = extract(*image);
            ASSERT_TRUE(print);
            (impression == 0 ? first : second).push_back(std::move(*print));
        }
    }
    MatchScratch scratch;
    double worst_mate = 1e9;
    double best_stranger = 0;
    for (std::size_t a = 0; a < first.size(); ++a) {
        for (std::size_t b = 0; b < second.size(); ++b) {
            const double score = compare(Probe(first[a]), Reference(second[b]), scratch).value();
            if (a == b) {
                worst_mate = std::min(worst_mate, score);
            } else {
                best_stranger = std::max(best_stranger, score);
            }
        }
    }
    EXPECT_GT(worst_mate, 50);
    EXPECT_LT(best_stranger, worst_mate);
}

TEST(SyntheticRecognition, DrawnTemplatesMatchTheirMates) {
    MatchScratch scratch;
    for (std::uint32_t finger = 0; finger < 5; ++finger) {
        const SyntheticMinutiae drawn(kSeed, finger);
        const SyntheticMinutiae stranger(kSeed, finger + 1);
        const auto a = drawn.impress(request(finger, 0, Difficulty::kNormal));
        const auto b = drawn.impress(request(finger, 1, Difficulty::kNormal));
        const auto c = stranger.impress(request(finger + 1, 0, Difficulty::kNormal));
        ASSERT_TRUE(a && b && c);
        const double mate = compare(Probe(*a), Reference(*b), scratch).value();
        const double other = compare(Probe(*a), Reference(*c), scratch).value();
        EXPECT_GT(mate, 40) << finger;
        EXPECT_LT(other, mate) << finger;
    }
}

}  // namespace
}  // namespace dactyl
