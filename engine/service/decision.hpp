#pragma once

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/card.hpp"
#include "engine/core/ids.hpp"

namespace dactyl {

/// Milliseconds spent in each step of a request, for people and dashboards.
struct Timings {
    double extract = 0;
    double load = 0;     ///< reading and unsealing templates
    double compare = 0;  ///< or searching
    double total = 0;
};

/// What a terminal may show of a person.
struct HolderSummary {
    HolderId id;
    std::string masked_name;  ///< first character kept
    std::string masked_number;
    std::string household;  ///< province, or province and city; never more of an address
};

/// The right to use one card, for a short while.
struct Grant {
    Card card;
    HolderSummary holder;
    std::string token;  ///< 128 random bits, hexadecimal
    std::chrono::system_clock::time_point expires;
    Bytes signed_form;  ///< the same, to be checked by anybody: engine/docs/formats/grant.md
    /// Of a certificate, with the fields asked for: engine/docs/formats/certificate.md.
    std::string presentation = {};
};

/// The finger is not good enough to decide: put it down again, and how. Which answer a print gets depends on the
/// picture alone, never on how close its score came.
struct Retry {
    enum class Reason {
        kNoFinger,     ///< nothing was compared, and no attempt is counted
        kNotAdmitted,  ///< not taken for a living finger placed now: nothing was compared, and no attempt is counted
        kPoorPicture,  ///< below the policy's quality, and it did not match
        kTooLittleOfFinger,  ///< below the policy's area, and it did not match
        kNotRecognised,      ///< the search found several holders and cannot tell which
    } reason;
    int attempts_left = 0;  ///< until the holder is locked; 0 where no attempt was counted (enrolment, search)
};

/// The answer is no.
struct Refused {
    enum class Reason {
        kNoMatch,  ///< a good print, and of somebody else; or nobody has that number, or does not agree to this use
        kLocked,   ///< too many attempts: nothing was compared
        // Told to the right finger only.
        kCardFrozen,
        kCardLost,
        kCardExpired,
        kNotPermitted,        ///< by the card's rules: the amount, the hour or the terminal
        kSecondFingerNeeded,  ///< ask again with both prints
    } reason;
    int attempts_left = 0;  ///< with kNoMatch of a known holder: until they are locked
};

/// Verified or identified: this is the holder; the cards that this finger may open. No scores: they stay inside.
struct Recognised {
    HolderSummary holder;
    FingerId finger;
    std::vector<Card> cards;
};

using RecognitionAnswer = std::variant<Recognised, Retry, Refused>;
using UnlockAnswer = std::variant<Grant, Recognised, Retry, Refused>;  ///< Recognised: choose one of several cards

template <class Answer>
struct Timed {
    Answer answer;
    Timings timings;
};

}  // namespace dactyl
