#include "engine/image/recycled.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <new>
#include <utility>

namespace dactyl {
namespace {

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kSizes = std::numeric_limits<std::size_t>::digits;

/// A block that nobody uses: its first bytes point to the next one of its size.
struct Free {
    Free* next;
};

/// Blocks are powers of two, so that a picture of another size finds some that fit.
std::size_t size_of_block(std::size_t bytes) { return std::bit_ceil(std::max(bytes, kCacheLine)); }

void* from_system(std::size_t size) { return ::operator new(size, std::align_val_t(kCacheLine)); }
void to_system(void* block) noexcept { ::operator delete(block, std::align_val_t(kCacheLine)); }

/// What one thread keeps.
class Kept {
  public:
    Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept();

    void* take(std::size_t size) {
        Free*& first = first_of(size);
        if (first == nullptr) return from_system(size);
        void* const block = first;
        first = first->next;
        bytes_ -= size;
        return block;
    }
    void give(void* block, std::size_t size) noexcept {
        if (bytes_ + size > kMostKept) return to_system(block);
        Free*& first = first_of(size);
        first = new (block) Free{first};
        bytes_ += size;
    }

  private:
    Free*& first_of(std::size_t size) { return by_size_[static_cast<std::size_t>(std::countr_zero(size))]; }

    std::array<Free*, kSizes> by_size_{};
    std::size_t bytes_ = 0;
};

// Outlives what it tells of: maps in objects of static storage are given back after the thread's own objects are gone.
thread_local bool kept_is_gone = false;
thread_local Kept kept;

Kept::~Kept() {
    for (Free* block : by_size_) {
        while (block != nullptr) to_system(std::exchange(block, block->next));
    }
    kept_is_gone = true;
}

}  // namespace

void* take_block(std::size_t bytes) {
    const std::size_t size = size_of_block(bytes);
    return kRecycles && !kept_is_gone ? kept.take(size) : from_system(size);
}

void give_block(void* block, std::size_t bytes) noexcept {
    if (!kRecycles || kept_is_gone) return to_system(block);
    kept.give(block, size_of_block(bytes));
}

}  // namespace dactyl
