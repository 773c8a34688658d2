#pragma once

#include <string>
#include <vector>

#include "tests/architecture/house.hpp"
#include "tests/architecture/source_tree.hpp"

namespace dactyl::architecture {

/// Each rule returns what breaks it, one sentence a finding with file and line; nothing when the tree obeys.
using Findings = std::vector<std::string>;

/// A source includes only files of its own room and of the rooms that its room may use.
Findings check_arrows(const std::vector<Room>& rooms, const SourceTree& tree);
/// A source uses only the foreign libraries of its room; <iostream> belongs to rooms that talk to people: cli alone.
Findings check_libraries(const std::vector<Room>& rooms, const SourceTree& tree);
/// A public header includes only the standard library, tl::expected, Eigen, and other public headers.
Findings check_public_headers(const SourceTree& tree);
/// No file includes itself, by whatever way round.
Findings check_circles(const SourceTree& tree);
/// The table of rooms itself has no circle and names only rooms that exist.
Findings check_house(const std::vector<Room>& rooms);
/// Every *.cpp is named in the CMakeLists.txt of its folder or one above, and every header that one installs is there.
Findings check_listing(const SourceTree& tree);
/// No file is longer than `most` lines.
Findings check_length(const SourceTree& tree, int most);

}  // namespace dactyl::architecture
