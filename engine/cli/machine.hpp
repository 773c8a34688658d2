#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dactyl::cli {

struct Machine {
    std::string processor;  ///< its model's name, or "unknown"
    int threads = 1;        ///< that oneTBB would use
    std::uint64_t memory_mib = 0;
};

Machine describe_machine();

struct LibraryVersion {
    std::string name;
    std::string version;  ///< of the library that is loaded where it can be asked, else of its headers
};

std::vector<LibraryVersion> library_versions();

}  // namespace dactyl::cli
