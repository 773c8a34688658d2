#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.hpp"

namespace dactyl::integration {

using Json = nlohmann::json;

/// How the real `dactyl` command ended.
struct Outcome {
    int status = -1;  ///< exit status; 128 + the signal that killed it
    std::string out;
    std::string err;

    Json json() const { return Json::parse(out); }
    Json error() const { return Json::parse(err)["error"]; }
};

struct Surroundings {
    std::map<std::string, std::string> environment = {};  ///< added to the test's own
    std::string input = {};                               ///< what comes on standard input
    bool as_nobody = false;  ///< root drops its privileges first: permissions do not bind root
};

/// Runs `dactyl ARGUMENTS...` and waits for it.
Outcome dactyl(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

/// A folder of the test's own, which others may enter too.
class TemporaryFolder : public dactyl::TemporaryFolder {
  public:
    TemporaryFolder();
    std::string operator/(const std::string& name) const { return (path() / name).string(); }
};

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);
/// The names in a folder, sorted.
std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace dactyl::integration
