#pragma once

#include <cstddef>
#include <vector>

namespace dactyl {

/// Memory for one picture's maps. What a thread gives back it keeps, up to kMostKept bytes, for the next picture:
/// asking the system for it anew, and touching it for the first time, costs more than some stages. Freed when the
/// thread ends. Contents are never carried over: who takes a block fills it. Thread-safe; a block may be given back on
/// another thread than took it.
inline constexpr std::size_t kMostKept = std::size_t{64} << 20;

/// Whether anything is kept: not under sanitizers, which look at every block's own life.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kRecycles = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
inline constexpr bool kRecycles = false;
#else
inline constexpr bool kRecycles = true;
#endif
#else
inline constexpr bool kRecycles = true;
#endif

/// At least `bytes` bytes, aligned to a cache line. Throws std::bad_alloc.
void* take_block(std::size_t bytes);
/// `bytes` as taken.
void give_block(void* block, std::size_t bytes) noexcept;

template <class T>
struct Recycled {
    using value_type = T;
    Recycled() = default;
    template <class U>
    Recycled(const Recycled<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(take_block(count * sizeof(T))); }
    void deallocate(T* block, std::size_t count) noexcept { give_block(block, count * sizeof(T)); }
    friend bool operator==(const Recycled&, const Recycled&) { return true; }
};

/// A std::vector on such memory: for maps, rows and lists that live no longer than one picture is worked on.
template <class T>
using Samples = std::vector<T, Recycled<T>>;

}  // namespace dactyl
