#include "engine/accounts/sql/postgres_error.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace dactyl::sql {
namespace {

struct Meaning {
    std::string_view start;  // of the SQLSTATE: a class or a whole state, PostgreSQL 15 appendix A
    ErrorCode code;
    std::string_view words;
};

// The first that fits.
constexpr std::array<Meaning, 18> kMeanings = {{
    {"08", ErrorCode::kUnreadable, "cannot be reached"},
    {"22021", ErrorCode::kInvalidArgument, "takes no text of other characters than Unicode's"},
    {"23505", ErrorCode::kAlreadyExists, "has such an entry already"},
    {"25006", ErrorCode::kStoreReadOnly, "cannot be written to"},
    {"25", ErrorCode::kInternal, "was not in the state for this"},
    {"28", ErrorCode::kNotAllowed, "refused the login"},
    {"3D000", ErrorCode::kNotFound, "does not exist"},
    {"3F000", ErrorCode::kNotFound, "does not exist"},
    {"40", ErrorCode::kStoreLocked, "is locked by another process"},
    {"42501", ErrorCode::kNotAllowed, "does not let this login do that"},
    {"53100", ErrorCode::kDiskFull, "has no space left on its disk"},
    {"53", ErrorCode::kUnwritable, "has no resources left"},
    {"55P03", ErrorCode::kStoreLocked, "is locked by another process"},
    {"57014", ErrorCode::kTimeout, "took too long"},
    {"57P", ErrorCode::kUnreadable, "is shutting down"},
    {"58", ErrorCode::kUnwritable, "has trouble with its disk"},
    {"XX001", ErrorCode::kStoreDamaged, "is damaged"},
    {"XX002", ErrorCode::kStoreDamaged, "is damaged"},
}};

}  // namespace

Error postgres_error(std::string_view state, std::string_view name) {
    if (state.empty()) return {ErrorCode::kUnreadable, fmt::format("store '{}' cannot be reached", name)};
    const auto known = std::ranges::find_if(kMeanings, [&](const Meaning& m) { return state.starts_with(m.start); });
    if (known == kMeanings.end()) {
        return {ErrorCode::kInternal, fmt::format("store '{}' failed (SQLSTATE {})", name, state)};
    }
    return {known->code, fmt::format("store '{}' {} (SQLSTATE {})", name, known->words, state)};
}

}  // namespace dactyl::sql
