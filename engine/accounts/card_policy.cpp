#include "engine/accounts/card_policy.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/accounts/person_name.hpp"

namespace dactyl {
namespace {

constexpr double kLowestRate = 1e-9;
constexpr double kHighestRate = 0.1;
constexpr int kMostFailures = 20;
constexpr int kMinutesADay = 24 * 60;
constexpr std::size_t kMostTerminals = 64;
constexpr std::size_t kMostFingers = 64;
constexpr std::size_t kLongestTerminal = 64;

tl::unexpected<Error> wrong(const char* what) { return fail(ErrorCode::kInvalidArgument, what); }

}  // namespace

Result<void> CardPolicy::check() const {
    if (max_fmr != 0 && !(max_fmr >= kLowestRate && max_fmr <= kHighestRate)) {
        return wrong("a card's max_fmr lies between 1e-9 and 0.1, or is 0");
    }
    if (pin_after_failures < 0 || pin_after_failures > kMostFailures) {
        return wrong("a card's pin_after_failures lies between 0 and 20");
    }
    if (open_from < 0 || open_from >= kMinutesADay || open_until < 1 || open_until > kMinutesADay) {
        return wrong("a card's hours lie between 0:00 and 24:00");
    }
    if (second_finger && partner) return wrong("a card asks for a second finger or for a partner, not for both");
    if (terminals.size() > kMostTerminals || duress.size() > kMostFingers) {
        return wrong("a card names at most 64 terminals");
    }
    for (const std::string& terminal : terminals) {
        if (auto checked = check_text(terminal, "the terminal", kLongestTerminal); !checked) return checked;
    }
    return {};
}

bool CardPolicy::is_open_at(std::chrono::minutes after_midnight) const {
    const auto now = after_midnight.count();
    if (open_from < open_until) return now >= open_from && now < open_until;
    return now >= open_from || now < open_until;
}

bool CardPolicy::takes_terminal(const std::string& terminal) const {
    return terminals.empty() || std::ranges::find(terminals, terminal) != terminals.end();
}

bool CardPolicy::is_duress(FingerId finger) const { return std::ranges::find(duress, finger) != duress.end(); }

void CardPolicy::write(RecordWriter& writer) const {
    writer.number(std::bit_cast<std::uint64_t>(max_fmr));
    writer.number(second_finger ? 1 : 0);
    writer.number(partner.value());
    writer.number(static_cast<std::uint64_t>(pin_after_failures));
    writer.number(max_amount);
    writer.number(offline_allowed ? 1 : 0);
    writer.number(static_cast<std::uint64_t>(open_from));
    writer.number(static_cast<std::uint64_t>(open_until));
    writer.number(terminals.size());
    for (const std::string& terminal : terminals) writer.text(terminal);
    writer.number(duress.size());
    for (const FingerId finger : duress) writer.number(finger.value());
    writer.number(decoy.value());
}

CardPolicy CardPolicy::read(RecordReader& reader) {
    CardPolicy policy;
    policy.max_fmr = std::bit_cast<double>(reader.number());
    policy.second_finger = reader.number() != 0;
    policy.partner = HolderId(reader.number());
    policy.pin_after_failures = static_cast<int>(reader.number());
    policy.max_amount = reader.number();
    policy.offline_allowed = reader.number() != 0;
    policy.open_from = static_cast<int>(reader.number());
    policy.open_until = static_cast<int>(reader.number());
    for (std::uint64_t left = std::min<std::uint64_t>(reader.number(), kMostTerminals); left > 0; --left) {
        policy.terminals.emplace_back(reader.text());
    }
    for (std::uint64_t left = std::min<std::uint64_t>(reader.number(), kMostFingers); left > 0; --left) {
        policy.duress.emplace_back(reader.number());
    }
    policy.decoy = CardId(reader.number());
    return policy;
}

}  // namespace dactyl
