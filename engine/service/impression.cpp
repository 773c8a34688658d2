#include "engine/service/impression.hpp"

#include <utility>

#include "engine/extract/extract.hpp"
#include "templates/codec/native.hpp"

namespace dactyl {

Result<DecodedImpression> decode_impression(const StoredImpression& stored) {
    auto print = decode_native(stored.bytes.view());
    if (!print && print.error().code == ErrorCode::kVersionTooNew) return pass(print);
    if (!print) return fail(ErrorCode::kStoreDamaged, "a stored template does not decode");
    return DecodedImpression{stored.id, stored.finger, stored.holder, std::move(*print), stored.sealed_bytes};
}

bool comparable(const Template& print) {
    return print.extractor_version == 0 || print.extractor_version == extractor_version();
}

}  // namespace dactyl
