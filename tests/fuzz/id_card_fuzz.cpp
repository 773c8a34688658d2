// The bytes are taken as each of the card's two objects, and as what a hostile card answers: two bytes of length before
// each answer. Prints that come out are valid.
#include <cstdlib>

#include "sensors/cardreader/id_card.hpp"
#include "templates/codec/validity.hpp"

namespace {

using namespace dactyl;
using Bytes = std::span<const std::uint8_t>;

class HostileCard final : public CardChannel {
  public:
    explicit HostileCard(Bytes answers) : answers_(answers) {}

    Result<std::vector<std::uint8_t>> transmit(Bytes) override {
        constexpr std::size_t kLengthBytes = 2;
        if (answers_.size() < kLengthBytes) return fail(ErrorCode::kDeviceUnavailable, "pulled out");
        const std::size_t stated = static_cast<std::size_t>(answers_[0] << 8 | answers_[1]);
        const Bytes answer = answers_.subspan(kLengthBytes, std::min(stated, answers_.size() - kLengthBytes));
        answers_ = answers_.subspan(kLengthBytes + answer.size());
        return std::vector(answer.begin(), answer.end());
    }

  private:
    Bytes answers_;
};

void check_prints(std::span<const Template> prints) {
    if (prints.empty()) std::abort();
    for (const Template& print : prints) {
        if (!check_template(print, ErrorCode::kInternal)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    (void)decode_holder(bytes);
    if (const auto prints = decode_prints(bytes)) check_prints(*prints);
    HostileCard card(bytes);
    if (const auto read = read_id_card(card)) check_prints(read->prints);
    return 0;
}
