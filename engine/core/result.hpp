#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace dactyl {

/// Every way in which an operation of this library can fail. The set is closed and the values are stable: the command's exit
/// status and callers' tests depend on them. "Place the finger again" is an answer of the service, not an error.
enum class ErrorCode : std::uint8_t {
    // The call itself
    kInvalidArgument = 1,  ///< an option or argument outside its documented range
    kNotFound = 2,         ///< a file, holder, card, finger or device that is not there
    kAlreadyExists = 3,    ///< a holder, card or file that is there already
    kCancelled = 4,        ///< stopped through its std::stop_token
    kTimeout = 5,          ///< a deadline passed
    kNotAllowed = 6,       ///< refused by permissions or by policy

    // Files and bytes
    kUnreadable = 10,         ///< the operating system refused to read
    kUnwritable = 11,         ///< the operating system refused to write
    kDiskFull = 12,           ///< no space left; nothing was changed
    kUnsupportedFormat = 13,  ///< bytes of a format that is not known here
    kCorrupt = 14,            ///< truncated, malformed or failing their checksum
    kVersionTooNew = 15,      ///< written by a newer version of this software

    // Pictures and prints
    kImageTooSmall = 20,
    kImageTooLarge = 21,
    kResolutionOutOfRange = 22,
    kNoFingerprint = 23,  ///< blank, or a picture of something else

    // Numbers on cards and documents
    kBadNumber = 30,      ///< wrong length or characters
    kBadCheckDigit = 31,  ///< well-formed, but the check character does not fit

    // Store and keys
    kStoreLocked = 40,    ///< another process holds it
    kStoreReadOnly = 41,
    kStoreDamaged = 42,
    kKeyUnusable = 43,    ///< key file missing, of wrong size, or readable by others
    kKeyMismatch = 44,    ///< the key does not belong to this store

    // Devices
    kDeviceUnavailable = 50,
    kDeviceFailed = 51,

    kInternal = 60,  ///< a fault of this library
};

/// Short, stable name of a code, for logs and JSON: "corrupt", "bad-check-digit".
std::string_view to_string(ErrorCode code);

/// What went wrong, for a person. The message names the thing (a path, an option) but never holds pixels, minutiae, names,
/// or ID and card numbers.
struct Error {
    ErrorCode code = ErrorCode::kInternal;
    std::string message;
};

/// A value, or the reason why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// The failing side of any Result: `return fail(ErrorCode::kNotFound, "no card with alias 'x'");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// Passes the failure of one Result on as that of another: `if (!r) return pass(r);`
template <class T>
tl::unexpected<Error> pass(const Result<T>& failed) {
    return tl::unexpected<Error>(failed.error());
}

}  // namespace dactyl
