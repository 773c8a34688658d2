#include "engine/match/rigid.hpp"

#include "engine/match/prepare.hpp"
#include "tests/unit/match/random_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

std::vector<Pairing> by_source(const PreparedPrint& a, const PreparedPrint& b) {
    std::vector<Pairing> pairings;
    for (std::size_t i = 0; i < static_cast<std::size_t>(a.count); ++i) {
        for (std::size_t j = 0; j < static_cast<std::size_t>(b.count); ++j) {
            if (a.source[i] == b.source[j]) {
                pairings.push_back({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j), 0.5F, 0, 0});
            }
        }
    }
    return pairings;
}

TEST(Rigid, FitFindsTheMoveAgain) {
    const auto print = random_print(3);
    const auto probe = prepare_print(moved(print, 40, 12, -7), 60);
    const auto reference = prepare_print(print, 60);
    const Rigid rigid = fit_rigid(probe, reference, by_source(probe, reference));
    EXPECT_NEAR(rigid.rotation.degrees(), 40, 0.05);
    for (const Pairing& pairing : by_source(probe, reference)) {
        const Eigen::Vector2f on_probe(probe.px(pairing.probe), probe.py(pairing.probe));
        const Eigen::Vector2f on_reference(reference.px(pairing.reference), reference.py(pairing.reference));
        EXPECT_LT((rigid.apply(on_reference) - on_probe).norm(), 0.3F);
        EXPECT_LT((rigid.undo(on_probe) - on_reference).norm(), 0.3F);
    }
}

TEST(Rigid, OfOnePairLaysItDown) {
    const auto print = random_print(5);
    const auto probe = prepare_print(moved(print, -130, 3, 4), 60);
    const auto reference = prepare_print(print, 60);
    const Pairing pairing = by_source(probe, reference).front();
    const Rigid rigid = rigid_of_pair(probe, pairing.probe, reference, pairing.reference);
    EXPECT_NEAR(turn(rigid.rotation, Direction::from_degrees(-130)), 0, 2);
    const Eigen::Vector2f laid = rigid.apply({reference.px(pairing.reference), reference.py(pairing.reference)});
    EXPECT_NEAR(laid.x(), probe.px(pairing.probe), 1e-3);
    EXPECT_NEAR(laid.y(), probe.py(pairing.probe), 1e-3);
}

}  // namespace
}  // namespace dactyl
