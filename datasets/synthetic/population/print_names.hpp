#pragma once

#include <cstdint>
#include <string>

namespace dactyl {

/// "3_2.png" for the third finger's second impression of a population: names count from 1, as FVC's do.
std::string picture_name(std::uint32_t finger, std::uint32_t impression);
/// "truth/3_2.dgt"
std::string truth_name(std::uint32_t finger, std::uint32_t impression);

}  // namespace dactyl
