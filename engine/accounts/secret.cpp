#include "engine/accounts/secret.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/image.hpp"

namespace dactyl {

void wipe_text(std::string& text) noexcept {
    wipe_memory(text.data(), text.size());
    text.clear();
}

SecretBytes SecretBytes::copy_of(ByteView bytes) {
    SecretBytes copy(bytes.size());
    std::ranges::copy(bytes, copy.bytes_.begin());
    return copy;
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        wipe_memory(bytes_.data(), bytes_.size());
        bytes_ = std::move(other.bytes_);
        other.bytes_.clear();
    }
    return *this;
}

SecretBytes::~SecretBytes() { wipe_memory(bytes_.data(), bytes_.size()); }

Key256::Key256(Key256&& other) noexcept : bytes_(other.bytes_) { wipe_memory(other.bytes_.data(), kSize); }

Key256& Key256::operator=(Key256&& other) noexcept {
    if (this != &other) {
        bytes_ = other.bytes_;
        wipe_memory(other.bytes_.data(), kSize);
    }
    return *this;
}

Key256::~Key256() { wipe_memory(bytes_.data(), kSize); }

}  // namespace dactyl
