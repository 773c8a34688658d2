#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace dactyl {

/// A number that names one thing of one kind; ids of different kinds cannot be mixed. 0 names nothing.
template <class Kind>
class Id {
  public:
    constexpr Id() = default;
    constexpr explicit Id(std::uint64_t value) : value_(value) {}
    constexpr std::uint64_t value() const { return value_; }
    constexpr explicit operator bool() const { return value_ != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;

  private:
    std::uint64_t value_ = 0;
};

using HolderId = Id<struct HolderKind>;    ///< a person
using CardId = Id<struct CardKindTag>;     ///< a card bound to a holder
using FingerId = Id<struct FingerKind>;    ///< one enrolled impression of a holder's finger

}  // namespace dactyl

template <class Kind>
struct std::hash<dactyl::Id<Kind>> {
    std::size_t operator()(dactyl::Id<Kind> id) const noexcept { return std::hash<std::uint64_t>{}(id.value()); }
};
