#include "engine/index/vote.hpp"

#include <algorithm>

#include "engine/simd/level.hpp"
#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

std::vector<PrintSignature> signatures_of(std::uint32_t first, std::uint32_t last) {
    std::vector<PrintSignature> signatures;
    for (std::uint32_t person = first; person <= last; ++person) {
        signatures.push_back(make_signature(Reference(moved(random_print(person), -4, 6, 2, 3)).print()));
    }
    return signatures;
}

std::vector<std::uint16_t> votes_of(const Probe& probe, std::span<const PrintSignature> signatures) {
    std::vector<std::uint16_t> votes(signatures.size());
    vote(make_probe_signature(probe.print()), signatures, votes);
    return votes;
}

TEST(Vote, TheSameAtEveryLevel) {
    std::vector<PrintSignature> signatures = signatures_of(1, 40);
    signatures.push_back({});
    signatures.front().code[5] = 0;
    signatures[1].x.fill(-127);
    signatures[2].y.fill(127);
    const std::string before = simd_level();
    for (const std::uint32_t person : {1U, 2U, 3U, 30U, 500U}) {
        ASSERT_TRUE(set_simd_level("scalar"));
        const auto expected = votes_of(probe_of(person), signatures);
        for (const std::string& level : simd_levels()) {
            ASSERT_TRUE(set_simd_level(level));
            EXPECT_EQ(votes_of(probe_of(person), signatures), expected) << level;
        }
    }
    ASSERT_TRUE(set_simd_level(before));
}

TEST(Vote, IsMostForTheSameFingerAtAnyAngle) {
    const auto signatures = signatures_of(1, 100);
    for (const std::uint32_t person : {7U, 55U}) {
        for (const double degrees : {0.0, 60.0, 180.0, 290.0}) {
            const auto votes = votes_of(Probe(moved(random_print(person), degrees, 8, -5, 2, 4)), signatures);
            const auto most = std::max_element(votes.begin(), votes.end());
            EXPECT_EQ(most - votes.begin(), person - 1) << degrees;
        }
    }
}

TEST(Vote, IsNothingWithoutMinutiae) {
    const auto signatures = signatures_of(1, 3);
    EXPECT_EQ(votes_of(Probe(Template{}), signatures), (std::vector<std::uint16_t>{0, 0, 0}));
    EXPECT_EQ(votes_of(probe_of(1), std::vector<PrintSignature>(2)), (std::vector<std::uint16_t>{0, 0}));
}

TEST(PrintSignature, KeepsPlacesBeyondItsReachAtTheEdge) {
    Template wide = random_print(3);
    wide.width = 3000;
    wide.foreground = {};
    for (std::size_t i = 0; i < wide.minutiae.size(); ++i) wide.minutiae[i].x += i % 2 == 0 ? 2000 : 0;
    const PrintSignature signature = make_signature(Reference(wide).print());
    const auto [least, most] = std::minmax_element(signature.x.begin(), signature.x.end());
    EXPECT_EQ(*least, -127);
    EXPECT_EQ(*most, 127);
}

}  // namespace
}  // namespace dactyl
