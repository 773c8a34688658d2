#pragma once

#include <string_view>

namespace dactyl {

/// Orders names as people do: runs of digits by their number (2 before 10), everything else byte by byte; names that
/// differ only in leading zeros by their bytes, so that the order is total.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace dactyl
