#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/extract/stage_sink.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl::cli {

/// A stage's map as a picture. Angles are colours of the wheel, [0, pi) and [-pi, pi] both once around; maps of signed
/// values have their ridges dark; others run from black to white over the range that stage_sink.hpp gives. Coarse maps
/// are enlarged.
ColourImage picture_of_stage(Stage stage, const StageMap& map);

/// Gathers every stage's picture, in the order of the stages, and the resampled picture itself.
class StagePictures : public StageSink {
  public:
    /// With `all` false only the resampled picture is asked for: enough to draw minutiae on.
    explicit StagePictures(bool all) : all_(all) {}

    bool wants(Stage stage) const override { return all_ || stage == Stage::kResampled; }
    void receive(Stage stage, const StageMap& map) override;

    const std::optional<GrayImage>& resampled() const { return resampled_; }
    /// Writes DIR/01-resampled.png, ...; makes the folder. Returns the paths. Errors: kUnwritable, kDiskFull.
    Result<std::vector<std::filesystem::path>> write(const std::filesystem::path& folder) const;

  private:
    bool all_;
    std::optional<GrayImage> resampled_;
    std::vector<std::pair<Stage, ColourImage>> pictures_;
};

}  // namespace dactyl::cli
