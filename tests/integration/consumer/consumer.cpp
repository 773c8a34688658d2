#include <engine/core/ids.hpp>
#include <engine/core/result.hpp>
#include <engine/simd/level.hpp>

int main() {
    const bool forced = dactyl::set_simd_level(dactyl::simd_level()).has_value();
    return forced && dactyl::HolderId(1) < dactyl::HolderId(2) ? 0 : 1;
}
