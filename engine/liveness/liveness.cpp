#include "engine/liveness/liveness.hpp"

#include "engine/liveness/features.hpp"
#include "engine/liveness/model.hpp"

namespace dactyl {
namespace {

constexpr double kFarthestThreshold = 100;

}  // namespace

Result<void> LivenessOptions::check() const {
    if (threshold >= -kFarthestThreshold && threshold <= kFarthestThreshold) return {};
    return fail(ErrorCode::kInvalidArgument, "the threshold of liveness has to lie between -100 and 100");
}

Result<LivenessReport> judge_liveness(ImageView image, const LivenessOptions& options) {
    if (auto well = options.check(); !well) return pass(well);
    if (options.policy == LivenessPolicy::kOff) return LivenessReport();
    const auto features = liveness_features(image);
    if (!features) return pass(features);
    const LivenessModel& model = liveness_model();
    if (model.weights.size() != features->size())
        return fail(ErrorCode::kInternal, "the model of liveness does not fit");
    LivenessReport report;
    report.score = model.bias;
    for (std::size_t i = 0; i < features->size(); ++i) {
        report.score += static_cast<double>(model.weights[i]) * ((*features)[i] - model.means[i]);
    }
    const bool live = report.score >= options.threshold;
    const bool refuse = options.policy == LivenessPolicy::kRefuse;
    report.verdict = live ? LivenessVerdict::kLive : refuse ? LivenessVerdict::kRefused : LivenessVerdict::kSuspect;
    return report;
}

}  // namespace dactyl
