#include <algorithm>
#include <utility>

#include "engine/service/recognising.hpp"

namespace dactyl {

Result<std::optional<FingerId>> finger_of(Service::State& state, const Candidate& candidate) {
    const auto impressions = state.repository.impressions(candidate.holder);
    if (!impressions) return pass(impressions);
    const auto found = std::ranges::find(*impressions, candidate.finger, &StoredImpression::id);
    if (found == impressions->end()) return std::optional<FingerId>();
    return std::optional<FingerId>(found->finger);
}

Result<Recognised> Service::State::recognised(HolderId holder, FingerId finger) {
    const auto person = repository.person(holder);
    if (!person) return pass(person);
    auto cards = cards_of_finger(holder, finger);
    if (!cards) return pass(cards);
    return Recognised{summary_of(*person), finger, std::move(*cards)};
}

Result<Timed<RecognitionAnswer>> Service::verify(const IdentityNumber& number, ImageView print, const Caller& caller) {
    const std::string none;
    return with_print<RecognitionAnswer>(
        *state_, print, AuditEvent::kVerification, caller, [&](const RecognitionRequest& request) {
            return compare_with_holder<RecognitionAnswer>(
                *state_, request, {number, none, none}, [&](const Recognition& found) -> Result<RecognitionAnswer> {
                    auto answer = state_->recognised(found.holder, found.finger);
                    if (!answer) return pass(answer);
                    return RecognitionAnswer(std::move(*answer));
                });
        });
}

Result<Timed<RecognitionAnswer>> Service::identify(ImageView print, const Caller& caller) {
    return with_print<RecognitionAnswer>(
        *state_, print, AuditEvent::kIdentification, caller, [&](const RecognitionRequest& request) {
            return search_everybody<RecognitionAnswer>(*state_, request, "",
                                                       [&](const Recognition& found) -> Result<RecognitionAnswer> {
                                                           auto answer = state_->recognised(found.holder, found.finger);
                                                           if (!answer) return pass(answer);
                                                           return RecognitionAnswer(std::move(*answer));
                                                       });
        });
}

}  // namespace dactyl
