#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/accounts/sql/database.hpp"
#include "engine/core/result.hpp"

/// Backups in one file that any database takes back: engine/docs/formats/backup.md. Records stay sealed: a backup tells
/// no more than the database does.
namespace dactyl {

struct BackupReport {
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
};

/// Writes the store as it is at this moment to a new file; others go on reading and writing. The file gets its name
/// when it is complete and on the disk. Errors: kAlreadyExists, kUnwritable, kDiskFull, those of the database.
Result<BackupReport> write_backup(sql::Database& database, const std::filesystem::path& path);

/// Fills an empty database from a backup, which is hostile until it is read; all or nothing. Errors: kNotFound,
/// kUnreadable, kUnsupportedFormat, kVersionTooNew, kCorrupt, those of the database.
Result<BackupReport> read_backup(sql::Database& database, const std::filesystem::path& path);

}  // namespace dactyl
