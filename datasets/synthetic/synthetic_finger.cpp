#include "datasets/synthetic/synthetic_finger.hpp"

#include "datasets/synthetic/contact_print.hpp"
#include "datasets/synthetic/master_finger.hpp"
#include "datasets/synthetic/sensor_look.hpp"
#include "datasets/synthetic/truth_projection.hpp"

namespace dactyl {

SyntheticFinger::SyntheticFinger(std::uint64_t seed, std::uint32_t finger)
    : master_(std::make_shared<const synthetic::MasterFinger>(synthetic::grow_master(seed, finger))) {}

Result<void> SyntheticFinger::check(const SyntheticRequest& request) const {
    if (request.seed != master_->seed || request.finger != master_->finger) {
        return fail(ErrorCode::kInvalidArgument, "an impression of another finger than the one grown");
    }
    return request.check();
}

Result<SyntheticImpression> SyntheticFinger::impress(const SyntheticRequest& request) const {
    if (const auto checked = check(request); !checked) return pass(checked);
    const synthetic::ImpressionTraits traits = synthetic::draw_impression(master_->traits, request);
    const synthetic::ContactPrint print = synthetic::press(*master_, traits, request);
    return SyntheticImpression{synthetic::look_through_sensor(print, traits, request),
                               synthetic::project_truth(*master_, traits, request, print)};
}

Result<GrayImage> SyntheticFinger::draw(const SyntheticRequest& request) const {
    if (const auto checked = check(request); !checked) return pass(checked);
    const synthetic::ImpressionTraits traits = synthetic::draw_impression(master_->traits, request);
    return synthetic::look_through_sensor(synthetic::press(*master_, traits, request), traits, request);
}

}  // namespace dactyl
