#pragma once

#include <cmath>
#include <optional>
#include <string_view>

#include "engine/core/template.hpp"

/// Words and numbers that the text forms share.
namespace dactyl::text_forms {

inline std::string_view name_of(MinutiaKind kind) {
    switch (kind) {
        case MinutiaKind::kEnding:
            return "ending";
        case MinutiaKind::kBifurcation:
            return "bifurcation";
        case MinutiaKind::kUnknown:
            break;
    }
    return "unknown";
}

inline std::optional<MinutiaKind> parse_kind(std::string_view text) {
    for (const MinutiaKind kind : {MinutiaKind::kUnknown, MinutiaKind::kEnding, MinutiaKind::kBifurcation}) {
        if (text == name_of(kind)) return kind;
    }
    return std::nullopt;
}

/// Makes room for the minutiae of a template whose source says no size.
inline void size_by_minutiae(Template& print) {
    for (const Minutia& minutia : print.minutiae) {
        print.width = std::max(print.width, static_cast<int>(minutia.x) + 1);
        print.height = std::max(print.height, static_cast<int>(minutia.y) + 1);
    }
    print.width = std::max(print.width, 1);
    print.height = std::max(print.height, 1);
}

}  // namespace dactyl::text_forms
