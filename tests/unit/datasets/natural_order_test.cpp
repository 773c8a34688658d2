#include "datasets/natural_order.hpp"

namespace dactyl {
namespace {

TEST(NaturalLess, OrdersNumbersByValue) {
    const std::vector<std::string> ordered = {"",
                                              "1",
                                              "1_2",
                                              "1_10",
                                              "2",
                                              "10",
                                              "10a",
                                              "10b",
                                              "a",
                                              "a1",
                                              "a01b",
                                              "a2",
                                              "a10",
                                              "a99999999999999999999",
                                              "a100000000000000000000",
                                              "b"};
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        for (std::size_t k = 0; k < ordered.size(); ++k) {
            EXPECT_EQ(natural_less(ordered[i], ordered[k]), i < k) << ordered[i] << " and " << ordered[k];
        }
    }
}

TEST(NaturalLess, LeadingZerosDecideLast) {
    EXPECT_TRUE(natural_less("a007", "a7"));
    EXPECT_FALSE(natural_less("a7", "a007"));
    EXPECT_TRUE(natural_less("a7b", "a007c"));
}

}  // namespace
}  // namespace dactyl
