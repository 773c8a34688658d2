#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dactyl::architecture {

/// Sources by their path from the repository's root, with '/' between folders: the real ones, or made up for a test of
/// the rules.
using SourceTree = std::map<std::string, std::string>;

/// Every *.hpp, *.cpp and CMakeLists.txt below the given folders of the repository.
SourceTree read_sources(const std::string& root, const std::vector<std::string>& folders);

struct Include {
    int line = 0;
    bool angled = false;  ///< <...> instead of "..."
    std::string name;
};

/// The #include lines of a source; those inside comments are passed over.
std::vector<Include> includes_of(std::string_view source);

int count_lines(std::string_view text);
std::string folder_of(const std::string& path);
std::string name_of(const std::string& path);

/// What a CMakeLists.txt names, word by word, comments dropped.
std::vector<std::string> cmake_words(std::string_view text);

/// The headers that the tree's dactyl_library() calls install: the words after HEADERS, as paths from the root.
std::vector<std::string> public_headers(const SourceTree& tree);

}  // namespace dactyl::architecture
