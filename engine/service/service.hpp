#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/accounts/card.hpp"
#include "engine/accounts/resident_id.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/service/decision.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

struct StoreLocation {
    std::filesystem::path database;
    std::filesystem::path key;
};

/// One finger to enrol: one or more placements of it.
struct FingerEnrolment {
    FingerPosition position = FingerPosition::kUnknown;
    std::vector<ImageView> placements;
    Impression impression = Impression::kLiveScanPlain;
    CaptureDevice device;
};

struct EnrolmentRequest {
    ResidentId number;
    std::string name;  ///< UTF-8, 1 to 200 bytes; kept as it is
    std::vector<FingerEnrolment> fingers;
};

struct EnrolledFinger {
    FingerId id;
    FingerPosition position = FingerPosition::kUnknown;
    int quality = 0;
    int minutiae = 0;
    std::size_t sealed_bytes = 0;
};

struct EnrolmentReport {
    HolderSummary holder;
    bool added_to_existing = false;  ///< the number was enrolled before; the fingers were added
    std::vector<EnrolledFinger> fingers;
    Timings timings;
};

/// A print that was refused at enrolment, with the reason: nothing was stored.
using EnrolmentAnswer = std::variant<EnrolmentReport, Retry>;

struct HolderRecord {
    HolderSummary summary;
    std::string name;  ///< in full: for the counter, never for a terminal
    std::vector<EnrolledFinger> fingers;
    std::vector<Card> cards;
};

struct CardRequest {
    CardKind kind = CardKind::kOther;
    std::string number;
    std::string alias;                    ///< empty: the kind's name
    std::vector<FingerId> fingers;        ///< that open it; empty: all fingers of the holder
};

/// The one place where a score becomes a decision. Owns the store, the key and the in-memory gallery. Thread-safe.
/// Opening errors: kNotFound, kStoreLocked, kStoreReadOnly (when written to), kVersionTooNew, kStoreDamaged, kKeyUnusable,
/// kKeyMismatch. Every method that writes: also kDiskFull, kStoreReadOnly; then nothing was changed.
class Service {
  public:
    /// Makes a new empty store and key. Errors: kAlreadyExists, kUnwritable, kDiskFull.
    static Result<void> create(const StoreLocation& location);
    static Result<Service> open(const StoreLocation& location, const Policy& policy = {});
    Service(Service&&) noexcept;
    Service& operator=(Service&&) noexcept;
    ~Service();

    const Policy& policy() const;

    /// One transaction: the person and every finger, or nothing. Placements of one finger must match one another
    /// (kInvalidArgument otherwise). A finger that already belongs to another holder: kAlreadyExists.
    Result<EnrolmentAnswer> enroll(const EnrolmentRequest& request);

    /// Is this the finger of the holder of that number? Errors: kNotFound.
    Result<Timed<RecognitionAnswer>> verify(const ResidentId& number, ImageView print);
    /// Whose finger is this? Searches everybody.
    Result<Timed<RecognitionAnswer>> identify(ImageView print);
    /// Opens a card: with a number 1:1, without 1:N. `card` is an alias; when empty and the finger opens just one card, that
    /// one, otherwise Recognised with the choice. Errors: kNotFound (number; alias among the holder's cards).
    Result<Timed<UnlockAnswer>> unlock(const std::optional<ResidentId>& number, ImageView print, const std::string& card);

    Result<HolderRecord> holder(const ResidentId& number) const;
    Result<std::vector<HolderSummary>> holders() const;
    /// Removes the person, their templates and cards for good. Errors: kNotFound.
    Result<void> erase(const ResidentId& number);

    /// Errors: kNotFound (holder or finger), kBadNumber, kBadCheckDigit, kAlreadyExists (alias or number).
    Result<Card> link_card(const ResidentId& holder, const CardRequest& request);
    Result<std::vector<Card>> cards(const ResidentId& holder) const;
    Result<Card> set_card_status(const ResidentId& holder, const std::string& alias, CardStatus status);
    Result<void> unlink_card(const ResidentId& holder, const std::string& alias);

  private:
    struct State;
    explicit Service(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace dactyl
