#pragma once

#include <cstdint>

#include <gtest/gtest.h>

#include "datasets/reader.hpp"
#include "datasets/synthetic/generator.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {

/// Draws a small set of easy prints into a folder: fingers "1" to `fingers` with `impressions` each.
inline Dataset draw_set(const std::filesystem::path& folder, std::uint32_t fingers, std::uint32_t impressions) {
    for (std::uint32_t finger = 0; finger < fingers; ++finger) {
        for (std::uint32_t impression = 0; impression < impressions; ++impression) {
            SyntheticRequest request;
            request.seed = 11;
            request.finger = finger;
            request.impression = impression;
            request.difficulty = Difficulty::kEasy;
            request.width = 240;
            request.height = 300;
            const auto print = generate_print(request);
            EXPECT_TRUE(print);
            const std::string name = std::to_string(finger + 1) + "_" + std::to_string(impression + 1) + ".png";
            EXPECT_TRUE(print && write_png(folder / name, *print));
        }
    }
    auto set = read_dataset(folder);
    EXPECT_TRUE(set);
    return set ? *set : Dataset{};
}

}  // namespace dactyl
