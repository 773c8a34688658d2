#pragma once

#include <filesystem>
#include <span>

namespace dactyl {

/// Extraction of the same pictures by dactyl and by NBIS mindtct through libfprint: medians of CPU time.
struct PeerExtraction {
    std::size_t pictures = 0;  ///< 0: nothing was compared
    int width = 0;             ///< pixels
    int height = 0;
    double ours_ms = 0;
    double theirs_ms = 0;

    double ratio() const { return ours_ms > 0 ? theirs_ms / ours_ms : 0; }
};

/// On pictures of 388 x 374 px where the sets have them, of any size otherwise; some 40 of them. Nothing is compared
/// without sets, without libfprint, or where pictures cannot be read.
PeerExtraction measure_peer_extraction(std::span<const std::filesystem::path> sets);

}  // namespace dactyl
