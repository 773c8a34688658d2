#pragma once

#include "engine/core/template.hpp"
#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl {

/// One view of a record as a template; what is rounded and mapped is in engine/docs/formats/minutiae-records.md.
/// Errors: kNotFound (no such view), kCorrupt (a resolution of 0, a picture beyond the limits of templates).
/// Thread-safe.
Result<Template> template_of(const MinutiaeRecord& record, std::size_t view = 0);

/// A record with one view for each template, at 197 pixels per cm. Fields that templates lack are 0 or unknown.
/// Errors: kInvalidArgument (a template that is not valid, sizes that differ in a format with one size for all views,
/// more views than the format can number). Thread-safe.
Result<MinutiaeRecord> record_of(std::span<const Template> prints, RecordFormat format);

}  // namespace dactyl
