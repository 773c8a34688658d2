#include "datasets/synthetic/population/print_names.hpp"

#include <fmt/format.h>

namespace dactyl {

std::string picture_name(std::uint32_t finger, std::uint32_t impression) {
    return fmt::format("{}_{}.png", finger + 1ULL, impression + 1ULL);
}

std::string truth_name(std::uint32_t finger, std::uint32_t impression) {
    return fmt::format("truth/{}_{}.dgt", finger + 1ULL, impression + 1ULL);
}

}  // namespace dactyl
