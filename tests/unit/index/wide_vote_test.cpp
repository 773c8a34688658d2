#include "engine/index/wide_vote.hpp"

#include "engine/index/proposals.hpp"
#include "engine/match/prepared_print.hpp"
#include "engine/simd/level.hpp"
#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

PreparedPrint enrolled(std::uint32_t person) { return entry_of(person, person, person).reference.print(); }

TEST(WideVote, TheSameAtEveryLevel) {
    const std::string before = simd_level();
    std::vector<PreparedPrint> references = {PreparedPrint{}};
    for (std::uint32_t person = 1; person <= 40; ++person) references.push_back(enrolled(person));
    references[1].x.fill(32767);
    references[2].described = 3;
    for (const std::uint32_t person : {1U, 2U, 3U, 30U, 500U}) {
        const Probe probe = probe_of(person);
        for (const PreparedPrint& reference : references) {
            ASSERT_TRUE(set_simd_level("scalar"));
            const std::uint16_t plain = wide_vote(probe.print(), reference);
            for (const std::string& level : simd_levels()) {
                ASSERT_TRUE(set_simd_level(level));
                EXPECT_EQ(wide_vote(probe.print(), reference), plain) << level;
            }
        }
    }
    ASSERT_TRUE(set_simd_level(before));
}

TEST(WideVote, IsMostForTheSameFinger) {
    const Probe probe = probe_of(5);
    const std::uint16_t mate = wide_vote(probe.print(), enrolled(5));
    for (std::uint32_t person = 6; person <= 100; ++person) {
        EXPECT_LT(2 * wide_vote(probe.print(), enrolled(person)), mate) << person;
    }
}

TEST(WideVote, IsNothingWithoutMinutiae) {
    EXPECT_EQ(wide_vote(probe_of(1).print(), PreparedPrint{}), 0);
    EXPECT_EQ(wide_vote(PreparedPrint{}, enrolled(1)), 0);
}

// The farthest places that a print may have do not wrap around: what lies four inches away agrees with nothing.
TEST(WideVote, HoldsThroughoutTheRangeOfPlaces) {
    Proposals<kLanes> proposals{};
    for (std::size_t lane = 0; lane < 4; ++lane) {
        const auto far = [](bool there) { return static_cast<std::int16_t>(there ? 32767 : 0); };
        proposals.put(lane, 1, {0, 0}, {far(lane % 2 == 1), far(lane / 2 == 1)}, 0x2000);
    }
    proposals.count = 4;
    LaneArray<std::int16_t> votes;
    count_votes_plain(proposals, votes);
    for (std::size_t lane = 0; lane < 4; ++lane) EXPECT_EQ(votes[lane], 1) << "its own vote alone";
}

}  // namespace
}  // namespace dactyl
