#pragma once

#include <string>
#include <vector>

#include "engine/accounts/audit.hpp"
#include "engine/accounts/consent.hpp"
#include "engine/cli/console.hpp"

namespace dactyl::cli {

/// Entries of the audit trail and statements of consent, as JSON and one a line.
Json to_json(const std::vector<AuditEntry>& entries);
Json to_json(const std::vector<Consent>& statements);
std::string in_words(const std::vector<AuditEntry>& entries);
std::string in_words(const std::vector<Consent>& statements);

}  // namespace dactyl::cli
