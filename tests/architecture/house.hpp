#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dactyl::architecture {

/// A room of the house: a folder (with what lies below it, other rooms excepted), the rooms it may include, and the
/// families of foreign headers that its sources may use. The table is engine/docs/architecture.md in a form that a test
/// can read.
struct Room {
    std::string name;
    std::string folder;
    std::vector<std::string> may_use;
    std::vector<std::string> libraries;
};

const std::vector<Room>& house();

/// The room that a path belongs to: the one with the longest folder; null when it lies in none.
const Room* room_of(const std::vector<Room>& rooms, std::string_view path);

/// Which family a header in angle brackets belongs to: "std", "system" for the operating system's, "opencv", "sqlite",
/// ...; "unknown" for the rest.
std::string library_of(std::string_view header);

}  // namespace dactyl::architecture
