#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/ids.hpp"
#include "engine/core/result.hpp"
#include "engine/index/signature.hpp"
#include "engine/match/prepared.hpp"

namespace dactyl {

/// The class of a finger's ridge pattern, where somebody determined it.
enum class FingerPattern : std::uint8_t { kUnknown = 0, kArch = 1, kLeftLoop = 2, kRightLoop = 3, kWhorl = 4 };
inline constexpr std::uint8_t kFingerPatterns = 5;
inline constexpr std::uint8_t kFingerPositions = 11;

/// One enrolled impression as the index knows it: whose it is, and its match-ready form. Nothing else about the person.
struct GalleryEntry {
    FingerId finger;
    HolderId holder;
    FingerPosition position = FingerPosition::kUnknown;
    Reference reference;
    FingerPattern pattern = FingerPattern::kUnknown;
    std::uint16_t extractor_version = 0;  ///< of the template; 0: from elsewhere, or not known
};

/// Entries as a structure of arrays, by rising finger id; what a segment holds and what a snapshot file stores.
struct GalleryColumns {
    std::vector<std::uint64_t> finger;
    std::vector<std::uint64_t> holder;
    std::vector<std::uint8_t> position;  ///< codes of FingerPosition
    std::vector<std::uint8_t> pattern;   ///< codes of FingerPattern
    std::vector<std::uint16_t> extractor_version;
    std::vector<PrintSignature> signature;  ///< what the candidate stage reads
    std::vector<std::uint32_t> print_end;   ///< in prints; each begins where the one before ends
    std::vector<std::byte> prints;          ///< packed_print.hpp

    std::size_t size() const { return finger.size(); }
    /// Errors: kCorrupt: lengths that differ, ids that are 0 or do not rise, codes or prints that are none.
    Result<void> check() const;
};

/// Some thousand entries in one piece; immutable, shared by the galleries that hold it.
class Segment {
  public:
    /// Sizes are bounded so that merging or dropping a segment never moves more than some ten megabytes.
    static constexpr std::size_t kMostEntries = 16384;

    /// Sorts the entries by finger id, which must differ.
    explicit Segment(std::vector<GalleryEntry> entries);
    /// Takes columns that passed check().
    explicit Segment(GalleryColumns columns);

    std::size_t size() const { return columns_.size(); }
    const GalleryColumns& columns() const { return columns_; }
    FingerId finger(std::size_t i) const { return FingerId(columns_.finger[i]); }
    HolderId holder(std::size_t i) const { return HolderId(columns_.holder[i]); }
    std::span<const PrintSignature> signatures() const { return columns_.signature; }
    std::span<const std::byte> packed_print(std::size_t i) const;
    std::optional<std::size_t> find(FingerId finger) const;
    /// The holder's entries, ascending.
    std::span<const std::uint16_t> entries_of(HolderId holder) const;
    std::size_t memory_bytes() const;

  private:
    void index_holders();

    GalleryColumns columns_;
    std::vector<std::uint16_t> by_holder_;  // entries, ordered by holder
};

/// Appends entry i of a segment.
void append_entry(const Segment& segment, std::size_t i, GalleryColumns& out);

}  // namespace dactyl
