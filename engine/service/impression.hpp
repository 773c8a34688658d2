#pragma once

#include "engine/accounts/repository.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// An enrolled impression, unsealed and decoded.
struct DecodedImpression {
    FingerId id;
    FingerId finger;
    HolderId holder;
    Template print;
    std::size_t sealed_bytes = 0;
};

/// Errors: kStoreDamaged when the template does not decode; kVersionTooNew.
Result<DecodedImpression> decode_impression(const StoredImpression& stored);

/// Whether a stored print may be compared with what this engine extracts: of its extractor version, or from elsewhere
/// (version 0). Scores are calibrated for one version. Pictures are not stored, so prints of others are left out of
/// every comparison until the finger is enrolled again.
bool comparable(const Template& print);

}  // namespace dactyl
