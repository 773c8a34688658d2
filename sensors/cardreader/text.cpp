#include "sensors/cardreader/text.hpp"

#include <algorithm>

#include <iconv.h>

namespace dactyl {
namespace {

constexpr std::size_t kMostBytesOfCharacter = 4;

/// The C library's converter, which checks every byte.
class Converter {
  public:
    explicit Converter(const char* from) : handle_(::iconv_open("UTF-8", from)) {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (works()) ::iconv_close(handle_);
    }
    bool works() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
    /// Errors: false.
    bool convert(std::string in, std::string& out) const {
        out.resize(kMostBytesOfCharacter * in.size());
        char* next = in.data();
        std::size_t left = in.size();
        char* end = out.data();
        std::size_t room = out.size();
        const bool whole = ::iconv(handle_, &next, &left, &end, &room) != static_cast<std::size_t>(-1) && left == 0;
        out.resize(out.size() - room);
        return whole;
    }

  private:
    iconv_t handle_;
};

}  // namespace

Result<std::string> to_utf8(std::span<const std::uint8_t> bytes, CardText encoding) {
    const Converter converter(encoding == CardText::kGb18030 ? "GB18030" : "UTF-8");
    if (!converter.works()) return fail(ErrorCode::kInternal, "this C library does not know GB18030");
    std::string text;
    if (!converter.convert({bytes.begin(), bytes.end()}, text)) {
        return fail(ErrorCode::kCorrupt, "text on the card is not of the encoding that it states");
    }
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F; };
    if (std::any_of(text.begin(), text.end(), is_control)) {
        return fail(ErrorCode::kCorrupt, "text on the card has control characters");
    }
    return text;
}

}  // namespace dactyl
