#pragma once

#include <array>
#include <string>
#include <vector>

#include "bench/accuracy/error_figures.hpp"
#include "bench/accuracy/evaluate.hpp"

namespace dactyl {

/// A way in which a print may be kept: a form of its template, or its picture in WSQ.
struct StoredForm {
    std::string name;    ///< "iso-19794-2-2005", "card-compact, 40", "picture in WSQ"
    std::string column;  ///< the same in a few letters
};

/// All of them, the native form first.
const std::vector<StoredForm>& stored_forms();

/// What the prints of one set reach when they are kept in each form.
struct FormReport {
    std::string set;
    std::vector<ErrorFigures> figures;  ///< as stored_forms()
};

/// Extracts every print once (and once more behind WSQ at 0.75 bits a pixel), writes its template in each form, reads
/// it back and compares what came back. Errors: those of evaluate(), and kInvalidArgument for sets of templates.
Result<FormReport> evaluate_forms(const Dataset& set, const EvaluateOptions& options = {},
                                  const EvaluateProgress& progress = {}, std::stop_token stop = {});

/// FMR1000 of every set and form, the mean, and how far it is from the native form's, in percentage points.
std::string form_table(const std::vector<FormReport>& sets);
/// The same figures and EER as JSON.
std::string form_json(const std::vector<FormReport>& sets);

}  // namespace dactyl
