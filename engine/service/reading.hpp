#pragma once

#include <optional>
#include <variant>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/service/decision.hpp"
#include "engine/service/environment.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

/// A print, or the request to place the finger again.
using ReadPrint = std::variant<Template, Retry>;

/// Extracts the print of a picture. Errors: those of extract(), a blank picture excepted, which is answered with Retry.
Result<ReadPrint> read_print(const ServiceEnvironment& environment, const ImageView& picture);

/// The area that a print covers in mm2; nothing where its template does not say.
std::optional<double> covered_area(const Template& print);

/// What to say about a print that did not match, if its picture was too weak to tell.
std::optional<Retry::Reason> weakness(const Template& print, const Policy& policy);

/// Why a print may not be enrolled, if so.
std::optional<Retry::Reason> enrolment_weakness(const Template& print, const Policy& policy);

}  // namespace dactyl
