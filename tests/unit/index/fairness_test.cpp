#include <atomic>
#include <thread>

#include "engine/index/search.hpp"
#include "tests/unit/index/index_prints.hpp"

namespace dactyl {
namespace {

using namespace testing_prints;

// A batch that would keep every core busy for long does not hold up a search that somebody waits for: it is over while
// the batch still has most of its work before it. Counted in finished searches, not in time.
TEST(Fairness, AnInteractiveSearchPassesABatch) {
    constexpr std::uint64_t kHolders = 1500;
    const auto gallery = Gallery::build(entries_of(1, kHolders));
    std::vector<Probe> probes;
    for (std::uint32_t i = 0; i < 40; ++i) probes.push_back(probe_of(i + 1));
    SearchOptions batch;
    batch.urgency = Urgency::kBatch;
    batch.shortlist.share = 1;  // everything is compared: the most work
    std::stop_source enough;
    std::atomic<bool> batch_over = false;
    std::thread background([&] {
        const auto reports = search_batch(*gallery, probes, batch, enough.get_token());
        EXPECT_TRUE(reports);
        batch_over = true;
    });
    SearchOptions interactive;
    interactive.shortlist = {20, 0, 0};
    int answered = 0;
    for (; answered < 5 && !batch_over; ++answered) {
        const auto report = search(*gallery, probe_of(7), interactive);
        ASSERT_TRUE(report && report->complete);
        EXPECT_EQ(report->candidates.at(0).holder, HolderId(7));
    }
    EXPECT_EQ(answered, 5) << "five searches of a gallery of which the batch searches forty times as much";
    EXPECT_FALSE(batch_over);
    enough.request_stop();
    background.join();
}

}  // namespace
}  // namespace dactyl
