#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Standard minutiae records (engine/docs/formats/minutiae-records.md).
enum class RecordFormat : std::uint8_t { kIso2005, kIso2011, kAnsi2004, kAnsi2009, kAnsi2009Am1 };

/// "iso-19794-2-2005", ...
std::string_view to_string(RecordFormat format);
std::optional<RecordFormat> parse_record_format(std::string_view text);

/// The fields of a record as they stand in it: no unit is converted, no code interpreted.
struct RecordMinutia {
    std::uint8_t kind = 0;   ///< 0 other, 1 ending, 2 bifurcation
    std::uint16_t x = 0;     ///< pixels of the record's resolution, 14 bits
    std::uint16_t y = 0;     ///< the same
    std::uint8_t angle = 0;  ///< 1/256 turn (ISO) or 2 degrees (ANSI)
    std::uint8_t quality = 0;

    friend bool operator==(const RecordMinutia&, const RecordMinutia&) = default;
};

struct RecordExtension {
    std::uint16_t type = 0;
    std::vector<std::uint8_t> data;

    friend bool operator==(const RecordExtension&, const RecordExtension&) = default;
};

struct RecordQuality {
    std::uint8_t value = 0;
    std::uint16_t vendor = 0;     ///< 0 in formats that do not name it
    std::uint16_t algorithm = 0;  ///< the same

    friend bool operator==(const RecordQuality&, const RecordQuality&) = default;
};

struct RecordCertification {
    std::uint16_t authority = 0;
    std::uint8_t scheme = 0;

    friend bool operator==(const RecordCertification&, const RecordCertification&) = default;
};

struct RecordGeometry {
    std::uint16_t width = 0;   ///< pixels
    std::uint16_t height = 0;  ///< pixels
    std::uint16_t x_per_cm = 0;
    std::uint16_t y_per_cm = 0;

    friend bool operator==(const RecordGeometry&, const RecordGeometry&) = default;
};

/// ISO 2011. All bits set in a field: unknown.
struct RecordDate {
    std::uint16_t year = 0xFFFF;
    std::uint8_t month = 0xFF;
    std::uint8_t day = 0xFF;
    std::uint8_t hour = 0xFF;
    std::uint8_t minute = 0xFF;
    std::uint8_t second = 0xFF;
    std::uint16_t millisecond = 0xFFFF;

    friend bool operator==(const RecordDate&, const RecordDate&) = default;
};

struct RecordView {
    std::uint8_t position = 0;
    std::uint8_t number = 0;
    std::uint8_t impression = 0;
    std::vector<RecordQuality> qualities;  ///< one, but in ISO 2011
    RecordGeometry geometry;               ///< the record's in ISO 2005 and ANSI 2004
    std::vector<RecordMinutia> minutiae;
    std::vector<RecordExtension> extensions;
    std::vector<std::uint8_t> unread_extensions;  ///< an extended data area that does not hold together, as it is

    // ISO 2011 only
    RecordDate date;
    std::uint8_t device_technology = 0;
    std::uint16_t device_vendor = 0;
    std::uint16_t device_type = 0;
    std::vector<RecordCertification> certifications;
    std::uint8_t ending_type = 0;
    bool minutia_quality = true;  ///< false: 5-byte minutiae

    friend bool operator==(const RecordView&, const RecordView&) = default;
};

struct MinutiaeRecord {
    RecordFormat format = RecordFormat::kIso2005;
    std::uint16_t vendor = 0;        ///< ANSI: owner of the product that made the record
    std::uint16_t subformat = 0;     ///< ANSI: that product's type
    std::uint8_t certification = 0;  ///< bits (4 in ISO 2005 and ANSI 2004, 8 in ANSI 2009); the flag in ISO 2011
    std::uint16_t device = 0;  ///< id of the capture device; 12 bits in ISO 2005 and ANSI 2004, unused in ISO 2011
    RecordGeometry geometry;   ///< ISO 2005 and ANSI 2004
    std::vector<RecordView> views;

    friend bool operator==(const MinutiaeRecord&, const MinutiaeRecord&) = default;
};

using RecordFinding = Finding;

/// Whether the bytes begin as one of these records does, and which; its content may still be corrupt.
std::optional<RecordFormat> detect_record(std::span<const std::byte> bytes);

/// Errors: kUnsupportedFormat (no such record, or a version that is not known), kCorrupt, with the byte's offset.
/// `findings`, where given, receives what was read in spite of the standard. Memory is bounded by the input's size.
/// Thread-safe.
Result<MinutiaeRecord> decode_record(std::span<const std::byte> bytes, std::vector<RecordFinding>* findings = nullptr);

/// The bytes of a record. decode_record(encode_record(r)) == r; and encode_record(decode_record(b)) == b for every
/// valid b. Errors: kInvalidArgument when a field does not fit its bits in the record's format. Thread-safe.
Result<std::vector<std::byte>> encode_record(const MinutiaeRecord& record);

}  // namespace dactyl
