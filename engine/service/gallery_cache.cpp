#include "engine/service/gallery_cache.hpp"

#include <algorithm>
#include <utility>

#include <oneapi/tbb/parallel_for.h>

#include "engine/service/impression.hpp"

namespace dactyl {
namespace {

// Sealed impressions read at once: enough to keep every core busy, few enough to bound memory to some megabytes.
constexpr std::size_t kBatch = 4096;
using Entries = std::vector<GalleryEntry>;

// Nothing for a print that may not be compared.
Result<std::optional<GalleryEntry>> prepared_entry(const Repository& repository, const SealedImpression& sealed) {
    const auto stored = repository.open_impression(sealed);
    if (!stored) return pass(stored);
    const auto decoded = decode_impression(*stored);
    if (!decoded) return pass(decoded);
    if (!comparable(decoded->print)) return std::optional<GalleryEntry>();
    return std::optional(
        GalleryEntry{decoded->id, decoded->holder, decoded->print.position, Reference(decoded->print)});
}

Result<void> append_batch(const Repository& repository, const std::vector<SealedImpression>& batch, Entries& entries) {
    std::vector<std::optional<Result<std::optional<GalleryEntry>>>> prepared(batch.size());
    tbb::parallel_for(std::size_t{0}, batch.size(),
                      [&](std::size_t i) { prepared[i].emplace(prepared_entry(repository, batch[i])); });
    for (auto& entry : prepared) {
        if (!*entry) return pass(*entry);
        if (**entry) entries.push_back(std::move(***entry));
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

Result<void> drop_erased(Repository& repository, GallerySnapshot& snapshot) {
    const auto ids = repository.impression_ids();
    if (!ids) return pass(ids);
    std::vector<FingerId> erased;
    for (const FingerId finger : snapshot.gallery.fingers()) {
        if (!std::ranges::binary_search(*ids, finger)) erased.push_back(finger);
    }
    auto kept = snapshot.gallery.without(erased);
    if (!kept) return pass(kept);
    snapshot.gallery = std::move(*kept);
    return {};
}

Result<void> add_recent(Entries added, GallerySnapshot& snapshot) {
    auto grown = snapshot.gallery.with(std::move(added));
    if (!grown) return pass(grown);
    snapshot.gallery = grown->fragmented() ? grown->compacted() : std::move(*grown);
    return {};
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
    if (!current_ || current_->marks.consents != marks->consents || current_->marks.reviews != marks->reviews) {
        auto unfindable = repository.holders_without(ConsentPurpose::kIdentification);
        if (!unfindable) return pass(unfindable);
        auto held = repository.held();
        if (!held) return pass(held);
        next->no_identification = std::move(*unfindable);
        next->no_identification.merge(*held);
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
    return search_gallery(snapshot.gallery, probe, options);
}

Result<Gallery> loaded_after(const GallerySnapshot& snapshot, FingerId impression) {
    std::vector<FingerId> earlier = snapshot.gallery.fingers();
    std::erase_if(earlier, [&](FingerId finger) { return finger > impression; });
    return snapshot.gallery.without(earlier);
}

}  // namespace dactyl
