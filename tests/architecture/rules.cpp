#include "tests/architecture/rules.hpp"

#include <set>

namespace dactyl::architecture {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string at(const std::string& path, const Include& include) {
    return path + ":" + std::to_string(include.line) + ": includes " + include.name;
}

// Generated accessors are made in the build folder, under the name of their schema.
bool is_generated(const std::string& name) { return ends_with(name, "_generated.h"); }

template <class Visit>
void for_each_include(const SourceTree& tree, const Visit& visit) {
    for (const auto& [path, text] : tree) {
        if (name_of(path) == "CMakeLists.txt") continue;
        for (const Include& include : includes_of(text)) visit(path, include);
    }
}

bool is_listed(const SourceTree& tree, const std::string& path) {
    for (std::string folder = folder_of(path); !folder.empty(); folder = folder_of(folder)) {
        const auto lists = tree.find(folder + "/CMakeLists.txt");
        if (lists == tree.end()) continue;
        if (contains(cmake_words(lists->second), path.substr(folder.size() + 1))) return true;
    }
    return false;
}

enum class Mark { kNew, kOpen, kDone };

// Depth first; the way back to an open node is a circle.
template <class Next>
void find_circles(const std::string& node, const Next& next, std::map<std::string, Mark>& marks, Findings& found) {
    marks[node] = Mark::kOpen;
    for (const std::string& other : next(node)) {
        const Mark mark = marks[other];
        if (mark == Mark::kOpen) found.push_back(node + ": a circle, back to " + other);
        if (mark == Mark::kNew) find_circles(other, next, marks, found);
    }
    marks[node] = Mark::kDone;
}

}  // namespace

Findings check_arrows(const std::vector<Room>& rooms, const SourceTree& tree) {
    Findings found;
    for_each_include(tree, [&](const std::string& path, const Include& include) {
        if (include.angled || is_generated(include.name)) return;
        const Room* from = room_of(rooms, path);
        if (from == nullptr) return;  // build files' helpers outside the rooms
        const Room* to = room_of(rooms, include.name);
        if (tree.count(include.name) == 0) {
            found.push_back(at(path, include) + ", which is no file from the repository's root");
        } else if (to != nullptr && to != from && !contains(from->may_use, to->name)) {
            found.push_back(at(path, include) + ", but " + from->name + " may not use " + to->name);
        }
    });
    return found;
}

Findings check_libraries(const std::vector<Room>& rooms, const SourceTree& tree) {
    Findings found;
    for_each_include(tree, [&](const std::string& path, const Include& include) {
        const Room* room = room_of(rooms, path);
        if (room == nullptr) return;
        const bool generated = is_generated(include.name);
        if (!include.angled && !generated) return;
        const std::string library = generated ? "flatbuffers" : library_of(include.name);
        if (include.name == "iostream" && room->name != "cli") {
            found.push_back(at(path, include) + ", but the library never prints");
        }
        if (library == "std" || library == "system" || library == "expected") return;
        if (!contains(room->libraries, library)) {
            found.push_back(at(path, include) + ", but " + room->name + " may not see the library " + library);
        }
    });
    return found;
}

Findings check_public_headers(const SourceTree& tree) {
    const std::vector<std::string> installed = public_headers(tree);
    Findings found;
    for_each_include(tree, [&](const std::string& path, const Include& include) {
        if (!contains(installed, path)) return;
        if (!include.angled) {
            if (!contains(installed, include.name)) found.push_back(at(path, include) + ", which is not installed");
            return;
        }
        const std::string library = library_of(include.name);
        if (library != "std" && library != "expected" && library != "eigen") {
            found.push_back(at(path, include) + ", a foreign header in a public one");
        }
    });
    return found;
}

Findings check_circles(const SourceTree& tree) {
    const auto next = [&](const std::string& path) {
        std::vector<std::string> names;
        for (const Include& include : includes_of(tree.at(path))) {
            if (!include.angled && tree.count(include.name) != 0) names.push_back(include.name);
        }
        return names;
    };
    Findings found;
    std::map<std::string, Mark> marks;
    for (const auto& [path, text] : tree) {
        // A kernel's source includes itself once more for every instruction set, through Highway's foreach_target.
        if (ends_with(path, ".hpp") && marks[path] == Mark::kNew) find_circles(path, next, marks, found);
    }
    return found;
}

Findings check_house(const std::vector<Room>& rooms) {
    std::map<std::string, std::vector<std::string>> uses;
    for (const Room& room : rooms) uses[room.name] = room.may_use;
    Findings found;
    for (const Room& room : rooms) {
        for (const std::string& name : room.may_use) {
            if (uses.count(name) == 0) found.push_back(room.name + ": uses the unknown room " + name);
        }
    }
    if (!found.empty()) return found;
    std::map<std::string, Mark> marks;
    for (const Room& room : rooms) {
        if (marks[room.name] == Mark::kNew) {
            find_circles(
                room.name, [&](const std::string& name) { return uses.at(name); }, marks, found);
        }
    }
    return found;
}

Findings check_listing(const SourceTree& tree) {
    Findings found;
    for (const auto& [path, text] : tree) {
        if (!ends_with(path, ".cpp")) continue;
        if (!is_listed(tree, path)) {
            found.push_back(path + ": not listed in the CMakeLists.txt of its folder or one above");
        }
    }
    for (const std::string& header : public_headers(tree)) {
        if (tree.count(header) == 0) found.push_back(header + ": listed for installation, but not there");
    }
    return found;
}

Findings check_length(const SourceTree& tree, int most) {
    Findings found;
    for (const auto& [path, text] : tree) {
        const int lines = count_lines(text);
        if (lines > most) {
            found.push_back(path + ": " + std::to_string(lines) + " lines, more than " + std::to_string(most));
        }
    }
    return found;
}

}  // namespace dactyl::architecture
