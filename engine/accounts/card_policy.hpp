#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/accounts/record.hpp"
#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// What a card asks for before it opens, beyond the store's policy. The default asks for nothing more.
struct CardPolicy {
    double max_fmr = 0;            ///< false-match rate of one attempt; 0: the store's; else 1e-9 to 0.1
    bool second_finger = false;    ///< another finger bound to the card, besides the first
    HolderId partner = {};         ///< of a joint account: a bound finger of theirs too; 0: nobody
    int pin_after_failures = 0;    ///< refused fingers in a row after which the PIN opens it; 0: never, to 20
    std::uint64_t max_amount = 0;  ///< in the smallest unit; 0: any
    bool offline_allowed = true;   ///< grants hold without the store being asked
    int open_from = 0;             ///< minutes after midnight, 0 to 1439, by the store's clock and offset
    int open_until = 24 * 60;      ///< 1 to 1440; before open_from: over midnight
    std::vector<std::string> terminals = {};  ///< that may use it; empty: any; at most 64 of 1 to 64 bytes
    std::vector<FingerId> duress = {};        ///< bound fingers that open the decoy and raise the silent alarm
    CardId decoy = {};                        ///< whose reference a decoy's grant carries; 0: one that no card has

    /// Errors: kInvalidArgument.
    Result<void> check() const;
    /// Whether the card may be used at that time of the day.
    bool is_open_at(std::chrono::minutes after_midnight) const;
    bool takes_terminal(const std::string& terminal) const;
    bool takes_amount(std::uint64_t amount) const { return max_amount == 0 || amount <= max_amount; }
    bool is_duress(FingerId finger) const;

    void write(RecordWriter& writer) const;
    static CardPolicy read(RecordReader& reader);

    friend bool operator==(const CardPolicy&, const CardPolicy&) = default;
};

}  // namespace dactyl
