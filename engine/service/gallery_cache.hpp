#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/accounts/repository.hpp"
#include "engine/core/result.hpp"
#include "engine/index/gallery.hpp"
#include "engine/index/search.hpp"
#include "engine/service/policy.hpp"

namespace dactyl {

/// Everybody's templates at one moment, as far as they are comparable(). Immutable.
struct GallerySnapshot {
    Gallery gallery;
    StoreMarks marks;                      ///< of the store when it was read
    FingerId last_loaded;                  ///< impressions up to here are in, as far as they are not erased
    std::set<HolderId> no_identification;  ///< did not agree to being found, or wait for a review
    std::set<HolderId> no_deduplication;   ///< and to being compared with newcomers

    std::size_t size() const { return gallery.size(); }
};

/// Keeps a snapshot in step with the store. Not thread-safe: called under the store's lock; snapshots outlive changes.
class GalleryCache {
  public:
    /// The store as it is now. Loads everybody on the first call, then only what came or went, here or through another
    /// process. Opening, decoding and preparing run on all threads of oneTBB. Errors: those of the repository,
    /// kStoreDamaged.
    Result<std::shared_ptr<const GallerySnapshot>> refresh(Repository& repository);

  private:
    std::shared_ptr<const GallerySnapshot> current_;
};

/// How an identification searches a gallery of that size: for two holders, so that one who is not alone is noticed,
/// besides those who will be left out.
SearchOptions identification_options(const Policy& policy, std::size_t gallery_size, std::size_t left_out = 0);

/// search() without its report.
Result<std::vector<Candidate>> search_gallery(const Gallery& gallery, const Probe& probe, const SearchOptions& options);

/// Searches the snapshot; the candidates as search() orders them.
Result<std::vector<Candidate>> search_snapshot(const GallerySnapshot& snapshot, const Probe& probe,
                                               const SearchOptions& options);

/// The part of the snapshot that came after the given impression, as a gallery.
Result<Gallery> loaded_after(const GallerySnapshot& snapshot, FingerId impression);

}  // namespace dactyl
