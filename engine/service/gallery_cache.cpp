#include "engine/service/gallery_cache.hpp"

#include <algorithm>
#include <utility>

#include <oneapi/tbb/parallel_for.h>

#include "engine/service/impression.hpp"

namespace dactyl {
namespace {

// Sealed impressions read at once: enough to keep every core busy, few enough to bound memory to some megabytes.
constexpr std::size_t kBatch = 4096;
// The recent part is merged into the base when it reaches an eighth of it: adding one by one then costs at most eight
// copies of each entry in the long run, and a search still meets two parts only.
constexpr std::size_t kMergeShare = 8;
constexpr std::size_t kSmallestMerge = 256;

using Entries = std::vector<GalleryEntry>;

Result<GalleryEntry> prepared_entry(const Repository& repository, const SealedImpression& sealed) {
    const auto stored = repository.open_impression(sealed);
    if (!stored) return pass(stored);
    const auto decoded = decode_impression(*stored);
    if (!decoded) return pass(decoded);
    return GalleryEntry{decoded->id, decoded->holder, decoded->print.position, Reference(decoded->print)};
}

Result<void> append_batch(const Repository& repository, const std::vector<SealedImpression>& batch, Entries& entries) {
    std::vector<std::optional<Result<GalleryEntry>>> prepared(batch.size());
    tbb::parallel_for(std::size_t{0}, batch.size(),
                      [&](std::size_t i) { prepared[i].emplace(prepared_entry(repository, batch[i])); });
    for (auto& entry : prepared) {
        if (!*entry) return pass(*entry);
        entries.push_back(std::move(**entry));
    }
    return {};
}

// Impressions after the given one; moves it to the last that was read.
Result<Entries> load_after(Repository& repository, FingerId& last) {
    Entries entries;
    while (true) {
        const auto batch = repository.sealed_impressions(last, kBatch);
        if (!batch) return pass(batch);
        if (auto appended = append_batch(repository, *batch, entries); !appended) return pass(appended);
        if (!batch->empty()) last = batch->back().id;
        if (batch->size() < kBatch) return entries;
    }
}

Entries entries_of(const Gallery& gallery) { return {gallery.entries().begin(), gallery.entries().end()}; }

Result<std::shared_ptr<const Gallery>> shared_gallery(Entries entries) {
    auto gallery = Gallery::build(std::move(entries));
    if (!gallery) return pass(gallery);
    return std::make_shared<const Gallery>(std::move(*gallery));
}

// `ids` in ascending order.
Result<std::shared_ptr<const Gallery>> without_erased(const std::shared_ptr<const Gallery>& gallery,
                                                      const std::vector<FingerId>& ids) {
    Entries kept;
    kept.reserve(gallery->size());
    std::ranges::copy_if(gallery->entries(), std::back_inserter(kept),
                         [&](const GalleryEntry& entry) { return std::ranges::binary_search(ids, entry.finger); });
    if (kept.size() == gallery->size()) return gallery;
    return shared_gallery(std::move(kept));
}

Result<void> drop_erased(Repository& repository, GallerySnapshot& snapshot) {
    const auto ids = repository.impression_ids();
    if (!ids) return pass(ids);
    for (auto* part : {&snapshot.base, &snapshot.recent}) {
        auto kept = without_erased(*part, *ids);
        if (!kept) return pass(kept);
        *part = std::move(*kept);
    }
    return {};
}

Result<void> add_recent(Entries added, GallerySnapshot& snapshot) {
    if (added.empty()) return {};
    Entries recent = entries_of(*snapshot.recent);
    recent.insert(recent.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    const bool merge = recent.size() >= std::max(kSmallestMerge, snapshot.base->size() / kMergeShare);
    if (merge) {
        Entries all = entries_of(*snapshot.base);
        all.insert(all.end(), std::make_move_iterator(recent.begin()), std::make_move_iterator(recent.end()));
        recent = std::move(all);
    }
    auto gallery = shared_gallery(std::move(recent));
    if (!gallery) return pass(gallery);
    (merge ? snapshot.base : snapshot.recent) = std::move(*gallery);
    if (merge) snapshot.recent = std::make_shared<const Gallery>();
    return {};
}

bool ranks_before(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.finger < b.finger;
}

}  // namespace

Result<std::shared_ptr<const GallerySnapshot>> GalleryCache::refresh(Repository& repository) {
    const auto marks = repository.marks();
    if (!marks) return pass(marks);
    if (current_ && current_->marks == *marks) return current_;
    auto next = current_ ? std::make_shared<GallerySnapshot>(*current_) : std::make_shared<GallerySnapshot>();
    if (current_ && current_->marks.erasures != marks->erasures) {
        if (auto dropped = drop_erased(repository, *next); !dropped) return pass(dropped);
    }
    auto added = load_after(repository, next->last_loaded);
    if (!added) return pass(added);
    if (auto merged = add_recent(std::move(*added), *next); !merged) return pass(merged);
    if (!current_ || current_->marks.consents != marks->consents) {
        auto unfindable = repository.holders_without(ConsentPurpose::kIdentification);
        if (!unfindable) return pass(unfindable);
        next->no_identification = std::move(*unfindable);
        auto incomparable = repository.holders_without(ConsentPurpose::kDeduplication);
        if (!incomparable) return pass(incomparable);
        next->no_deduplication = std::move(*incomparable);
    }
    next->marks = *marks;
    current_ = std::move(next);
    return current_;
}

SearchOptions identification_options(const Policy& policy, std::size_t gallery_size, std::size_t left_out) {
    constexpr std::size_t kMostCandidates = 1000;  // that search() allows
    SearchOptions options;
    options.most = std::min(2 + left_out, kMostCandidates);
    options.least = policy.identify_threshold(gallery_size);
    return options;
}

Result<std::vector<Candidate>> search_gallery(const Gallery& gallery, const Probe& probe,
                                              const SearchOptions& options) {
    auto report = search(gallery, probe, options);
    if (!report) return pass(report);
    return std::move(report->candidates);
}

Result<std::vector<Candidate>> search_snapshot(const GallerySnapshot& snapshot, const Probe& probe,
                                               const SearchOptions& options) {
    std::vector<Candidate> candidates;
    for (const auto& part : {snapshot.base, snapshot.recent}) {
        const auto found = search_gallery(*part, probe, options);
        if (!found) return pass(found);
        candidates.insert(candidates.end(), found->begin(), found->end());
    }
    std::ranges::sort(candidates, ranks_before);
    // A holder with impressions in both parts appears once, with the better one.
    std::vector<Candidate> best;
    for (const Candidate& candidate : candidates) {
        const bool known =
            std::ranges::any_of(best, [&](const Candidate& other) { return other.holder == candidate.holder; });
        if (!known && best.size() < options.most) best.push_back(candidate);
    }
    return best;
}

Result<Gallery> loaded_after(const GallerySnapshot& snapshot, FingerId impression) {
    Entries entries;
    for (const auto& part : {snapshot.base, snapshot.recent}) {
        std::ranges::copy_if(part->entries(), std::back_inserter(entries),
                             [&](const GalleryEntry& entry) { return entry.finger > impression; });
    }
    return Gallery::build(std::move(entries));
}

}  // namespace dactyl
