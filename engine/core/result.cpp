#include "engine/core/result.hpp"

namespace dactyl {

std::string_view to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalidArgument: return "invalid-argument";
        case ErrorCode::kNotFound: return "not-found";
        case ErrorCode::kAlreadyExists: return "already-exists";
        case ErrorCode::kCancelled: return "cancelled";
        case ErrorCode::kTimeout: return "timeout";
        case ErrorCode::kNotAllowed: return "not-allowed";
        case ErrorCode::kUnreadable: return "unreadable";
        case ErrorCode::kUnwritable: return "unwritable";
        case ErrorCode::kDiskFull: return "disk-full";
        case ErrorCode::kUnsupportedFormat: return "unsupported-format";
        case ErrorCode::kCorrupt: return "corrupt";
        case ErrorCode::kVersionTooNew: return "version-too-new";
        case ErrorCode::kImageTooSmall: return "image-too-small";
        case ErrorCode::kImageTooLarge: return "image-too-large";
        case ErrorCode::kResolutionOutOfRange: return "resolution-out-of-range";
        case ErrorCode::kNoFingerprint: return "no-fingerprint";
        case ErrorCode::kBadNumber: return "bad-number";
        case ErrorCode::kBadCheckDigit: return "bad-check-digit";
        case ErrorCode::kStoreLocked: return "store-locked";
        case ErrorCode::kStoreReadOnly: return "store-read-only";
        case ErrorCode::kStoreDamaged: return "store-damaged";
        case ErrorCode::kKeyUnusable: return "key-unusable";
        case ErrorCode::kKeyMismatch: return "key-mismatch";
        case ErrorCode::kDeviceUnavailable: return "device-unavailable";
        case ErrorCode::kDeviceFailed: return "device-failed";
        case ErrorCode::kInternal: return "internal";
    }
    return "internal";
}

}  // namespace dactyl
