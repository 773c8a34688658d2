#include "engine/match/packed_print.hpp"

#include "engine/match/compare.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

std::vector<std::byte> packed(const Reference& reference) {
    std::vector<std::byte> bytes;
    pack_print(reference.print(), bytes);
    return bytes;
}

TEST(PackedPrint, ComparesAsBefore) {
    auto print = std::make_shared<PreparedPrint>();
    const Reference unpacked(print);
    MatchScratch scratch;
    for (std::uint32_t person = 1; person <= 20; ++person) {
        const Reference reference(moved(random_print(person), 3, 1, 2, 2));
        const auto bytes = packed(reference);
        ASSERT_TRUE(is_packed_print(bytes));
        EXPECT_LT(bytes.size(), 1800U);
        unpack_print(bytes, *print);
        const Probe probe(moved(random_print(person), 40, 5, 5, 2, 99));
        EXPECT_EQ(compare(probe, unpacked, scratch), compare(probe, reference, scratch));
        EXPECT_EQ(print->quality_sum, reference.print().quality_sum);
        EXPECT_EQ(packed(unpacked), bytes) << "nothing of an earlier print stays";
    }
}

TEST(PackedPrint, KeepsAnEmptyPrint) {
    const auto bytes = packed(Reference(Template{}));
    ASSERT_TRUE(is_packed_print(bytes));
    PreparedPrint print;
    unpack_print(bytes, print);
    EXPECT_EQ(print.count, 0);
}

TEST(PackedPrint, IsToldFromOtherBytes) {
    const auto good = packed(Reference(random_print(1)));
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_FALSE(is_packed_print(std::span(good).first(size))) << size;
    }
    for (const std::size_t at : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
        auto bad = good;
        bad[at] = static_cast<std::byte>(static_cast<unsigned>(bad[at]) + 64);
        EXPECT_FALSE(is_packed_print(bad)) << at;
    }
}

}  // namespace
}  // namespace dactyl
