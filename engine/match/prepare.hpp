#pragma once

#include "engine/core/template.hpp"
#include "engine/match/pairing.hpp"

namespace dactyl {

/// A prepared print with what only the searching side needs.
struct PreparedProbe {
    PreparedPrint print;
    MinutiaLookup lookup;
};

struct PrepareOptions {
    /// Pixels around the minutiae's hull where codes are valid, for templates without a foreground; 20 is a disaster.
    static constexpr float kHullOffset = 40;
    /// Pixels around the hull, from its edge to a cell's middle, where a mate is expected.
    static constexpr float kOverlapMargin = 8;
    /// For templates that give no quality to any minutia (ISO/IEC 19794-2 allows 0, "not reported").
    static constexpr int kUnknownQuality = 50;
};

/// Selects the best minutiae (at most `most`), encodes them, and lays everything out for the kernels.
PreparedPrint prepare_print(const Template& print, int most);

}  // namespace dactyl
