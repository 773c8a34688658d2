#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// What NBIS found on one print: libfprint's own form, and its minutiae as ours (quality unknown).
class NbisPrint {
  public:
    struct Handle;
    explicit NbisPrint(std::shared_ptr<Handle> handle, std::vector<Minutia> minutiae)
        : handle_(std::move(handle)), minutiae_(std::move(minutiae)) {}

    std::span<const Minutia> minutiae() const { return minutiae_; }
    const Handle& handle() const { return *handle_; }

  private:
    std::shared_ptr<Handle> handle_;
    std::vector<Minutia> minutiae_;
};

/// NBIS mindtct and bozorth3 as libfprint ships them, through its public interface only: pictures go in over the socket
/// of its virtual image device, scores come out of its debug log (the interface itself says only yes or no). One at a
/// time in a process; not thread-safe.
class Nbis {
  public:
    /// `folder` takes the socket. Errors: kDeviceFailed where libfprint was built without the virtual device.
    static Result<Nbis> open(const std::filesystem::path& folder);
    Nbis(Nbis&&) noexcept;
    Nbis& operator=(Nbis&&) noexcept;
    ~Nbis();

    /// Extracts a print at 500 dpi. Errors: kNoFingerprint (too few minutiae), kDeviceFailed.
    Result<NbisPrint> extract(ImageView image);

    /// bozorth3's scores of a picture against prints, in their order. Errors: as extract().
    Result<std::vector<int>> compare(ImageView image, std::span<const NbisPrint* const> prints);

  private:
    struct Session;
    Nbis(std::filesystem::path folder, std::unique_ptr<Session> session);
    Result<void> renew();

    std::filesystem::path folder_;
    std::unique_ptr<Session> session_;
};

}  // namespace dactyl
