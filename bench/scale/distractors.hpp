#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/index/gallery.hpp"

namespace dactyl {

/// Fingers that nobody searches for. Their ids count from 1.
struct Distractors {
    std::vector<std::shared_ptr<const Segment>> segments;
    double build_cpu_seconds = 0;  ///< preparing and packing, without drawing; 0 where they were read

    std::size_t size() const;
};

/// An entry of a finger that is its holder's only one.
GalleryEntry lone_finger(std::uint64_t id, const Template& print);

Result<Template> draw_distractor(std::uint64_t seed, std::size_t i);

/// Draws `count` fingers and builds segments of them.
Result<Distractors> draw_distractors(std::uint64_t seed, std::size_t count, int threads,
                                     const ProgressCallback& progress = {});

/// The first `count` of those that seal_distractors() wrote, one file after the other. Errors: those of
/// read_gallery_file(); kInvalidArgument where the files hold fewer or the ids do not rise.
Result<Distractors> read_distractors(std::span<const std::filesystem::path> files, std::size_t count);

/// Seals them as a gallery file under a key of zeros: they are nobody's.
Result<void> seal_distractors(const std::filesystem::path& file, const Distractors& distractors);

}  // namespace dactyl
