#include "bench/store/kill_rounds.hpp"

#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

class KillRounds : public OnEveryStore {};

TEST_P(KillRounds, WhatWasAcknowledgedIsThereAndNothingIsHalf) {
    const auto place = backend == Backend::kSqlite ? folder.path() / "killed.db"
                                                   : std::filesystem::path(PostgresServer::shared()->empty_store());
    const auto report = store_bench::kill_rounds(place, folder.path(), 6, 9);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->rounds, 6);
    EXPECT_GT(report->acknowledged, 5);
    EXPECT_TRUE(report->sound()) << report->lost << " lost, " << report->half << " half, " << report->broken_trails
                                 << " broken, " << report->unopenable << " unopenable";
}

DACTYL_ON_EVERY_STORE(KillRounds);

}  // namespace
}  // namespace dactyl
