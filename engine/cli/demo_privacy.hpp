#pragma once

#include "engine/cli/console.hpp"
#include "engine/cli/demo_people.hpp"
#include "engine/core/result.hpp"
#include "engine/service/service.hpp"

namespace dactyl::cli {

/// The demo's second half, on one of its people: what is shown by default, a disclosure with its trail, a grant checked
/// without the store, a finger laid down under duress. What it showed, as JSON; "as_promised" tells whether all went as
/// it should.
Result<Json> show_privacy(Service& service, const DemoPerson& person, Console& console);

}  // namespace dactyl::cli
