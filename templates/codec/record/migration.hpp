#pragma once

#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl {

/// A record in another format, field by field: nothing is rescaled, sorted or dropped that the other format has a place
/// for. Angles are rounded to its unit; ridge counts, cores and deltas are written as it has them; device,
/// certification and quality blocks go where they fit (engine/docs/formats/minutiae-records.md). Errors:
/// kInvalidArgument (views of different sizes or too many for a format with one header for all). Thread-safe.
Result<MinutiaeRecord> migrated(const MinutiaeRecord& record, RecordFormat format);

}  // namespace dactyl
