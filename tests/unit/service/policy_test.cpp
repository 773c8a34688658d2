#include "engine/service/policy.hpp"

namespace dactyl {
namespace {

using namespace std::chrono_literals;

TEST(Policy, DefaultsHold) { EXPECT_TRUE(Policy{}.check()); }

TEST(Policy, EveryFieldIsChecked) {
    const auto code_with = [](auto change) {
        Policy policy;
        change(policy);
        const auto checked = policy.check();
        return checked ? ErrorCode::kInternal : checked.error().code;
    };
    EXPECT_EQ(code_with([](Policy& p) { p.verify_max_fmr = 0; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.verify_max_fmr = std::nan(""); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.identify_max_fpir = 0.5; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.enroll_min_quality = 101; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.enroll_min_minutiae = -1; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.probe_min_quality = -1; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.probe_min_area = 1001; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.max_attempts = 0; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.lockout = 0s; }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(code_with([](Policy& p) { p.grant_lifetime = 2h; }), ErrorCode::kInvalidArgument);
}

TEST(Policy, RatesBecomeThresholds) {
    const Policy policy = {.verify_max_fmr = 1e-4, .identify_max_fpir = 1e-3};
    EXPECT_NEAR(policy.verify_threshold().value(), 40, 1e-9);
    EXPECT_NEAR(policy.verify_threshold(10).value(), 50, 1e-9);
    EXPECT_NEAR(policy.verify_threshold(0).value(), 40, 1e-9);
    EXPECT_NEAR(policy.identify_threshold(1).value(), 30, 1e-9);
    EXPECT_NEAR(policy.identify_threshold(1'000'000).value(), 90, 1e-9);
    EXPECT_NEAR(policy.identify_threshold(0).value(), 30, 1e-9);
}

}  // namespace
}  // namespace dactyl
