#include "engine/accounts/sql/sqlite_error.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include "engine/accounts/new_file.hpp"

namespace dactyl::sql {
namespace {

ErrorCode code_of_io_error(int result, int system_error) {
    if (is_out_of_space(system_error)) return ErrorCode::kDiskFull;
    switch (result) {
        case SQLITE_IOERR_SHORT_READ:
        case SQLITE_IOERR_CORRUPTFS:
            return ErrorCode::kStoreDamaged;
        case SQLITE_IOERR_READ:
        case SQLITE_IOERR_ACCESS:
        case SQLITE_IOERR_FSTAT:
            return ErrorCode::kUnreadable;
        case SQLITE_IOERR_LOCK:
        case SQLITE_IOERR_RDLOCK:
        case SQLITE_IOERR_SHMLOCK:
            return ErrorCode::kStoreLocked;
        // The file that carries the locks could not grow.
        case SQLITE_IOERR_SHMSIZE:
            return ErrorCode::kDiskFull;
        default:
            return ErrorCode::kUnwritable;
    }
}

ErrorCode code_of(int result, int system_error) {
    switch (result & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return ErrorCode::kStoreLocked;
        case SQLITE_READONLY:
            return ErrorCode::kStoreReadOnly;
        case SQLITE_FULL:
            return ErrorCode::kDiskFull;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return ErrorCode::kStoreDamaged;
        case SQLITE_CANTOPEN:
            return is_out_of_space(system_error) ? ErrorCode::kDiskFull : ErrorCode::kUnreadable;
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return ErrorCode::kUnreadable;
        case SQLITE_IOERR:
            return code_of_io_error(result, system_error);
        case SQLITE_CONSTRAINT:
            return result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY
                       ? ErrorCode::kAlreadyExists
                       : ErrorCode::kInternal;
        default:
            return ErrorCode::kInternal;
    }
}

// What the system said when the write-ahead log was last written; sqlite3_system_errno() may be that of a later call.
int journal_errno(sqlite3* connection) {
    sqlite3_file* journal = nullptr;
    int last = 0;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) != SQLITE_OK) return 0;
    if (journal == nullptr || journal->pMethods == nullptr) return 0;
    journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &last);
    return last;
}

std::string_view words_for(ErrorCode code) {
    switch (code) {
        case ErrorCode::kStoreLocked:
            return "is locked by another process";
        case ErrorCode::kStoreReadOnly:
            return "cannot be written to";
        case ErrorCode::kDiskFull:
            return "has no space left on its disk";
        case ErrorCode::kStoreDamaged:
            return "is damaged";
        case ErrorCode::kUnreadable:
            return "cannot be read";
        case ErrorCode::kUnwritable:
            return "could not be written";
        case ErrorCode::kAlreadyExists:
            return "has such an entry already";
        default:
            return "failed";
    }
}

}  // namespace

Error sqlite_error(int result, int system_error, std::string_view name) {
    const ErrorCode code = code_of(result, system_error);
    // sqlite3_errstr names the kind of failure only; sqlite3_errmsg may quote the statement.
    return {code, fmt::format("store '{}' {} ({})", name, words_for(code), sqlite3_errstr(result))};
}

Error last_sqlite_error(sqlite3* connection, std::string_view name) {
    const int result = sqlite3_extended_errcode(connection);
    if ((result & 0xFF) != SQLITE_IOERR) return sqlite_error(result, sqlite3_system_errno(connection), name);
    const int system_error = journal_errno(connection);
    return sqlite_error(result, system_error != 0 ? system_error : sqlite3_system_errno(connection), name);
}

}  // namespace dactyl::sql
