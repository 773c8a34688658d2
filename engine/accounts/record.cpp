#include "engine/accounts/record.hpp"

#include <algorithm>

#include "engine/core/image.hpp"

namespace dactyl {
namespace {

constexpr std::size_t kNumberBytes = 8;

}  // namespace

RecordWriter::~RecordWriter() { wipe_memory(bytes_.data(), bytes_.size()); }

void RecordWriter::number(std::uint64_t value) {
    std::array<std::byte, kNumberBytes> little{};
    for (std::byte& byte : little) {
        byte = static_cast<std::byte>(value & 0xFF);
        value >>= 8;
    }
    append(little);
}

void RecordWriter::bytes(ByteView value) {
    number(value.size());
    append(value);
}

void RecordWriter::append(ByteView value) {
    if (bytes_.capacity() < bytes_.size() + value.size()) {
        // Growing by hand: the old buffer may hold secrets and is wiped before it is given back.
        Bytes grown;
        grown.reserve(std::max(bytes_.capacity() * 2, bytes_.size() + value.size()));
        grown.assign(bytes_.begin(), bytes_.end());
        wipe_memory(bytes_.data(), bytes_.size());
        bytes_ = std::move(grown);
    }
    bytes_.insert(bytes_.end(), value.begin(), value.end());
}

std::uint64_t RecordReader::number() {
    if (failed_ || rest_.size() < kNumberBytes) {
        failed_ = true;
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = kNumberBytes; i-- > 0;) value = (value << 8) | std::to_integer<std::uint64_t>(rest_[i]);
    rest_ = rest_.subspan(kNumberBytes);
    return value;
}

ByteView RecordReader::bytes() {
    const std::uint64_t size = number();
    if (failed_ || size > rest_.size()) {
        failed_ = true;
        return {};
    }
    const ByteView value = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(static_cast<std::size_t>(size));
    return value;
}

Result<void> RecordReader::finish() const {
    if (failed_ || !rest_.empty()) return fail(ErrorCode::kStoreDamaged, "a record's fields do not fit its kind");
    return {};
}

}  // namespace dactyl
