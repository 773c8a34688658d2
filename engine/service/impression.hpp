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

}  // namespace dactyl
