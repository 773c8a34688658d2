#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/image.hpp"
#include "tests/integration/support/command.hpp"

namespace dactyl::integration {

/// Two people who do not exist, and a number that nobody has.
inline const std::string kFirst = "119999190001010011";
inline const std::string kSecond = "11999919000101002X";
inline const std::string kNobody = "119999190001010038";

/// Payment cards of an issuer that does not exist.
inline const std::string kDebit = "9999991000000004";

/// Writes a placement of a synthetic finger as PNG and returns its path.
std::string draw_print(const TemporaryFolder& folder, std::uint32_t finger, std::uint32_t impression);

/// A store in a folder of its own, with what tests do to it through the real command.
class Store {
  public:
    Store();

    const TemporaryFolder& folder() const { return folder_; }
    std::string database() const { return folder_ / "people.db"; }
    std::string key() const { return folder_ / "people.key"; }

    /// Runs `dactyl` on this store, with --json.
    Outcome run(std::vector<std::string> arguments, Surroundings surroundings = {}) const;
    /// `enroll --create` with two placements of a finger.
    Outcome enrol(const std::string& number, std::uint32_t finger) const;
    /// A fresh placement of a finger, as a file.
    std::string print(std::uint32_t finger, std::uint32_t impression = 10) const;

  private:
    TemporaryFolder folder_;
};

}  // namespace dactyl::integration
