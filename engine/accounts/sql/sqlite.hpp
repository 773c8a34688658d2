#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "engine/accounts/sql/database.hpp"
#include "engine/accounts/sql/options.hpp"

namespace dactyl::sql {

/// Makes a database file that only its owner may use, filled by `fill`. The file gets its name when it is complete and
/// on the disk: whatever happens, there is all of it or none. Errors: those of `fill`, kAlreadyExists, kNotFound (the
/// folder), kUnwritable, kDiskFull.
Result<void> create_sqlite(const std::filesystem::path& path, const std::function<Result<void>(Database&)>& fill);

/// Opens a database file, for reading only where the file or its folder cannot be written. Errors: kNotFound,
/// kUnreadable, kStoreLocked, kStoreDamaged.
Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& path, const Options& options = {});

}  // namespace dactyl::sql
