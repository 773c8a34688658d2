#include "templates/gallery/gallery_file.hpp"

#include <array>
#include <cstring>
#include <fstream>
#include <numeric>
#include <string>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/accounts/crypto.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/match/compare.hpp"
#include "templates/gallery/chunk.hpp"
#include "templates/gallery/header.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;
using HeaderBytes = std::array<std::byte, GalleryFileHeader::kSize>;

constexpr std::size_t kSealing = crypto::kNonceBytes + crypto::kTagBytes;
constexpr unsigned kPermissions = 0600;

std::vector<std::byte> additional_data(const HeaderBytes& header, std::uint64_t chunk) {
    std::vector<std::byte> bytes(header.begin(), header.end());
    const auto number = std::as_bytes(std::span(&chunk, 1));
    bytes.insert(bytes.end(), number.begin(), number.end());
    return bytes;
}

GalleryColumns alive_columns(const GalleryPart& part) {
    if (part.removed_count == 0) return part.segment->columns();
    GalleryColumns columns;
    for (std::size_t i = 0; i < part.segment->size(); ++i) {
        if (part.alive(i)) append_entry(*part.segment, i, columns);
    }
    return columns;
}

Result<Bytes> sealed_chunk(const GalleryPart& part, const HeaderBytes& header, std::size_t number, const Key256& key) {
    const std::vector<std::byte> plain = encode_chunk(alive_columns(part));
    return crypto::gcm_seal(key.view(), additional_data(header, number), plain);
}

tl::unexpected<Error> named(const fs::path& path, const Error& error) {
    return fail(error.code, path.string() + ": " + error.message);
}

/// An open gallery file: what it says of itself.
struct Contents {
    HeaderBytes bytes{};
    GalleryFileHeader header;
    std::vector<GalleryChunk> chunks;
    std::vector<std::uint64_t> offsets;
};

bool read_at(std::ifstream& file, std::uint64_t offset, std::span<std::byte> out) {
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
    return file.good();
}

// Places of the chunks; nothing where they do not fill the rest of the file. Only the last may be cut short: it is then
// a damaged chunk.
Result<void> place_chunks(Contents& contents, std::uint64_t begin) {
    constexpr std::uint64_t kLargest = std::uint64_t{1} << 31;
    std::uint64_t entries = 0;
    for (const GalleryChunk& chunk : contents.chunks) {
        if (chunk.size < kSealing || chunk.size > kLargest || chunk.entries > Segment::kMostEntries) {
            return fail(ErrorCode::kCorrupt, "the gallery file's table holds sizes that cannot be");
        }
        contents.offsets.push_back(begin);
        begin += chunk.size;
        entries += chunk.entries;
    }
    if (entries != contents.header.entries) {
        return fail(ErrorCode::kCorrupt, "the gallery file's table does not add up to its entries");
    }
    return {};
}

Result<Contents> read_contents(std::ifstream& file, std::uint64_t file_size) {
    Contents contents;
    if (!read_at(file, 0, contents.bytes)) return fail(ErrorCode::kUnsupportedFormat, "no gallery file");
    const auto header = decode_header(contents.bytes);
    if (!header) return pass(header);
    contents.header = *header;
    const std::size_t table = header->chunks * GalleryChunk::kSize + sizeof(std::uint32_t);
    if (GalleryFileHeader::kSize + table > file_size) {
        return fail(ErrorCode::kCorrupt, "the gallery file ends within its table");
    }
    std::vector<std::byte> bytes(table);
    if (!read_at(file, GalleryFileHeader::kSize, bytes)) return fail(ErrorCode::kUnreadable, "cannot be read");
    auto chunks = decode_table(bytes);
    if (!chunks) return pass(chunks);
    contents.chunks = std::move(*chunks);
    if (auto placed = place_chunks(contents, GalleryFileHeader::kSize + table); !placed) return pass(placed);
    return contents;
}

Result<void> check_fit(const Contents& contents, const GalleryFileOptions& options) {
    const GalleryFileHeader& header = contents.header;
    if (header.matcher_version != matcher_version()) {
        return fail(ErrorCode::kNotAllowed, "prepared by another matcher version: build it anew from the templates");
    }
    if (options.extractor_version != 0 && header.extractor_version != options.extractor_version) {
        return fail(ErrorCode::kNotAllowed, "templates of another extractor version: extract the pictures again");
    }
    const std::uint64_t needed = std::accumulate(
        contents.chunks.begin(), contents.chunks.end(), std::uint64_t{0},
        [](std::uint64_t sum, const GalleryChunk& chunk) { return sum + chunk.size + 2 * chunk.entries; });
    if (needed > options.memory_limit) {
        constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
        return fail(ErrorCode::kNotAllowed, "needs " + std::to_string((needed + kMegabyte - 1) / kMegabyte) +
                                                " MiB, the limit is " +
                                                std::to_string(options.memory_limit / kMegabyte) + " MiB");
    }
    return {};
}

/// What became of one chunk.
struct Opened {
    std::shared_ptr<const Segment> segment;  // null: damaged
    bool other_key = false;                  // its checksum fits, and yet it does not open
};

// The file is read and unsealed in pieces that stay in the cache, straight into the columns: pages that were never
// touched before cost more than the cipher.
constexpr std::size_t kPiece = std::size_t{1} << 17;

Result<GalleryColumns> unseal_chunk(std::ifstream& file, std::uint64_t size, ByteView additional, const Key256& key) {
    const auto unreadable = [] { return fail(ErrorCode::kUnreadable, "cannot be read"); };
    std::vector<std::byte> piece(kPiece);
    const auto read = [&](std::size_t count) {
        file.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(count));
        return file.good();
    };
    if (!read(crypto::kNonceBytes)) return unreadable();
    auto opening = crypto::GcmOpening::begin(key.view(), additional, std::span(piece).first<crypto::kNonceBytes>());
    if (!opening) return pass(opening);
    auto columns = read_chunk(size - kSealing, [&](std::span<std::byte> out) -> Result<void> {
        while (!out.empty()) {
            const auto some = std::min(out.size(), piece.size());
            if (!read(some)) return unreadable();
            if (auto opened = opening->open(std::span(piece).first(some), out.first(some)); !opened) return opened;
            out = out.subspan(some);
        }
        return {};
    });
    if (!columns) return columns;
    if (!read(crypto::kTagBytes)) return unreadable();
    if (auto held = opening->finish(std::span(piece).first<crypto::kTagBytes>()); !held) return pass(held);
    if (auto checked = columns->check(); !checked) return pass(checked);
    return columns;
}

bool checksum_fits(std::ifstream& file, std::uint64_t offset, const GalleryChunk& chunk) {
    std::vector<std::byte> sealed(chunk.size);
    return read_at(file, offset, sealed) && checksum_of(sealed) == chunk.checksum;
}

Opened open_chunk(const fs::path& path, std::uint64_t file_size, const Contents& contents, std::size_t number,
                  const Key256& key) {
    const GalleryChunk& chunk = contents.chunks[number];
    const std::uint64_t offset = contents.offsets[number];
    if (offset + chunk.size > file_size) return {};
    std::ifstream file;
    file.rdbuf()->pubsetbuf(nullptr, 0);  // pieces are large: one copy less
    file.open(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    if (!file) return {};
    auto columns = unseal_chunk(file, chunk.size, additional_data(contents.bytes, number), key);
    // Without its key, or with another header, the very first bytes say nonsense: the checksum tells that from damage.
    if (!columns) return {nullptr, checksum_fits(file, offset, chunk)};
    if (columns->size() != chunk.entries) return {};
    return {std::make_shared<const Segment>(std::move(*columns)), false};
}

Result<LoadedGallery> assemble(const Contents& contents, std::vector<Opened> opened) {
    LoadedGallery loaded;
    std::vector<std::shared_ptr<const Segment>> segments;
    std::size_t other_key = 0;
    for (std::size_t i = 0; i < opened.size(); ++i) {
        if (opened[i].segment) {
            segments.push_back(std::move(opened[i].segment));
            continue;
        }
        other_key += opened[i].other_key ? 1 : 0;
        loaded.damaged.push_back(i);
        loaded.lost += contents.chunks[i].entries;
    }
    if (segments.empty() && other_key > 0) {
        return fail(ErrorCode::kKeyMismatch, "sealed with another key, or its header was changed");
    }
    auto gallery = Gallery::of_segments(std::move(segments));
    if (!gallery) return fail(ErrorCode::kCorrupt, "two chunks hold the same finger id");
    loaded.gallery = std::move(*gallery);
    return loaded;
}

}  // namespace

Result<void> write_gallery_file(const fs::path& path, const Gallery& gallery, const Key256& key,
                                std::uint16_t extractor_version) {
    const Gallery compact = gallery.compacted();
    GalleryFileHeader header;
    header.chunks = static_cast<std::uint32_t>(compact.parts().size());
    header.entries = compact.size();
    header.extractor_version = extractor_version;
    header.matcher_version = matcher_version();
    if (auto filled = crypto::fill_random(header.snapshot); !filled) return pass(filled);
    const HeaderBytes header_bytes = encode_header(header);

    // The table stands before the chunks but is known after them: its place is kept, one chunk is in memory at a time.
    std::vector<GalleryChunk> table(compact.parts().size());
    auto file = AtomicFile::open(path, kPermissions);
    if (!file) return pass(file);
    if (auto written = file->write(header_bytes); !written) return pass(written);
    if (auto written = file->write(encode_table(table)); !written) return pass(written);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const GalleryPart& part = compact.parts()[i];
        const auto chunk = sealed_chunk(part, header_bytes, i, key);
        if (!chunk) return pass(chunk);
        if (auto written = file->write(*chunk); !written) return pass(written);
        table[i] = {chunk->size(), static_cast<std::uint32_t>(part.alive_count()), checksum_of(*chunk)};
    }
    if (auto written = file->rewrite(header_bytes.size(), encode_table(table)); !written) return pass(written);
    return file->commit();
}

Result<LoadedGallery> read_gallery_file(const fs::path& path, const Key256& key, const GalleryFileOptions& options) {
    if (options.threads < 0) return fail(ErrorCode::kInvalidArgument, "threads is negative");
    std::error_code error;
    const std::uint64_t file_size = fs::file_size(path, error);
    if (error) {
        const bool missing = error == std::errc::no_such_file_or_directory;
        return fail(missing ? ErrorCode::kNotFound : ErrorCode::kUnreadable, path.string() + ": cannot be read");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::kUnreadable, path.string() + ": cannot be read");
    const auto contents = read_contents(file, file_size);
    if (!contents) return named(path, contents.error());
    if (const auto fits = check_fit(*contents, options); !fits) return named(path, fits.error());
    std::vector<Opened> opened(contents->chunks.size());
    tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : options.threads);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, opened.size(),
                          [&](std::size_t i) { opened[i] = open_chunk(path, file_size, *contents, i, key); });
    });
    auto loaded = assemble(*contents, std::move(opened));
    if (!loaded) return named(path, loaded.error());
    return loaded;
}

}  // namespace dactyl
