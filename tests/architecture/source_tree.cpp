#include "tests/architecture/source_tree.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace dactyl::architecture {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
    return path.extension() == ".hpp" || path.extension() == ".cpp" || path.filename() == "CMakeLists.txt";
}

std::string read_whole(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Comments become spaces; line breaks stay, so that lines keep their numbers.
std::string without_comments(std::string_view source) {
    std::string out(source);
    bool line = false;
    bool block = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool pair = i + 1 < out.size();
        if (line || block) {
            const bool ends = block && pair && out[i] == '*' && out[i + 1] == '/';
            if (out[i] == '\n') {
                line = false;
            } else {
                out[i] = ' ';
            }
            if (ends) {
                out[++i] = ' ';
                block = false;
            }
        } else if (pair && out[i] == '/' && (out[i + 1] == '/' || out[i + 1] == '*')) {
            line = out[i + 1] == '/';
            block = !line;
            out[i] = out[i + 1] = ' ';
            ++i;
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

}  // namespace

SourceTree read_sources(const std::string& root, const std::vector<std::string>& folders) {
    SourceTree tree;
    for (const std::string& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
            if (!entry.is_regular_file() || !is_source(entry.path())) continue;
            tree[fs::relative(entry.path(), root).generic_string()] = read_whole(entry.path());
        }
    }
    return tree;
}

std::vector<Include> includes_of(std::string_view source) {
    std::vector<Include> found;
    std::istringstream lines(without_comments(source));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::string_view rest = trimmed(line);
        if (rest.empty() || rest.front() != '#') continue;
        rest = trimmed(rest.substr(1));
        if (rest.substr(0, 7) != "include") continue;
        rest = trimmed(rest.substr(7));
        if (rest.empty() || (rest.front() != '<' && rest.front() != '"')) continue;
        const char closing = rest.front() == '<' ? '>' : '"';
        const auto end = rest.find(closing, 1);
        if (end != std::string_view::npos) {
            found.push_back({number, closing == '>', std::string(rest.substr(1, end - 1))});
        }
    }
    return found;
}

int count_lines(std::string_view text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> cmake_words(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find('#'));
        for (char& c : line) {
            if (c == '(' || c == ')' || c == '"') c = ' ';
        }
        std::istringstream split(line);
        for (std::string word; split >> word;) words.push_back(word);
    }
    return words;
}

std::vector<std::string> public_headers(const SourceTree& tree) {
    std::vector<std::string> headers;
    for (const auto& [path, text] : tree) {
        if (name_of(path) != "CMakeLists.txt") continue;
        bool inside = false;
        for (const std::string& word : cmake_words(text)) {
            const bool header = word.size() > 4 && word.compare(word.size() - 4, 4, ".hpp") == 0;
            if (word == "HEADERS") {
                inside = true;
            } else if (inside && header) {
                headers.push_back(folder_of(path) + "/" + word);
            } else {
                inside = false;
            }
        }
    }
    return headers;
}

}  // namespace dactyl::architecture
