#pragma once

#include <cstddef>
#include <string>

namespace dactyl {

/// Something in a file that its standard does not allow and that a reader can live with.
struct Finding {
    std::size_t offset = 0;  ///< of the byte
    std::string text;
};

}  // namespace dactyl
