#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/service/service_state.hpp"

/// Attempts are counted before anything is compared, and forgiven after a success. The count outlives the process at
/// once; a loss of power from conclude() on, before which nobody is answered: one flush of the disk for both.
namespace dactyl {

/// What one attempt is counted against; all of them, whether there is such a holder, card or terminal or not.
struct AttemptAim {
    const IdentityNumber& number;
    const std::string& card;                       ///< alias; empty: none named
    const std::string& terminal;                   ///< empty: none named
    ThrottleScope scope = ThrottleScope::kHolder;  ///< kPin counts apart from fingers
};

/// An attempt that may go on.
struct CountedAttempt {
    HolderId holder;      ///< whom it is about; 0: nobody has that number
    bool usable = false;  ///< they are enrolled, agree to it and do not wait for a review
    std::optional<Card> card;
    int attempts_left = 0;
    std::vector<DecodedImpression> impressions;   ///< to compare with; those of a stand-in where not usable
    std::vector<std::pair<Token, int>> subjects;  ///< what was counted, and each one's most attempts
};

/// With the store's mutex held. What somebody unknown costs, in time and in writing, is what somebody known costs.
Result<std::variant<CountedAttempt, Refused>> count_attempt(Service::State& state, const AttemptAim& aim,
                                                            const Caller& caller);

/// With the store's mutex held: counts an attempt of a search against its terminal, if one is named. Whether it may go
/// on.
Result<bool> count_search(Service::State& state, const std::string& terminal);

/// With the store's mutex held: writes down what came of an attempt; a success wipes the slates.
Result<void> conclude(Service::State& state, const std::vector<std::pair<Token, int>>& subjects, bool succeeded,
                      const AuditEntry& entry);

/// The subjects of a terminal: none where none is named.
Result<std::vector<std::pair<Token, int>>> terminal_subjects(Service::State& state, const std::string& terminal);

}  // namespace dactyl
