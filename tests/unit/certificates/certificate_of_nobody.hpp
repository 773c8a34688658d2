#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/certificates/sd_jwt.hpp"

namespace dactyl {

inline constexpr std::chrono::sys_seconds kToday{std::chrono::seconds(1'790'000'000)};

inline SigningKey key_of_nobody(int which, SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519) {
    std::array<std::byte, 32> seed{};
    seed.back() = static_cast<std::byte>(which);
    return SigningKey::from_seed(seed, algorithm).value();
}

/// A diploma that nobody earned, bound to a key.
inline Certificate diploma_for(const PublicKey& holder) {
    using std::chrono::days;
    return {"University of Nowhere",
            CertificateKind::kDiploma,
            kToday - days(100),
            kToday - days(50),
            kToday + days(1000),
            holder,
            {{"number", "\"D-2026-0001\""}, {"degree", "\"bachelor\""}, {"marks", "{\"law\":[1,2.5]}"}}};
}

inline std::vector<Issuer> trust(const PublicKey& key) {
    return {{"University of Nowhere", key, {CertificateKind::kDiploma}}};
}

}  // namespace dactyl
