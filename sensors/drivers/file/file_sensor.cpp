#include "sensors/drivers/file/file_sensor.hpp"

#include <mutex>

#include <fmt/core.h>

#include "datasets/folder.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/image/resample.hpp"

namespace dactyl {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostRepeats = 1'000'000'000;

class FileSensor final : public Sensor {
  public:
    FileSensor(SensorInfo info, std::vector<fs::path> pictures, std::uint64_t repeats)
        : info_(std::move(info)), pictures_(std::move(pictures)), captures_(pictures_.size() * repeats) {}

    const SensorInfo& info() const override { return info_; }

    Result<Capture> capture(const CaptureOptions& options, std::stop_token stop) override {
        if (auto ready = check_capture(options, stop); !ready) return pass(ready);
        const auto path = next();
        if (!path) return pass(path);
        auto image = read_picture(*path, info_.dpi);
        if (!image) return pass(image);
        return Capture{std::move(*image), Impression::kLiveScanPlain, path->filename().string()};
    }

  private:
    Result<fs::path> next() {
        const std::lock_guard lock(mutex_);
        if (taken_ == captures_) {
            return fail(ErrorCode::kDeviceUnavailable,
                        fmt::format("the replay of '{}' has come to its end after {} captures", info_.uri, captures_));
        }
        return pictures_[taken_++ % pictures_.size()];
    }

    const SensorInfo info_;
    const std::vector<fs::path> pictures_;
    const std::uint64_t captures_;
    std::mutex mutex_;
    std::uint64_t taken_ = 0;
};

/// Both file:/a/b and file:///a/b are in use for absolute paths.
fs::path path_of(std::string_view text) { return text.starts_with("///") ? text.substr(2) : text; }

Result<std::vector<fs::path>> pictures_at(const fs::path& path, bool folder) {
    if (!folder) return std::vector<fs::path>{path};
    auto pictures = list_pictures(path);
    if (pictures && pictures->empty()) {
        return fail(ErrorCode::kNotFound, fmt::format("no pictures in the folder '{}'", path.string()));
    }
    return pictures;
}

}  // namespace

Result<std::unique_ptr<Sensor>> open_file_sensor(const SensorAddress& address) {
    if (auto allowed = address.allow_options({"dpi", "repeat"}); !allowed) return pass(allowed);
    const auto dpi =
        address.number("dpi", static_cast<std::uint64_t>(kInternalDpi.value()),
                       static_cast<std::uint64_t>(kLowestDpi.value()), static_cast<std::uint64_t>(kHighestDpi.value()));
    if (!dpi) return pass(dpi);
    const auto repeats = address.number("repeat", 1, 1, kMostRepeats);
    if (!repeats) return pass(repeats);
    const fs::path path = path_of(address.path);
    if (path.empty()) return fail(ErrorCode::kInvalidArgument, "sensor address 'file:' names no file");
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        return fail(ErrorCode::kNotFound, fmt::format("no file or folder '{}' to replay", path.string()));
    }

    const bool folder = fs::is_directory(status);
    auto pictures = pictures_at(path, folder);
    if (!pictures) return pass(pictures);
    const auto resolution = resolution_of_folder(folder ? path : path.parent_path(), Dpi(static_cast<double>(*dpi)));
    if (!resolution) return pass(resolution);
    SensorInfo info{address.text,
                    "file",
                    folder ? fmt::format("{} pictures in '{}'", pictures->size(), path.string())
                           : fmt::format("the picture '{}'", path.string()),
                    *resolution,
                    {},
                    {}};
    return std::make_unique<FileSensor>(std::move(info), std::move(*pictures), *repeats);
}

}  // namespace dactyl
