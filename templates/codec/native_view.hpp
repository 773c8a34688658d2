#pragma once

#include <cstddef>
#include <span>

#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// A native template read where it lies, without copying a byte and without allocating (errors aside): for whoever
/// looks at many and keeps few. Everything was checked when it was opened, but for the foreground, which is packed and
/// checked when it is unpacked. The bytes must stay as they are for as long as the view is used. Cheap to copy;
/// thread-safe to read.
class NativeView {
  public:
    /// Where bytes must begin: at a multiple of this address.
    static constexpr std::size_t kAlignment = 8;

    /// Errors: those of decode_native(), and kInvalidArgument for bytes that do not begin at a multiple of kAlignment.
    static Result<NativeView> of(std::span<const std::byte> bytes);

    /// The print with everything but its minutiae and its foreground.
    const Template& heading() const { return heading_; }
    /// The number of minutiae.
    std::size_t size() const;
    /// The minutia of that index, below size().
    Minutia minutia(std::size_t index) const;

    /// The whole template, on its own memory. Errors: kCorrupt where the foreground does not fit.
    Result<Template> copy() const;

  private:
    explicit NativeView(const void* body) : body_(body) {}

    const void* body_;  // a verified table of the schema, which only the source file knows
    Template heading_;
};

}  // namespace dactyl
