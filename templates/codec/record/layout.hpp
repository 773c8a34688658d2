#pragma once

#include "engine/core/big_endian.hpp"
#include "templates/codec/record/minutiae_record.hpp"

/// What the five formats share: how one is told from another, and the minutiae and extended data of a view.
namespace dactyl::records {

using namespace big_endian;

/// Collects what decoding noticed.
class Notes {
  public:
    explicit Notes(std::vector<RecordFinding>* findings) : findings_(findings) {}
    /// Text is built only where somebody reads it.
    void add(std::size_t offset, std::string_view text) {
        if (findings_ != nullptr) findings_->push_back({offset, std::string(text)});
    }
    /// Whether the view of that finger and number is the first one; always true where nobody reads the notes.
    bool is_first(std::uint8_t position, std::uint8_t number) {
        if (findings_ == nullptr) return true;
        seen_.resize(65'536);
        return !std::exchange(seen_[static_cast<std::size_t>(position << 8 | number)], 1);
    }

  private:
    std::vector<std::uint8_t> seen_;
    std::vector<RecordFinding>* findings_;
};

inline constexpr std::uint32_t kMagic = 0x464D5200;          // "FMR\0"
inline constexpr std::uint32_t kVersion20 = 0x20323000;      // " 20\0": ISO 2005, ANSI 2004
inline constexpr std::uint32_t kVersion20Zero = 0x30323000;  // "020\0", as some ANSI 2004 records have it
inline constexpr std::uint32_t kVersion30 = 0x30333000;      // "030\0": ISO 2011, ANSI 2009
inline constexpr std::uint32_t kVersion35 = 0x30333500;      // "035\0": ANSI 2009 Am1

inline bool is_ansi(RecordFormat format) { return format >= RecordFormat::kAnsi2004; }

/// Errors: kCorrupt with the offset.
tl::unexpected<Error> corrupt(std::size_t offset, std::string_view what);

RecordGeometry read_geometry(Reader& in);

/// Count, minutiae, extended data. False where the bytes end early.
bool read_minutiae(Reader& in, RecordFormat format, RecordView& view, Notes& notes);
void write_minutiae(Writer& out, RecordFormat format, const RecordView& view);

/// Notes codes and coordinates without a meaning, once the view is read.
void check_view(RecordFormat format, const RecordView& view, std::size_t offset, Notes& notes);

/// Errors: kInvalidArgument.
Result<void> check_fits(const MinutiaeRecord& record);

/// What follows magic, version and length. False where the bytes end early or a length does not fit; the reader then
/// stands near the fault.
bool read_views_2005(Reader& in, MinutiaeRecord& record, Notes& notes);
bool read_iso2011(Reader& in, MinutiaeRecord& record, Notes& notes);
bool read_ansi(Reader& in, MinutiaeRecord& record, Notes& notes);

void write_views_2005(Writer& out, const MinutiaeRecord& record);
void write_iso2011(Writer& out, const MinutiaeRecord& record);
void write_ansi(Writer& out, const MinutiaeRecord& record);

}  // namespace dactyl::records
