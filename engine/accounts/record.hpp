#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/secret.hpp"
#include "engine/core/result.hpp"

namespace dactyl {

/// Writes the fields of a record one after another: numbers as 8 bytes little-endian, byte strings as their length (a
/// number) and their bytes. The form inside every seal; two different lists of fields never give the same bytes. Wiped
/// when destroyed.
class RecordWriter {
  public:
    void number(std::uint64_t value);
    void bytes(ByteView value);
    void text(std::string_view value) { bytes(bytes_of(value)); }
    /// What was written; gone with the writer.
    ByteView view() const { return bytes_; }

    RecordWriter() = default;
    RecordWriter(RecordWriter&&) noexcept = default;
    RecordWriter(const RecordWriter&) = delete;
    RecordWriter& operator=(const RecordWriter&) = delete;
    ~RecordWriter();

  private:
    void append(ByteView value);

    Bytes bytes_;
};

/// Reads what a RecordWriter wrote; the bytes are hostile. Once a field fails, every later one does.
class RecordReader {
  public:
    explicit RecordReader(ByteView bytes) : rest_(bytes) {}

    std::uint64_t number();
    /// A view into the record.
    ByteView bytes();
    std::string_view text() { return text_of(bytes()); }
    /// Whether everything was read: what later versions add comes last.
    bool at_end() const { return failed_ || rest_.empty(); }
    /// Errors: kStoreDamaged when a field was missing or anything is left.
    Result<void> finish() const;

  private:
    ByteView rest_;
    bool failed_ = false;
};

}  // namespace dactyl
