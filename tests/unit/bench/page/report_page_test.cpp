#include "bench/accuracy/page/report_page.hpp"

#include <cstdio>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/bench/synthetic_set.hpp"

namespace dactyl {
namespace {

std::string output_of(const std::string& command) {
    std::string text;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    char buffer[4096];
    while (pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe.get()) != nullptr) {
        text += buffer;
    }
    return text;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

/// A page about three fingers with two impressions each, two of which are exchanged: a stranger matches perfectly, so that
/// every genuine pair fails.
class ReportPage : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<TemporaryFolder>();
        Dataset set = draw_set(folder_->path(), 3, 2);
        std::swap(set.prints[1].path, set.prints[3].path);
        set.name = "<prints>";
        EvaluateOptions options;
        options.bootstrap.replicates = 20;
        const auto report = evaluate(set, options);
        ASSERT_TRUE(report);
        page_ = report_page(summarise({*report}), options);
    }
    static void TearDownTestSuite() { folder_.reset(); }

    static inline std::unique_ptr<TemporaryFolder> folder_;
    static inline std::string page_;
};

TEST_F(ReportPage, ShowsCurvesTablesAndFailures) {
    EXPECT_EQ(count(page_, "<svg class='chart'"), 2U);
    EXPECT_EQ(count(page_, "<svg class='pair'"), 3U + 3U);
    EXPECT_EQ(count(page_, "data:image/png;base64,"), 12U);
    EXPECT_GT(count(page_, "<circle"), 100U);
    EXPECT_EQ(count(page_, "no third print aligns them</span>"), 3U);
}

TEST_F(ReportPage, LoadsNothingAndRunsNothing) {
    EXPECT_EQ(count(page_, "http"), 0U);
    EXPECT_EQ(count(page_, "<script"), 0U);
    EXPECT_EQ(count(page_, "href="), count(page_, "href='data:image/png"));
    EXPECT_EQ(count(page_, "<prints>"), 0U);
}

TEST_F(ReportPage, DrawsInABrowser) {
    if (output_of("command -v chromium").empty()) {
        GTEST_SKIP() << "no chromium here (packages-long.txt)";
    }
    // Counts what has an extent on the screen, and whether every embedded picture can be decoded.
    const std::string probe = R"(<script>
const seen = selector => [...document.querySelectorAll(selector)].filter(e => e.getBoundingClientRect().width > 100).length;
Promise.all([...document.querySelectorAll('image')].map(e => new Promise(done => {
  const picture = new Image(); picture.onload = () => done(picture.naturalWidth > 50 ? 1 : 0); picture.onerror = () => done(0);
  picture.src = e.getAttribute('href'); }))).then(drawn => { document.title =
  `charts ${seen('svg.chart')} lines ${seen('svg.chart .line')} pairs ${seen('svg.pair')} pictures ${drawn.reduce((a, b) => a + b)}`; });
</script>)";
    const std::filesystem::path file = folder_->path() / "page.html";
    std::ofstream(file) << page_ << probe;
    const std::string dom = output_of(
        "timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage "
        "--user-data-dir='" +
        (folder_->path() / "profile").string() + "' --virtual-time-budget=20000 --dump-dom 'file://" + file.string() +
        "' 2>/dev/null");
    EXPECT_EQ(count(dom, "<title>charts 2 lines 2 pairs 6 pictures 12</title>"), 1U) << dom.substr(0, 300);
}

}  // namespace
}  // namespace dactyl
