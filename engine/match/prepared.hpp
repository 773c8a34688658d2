#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "engine/core/template.hpp"
#include "engine/match/options.hpp"

namespace dactyl {

struct PreparedPrint;  // minutiae and descriptors laid out for the kernels; engine/match/prepared_print.hpp
struct PreparedProbe;  // and what only the searching side needs; engine/match/prepare.hpp

/// The match-ready form of the print that is searched for. Prepared once, compared with many; immutable, cheap to copy
/// (shared), thread-safe. Costs about 0.1 to 0.4 ms to prepare.
class Probe {
  public:
    explicit Probe(const Template& print, const MatchOptions& options = {});
    const PreparedPrint& print() const;
    const PreparedProbe& prepared() const { return *probe_; }

  private:
    std::shared_ptr<const PreparedProbe> probe_;
};

/// The match-ready form of an enrolled print; as Probe, but a type of its own so that the two sides cannot be mixed up.
class Reference {
  public:
    explicit Reference(const Template& print, const MatchOptions& options = {});
    /// Of a print that was prepared elsewhere (packed_print.hpp); not null.
    explicit Reference(std::shared_ptr<const PreparedPrint> print) : print_(std::move(print)) {}
    const PreparedPrint& print() const { return *print_; }
    std::size_t memory_bytes() const;  ///< resident, without the allocator's overhead

  private:
    std::shared_ptr<const PreparedPrint> print_;
};

}  // namespace dactyl
