#include "engine/cli/answers.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace dactyl::cli {
namespace {

std::string_view name_of(Retry::Reason reason) {
    switch (reason) {
        case Retry::Reason::kNoFinger:
            return "no-finger";
        case Retry::Reason::kNotAdmitted:
            return "not-admitted";
        case Retry::Reason::kPoorPicture:
            return "poor-picture";
        case Retry::Reason::kTooLittleOfFinger:
            return "too-little-of-finger";
        case Retry::Reason::kNotRecognised:
            return "not-recognised";
    }
    return "unknown";
}

std::string_view advice_on(Retry::Reason reason) {
    switch (reason) {
        case Retry::Reason::kNoFinger:
            return "there was no finger on the reader";
        case Retry::Reason::kNotAdmitted:
            return "the reader did not take it for a finger; lift it and place it anew";
        case Retry::Reason::kPoorPicture:
            return "the picture is poor; wipe the finger dry and press lightly";
        case Retry::Reason::kTooLittleOfFinger:
            return "too little of it was seen; lay its middle flat on the reader";
        case Retry::Reason::kNotRecognised:
            return "it could be that of several people";
    }
    return "";
}

std::string_view name_of(Refused::Reason reason) {
    switch (reason) {
        case Refused::Reason::kNoMatch:
            return "no-match";
        case Refused::Reason::kLocked:
            return "locked";
        case Refused::Reason::kCardFrozen:
            return "card-frozen";
        case Refused::Reason::kCardLost:
            return "card-lost";
        case Refused::Reason::kCardExpired:
            return "card-expired";
        case Refused::Reason::kNotPermitted:
            return "not-permitted";
        case Refused::Reason::kSecondFingerNeeded:
            return "second-finger-needed";
    }
    return "unknown";
}

std::string_view reason_for(Refused::Reason reason) {
    switch (reason) {
        case Refused::Reason::kNoMatch:
            return "no match";
        case Refused::Reason::kLocked:
            return "too many wrong fingers; the holder is locked for a while";
        case Refused::Reason::kCardFrozen:
            return "the card is frozen";
        case Refused::Reason::kCardLost:
            return "the card was reported lost";
        case Refused::Reason::kCardExpired:
            return "the card has expired";
        case Refused::Reason::kNotPermitted:
            return "the card's rules do not allow this amount, hour or terminal";
        case Refused::Reason::kSecondFingerNeeded:
            return "this card asks for a second finger";
    }
    return "";
}

Json cards_json(const std::vector<Card>& cards) {
    Json list = Json::array();
    for (const Card& card : cards) list.push_back(to_json(card));
    return list;
}

// One set of overloads for the parts of both kinds of answer.
struct AsJson {
    Json operator()(const Retry& retry) const { return to_json(retry); }
    Json operator()(const Refused& refused) const {
        return {{"answer", "refused"}, {"reason", name_of(refused.reason)}, {"attempts_left", refused.attempts_left}};
    }
    Json operator()(const Recognised& recognised) const {
        return {{"answer", "recognised"},
                {"holder", to_json(recognised.holder)},
                {"finger_id", recognised.finger.value()},
                {"cards", cards_json(recognised.cards)}};
    }
    Json operator()(const Grant& grant) const {
        Json json = {{"answer", "unlocked"},
                     {"holder", to_json(grant.holder)},
                     {"card", to_json(grant.card)},
                     {"token", grant.token},
                     {"grant", to_hex(grant.signed_form)},
                     {"expires", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(grant.expires))}};
        if (!grant.presentation.empty()) json["presentation"] = grant.presentation;
        return json;
    }
};

// Said only where attempts are counted.
std::string attempts(int left) { return left > 0 ? fmt::format(" Attempts left: {}.", left) : std::string(); }

std::string person(const HolderSummary& holder) {
    return fmt::format("{} ({})", holder.masked_name, holder.masked_number);
}

std::string card_words(const Card& card) {
    return fmt::format("{} ({}, ending {})", card.alias, to_string(card.kind), card.last_four);
}

struct InWords {
    std::string operator()(const Retry& retry) const { return in_words(retry); }
    std::string operator()(const Refused& refused) const { return in_words(refused); }
    std::string operator()(const Recognised& recognised) const {
        std::string text = fmt::format("Yes: {}.\n", person(recognised.holder));
        text += recognised.cards.empty() ? "This finger opens no card yet.\n" : "Cards that this finger opens:\n";
        return text + in_words(recognised.cards);
    }
    std::string operator()(const Grant& grant) const {
        return fmt::format("Unlocked: {} of {}, until {}.\nGrant {}\n", card_words(grant.card), person(grant.holder),
                           clock_time(grant.expires), grant.token);
    }
};

struct StatusOf {
    ExitStatus operator()(const Retry&) const { return ExitStatus::kRetry; }
    ExitStatus operator()(const Refused&) const { return ExitStatus::kNo; }
    ExitStatus operator()(const Recognised&) const { return ExitStatus::kOk; }
    ExitStatus operator()(const Grant&) const { return ExitStatus::kOk; }
};

}  // namespace

Json to_json(const Timings& timings) {
    return {
        {"extract", timings.extract}, {"load", timings.load}, {"compare", timings.compare}, {"total", timings.total}};
}

Json to_json(const HolderSummary& holder) {
    return {{"id", holder.id.value()},
            {"name", holder.masked_name},
            {"number", holder.masked_number},
            {"household", holder.household}};
}

Json to_json(const Card& card) {
    return {{"id", card.id.value()},
            {"alias", card.alias},
            {"kind", to_string(card.kind)},
            {"status", to_string(card.status)},
            {"last_four", card.last_four},
            {"issuer", card.details.issuer},
            {"default", card.details.is_default},
            {"pin", card.has_pin}};
}

Json to_json(const EnrolledFinger& finger) {
    return {{"id", finger.id.value()},   {"finger_id", finger.finger.value()}, {"position", to_string(finger.position)},
            {"quality", finger.quality}, {"minutiae", finger.minutiae},        {"sealed_bytes", finger.sealed_bytes}};
}

Json to_json(const Retry& retry) {
    return {{"answer", "retry"}, {"reason", name_of(retry.reason)}, {"attempts_left", retry.attempts_left}};
}

Json to_json(const RecognitionAnswer& answer) { return std::visit(AsJson{}, answer); }

Json to_json(const UnlockAnswer& answer) {
    Json json = std::visit(AsJson{}, answer);
    if (std::holds_alternative<Recognised>(answer)) json["answer"] = "choose";
    return json;
}

std::string in_words(const Timings& timings) {
    return fmt::format("{:.1f} ms: extract {:.1f}, load {:.1f}, compare {:.1f}", timings.total, timings.extract,
                       timings.load, timings.compare);
}

std::string in_words(const Retry& retry) {
    return fmt::format("Place the finger again: {}.{}\n", advice_on(retry.reason), attempts(retry.attempts_left));
}

std::string in_words(const Refused& refused) {
    return fmt::format("Refused: {}.{}\n", reason_for(refused.reason), attempts(refused.attempts_left));
}

std::string in_words(const RecognitionAnswer& answer) { return std::visit(InWords{}, answer); }

std::string in_words(const UnlockAnswer& answer) {
    const auto* choice = std::get_if<Recognised>(&answer);
    if (choice == nullptr || choice->cards.empty()) return std::visit(InWords{}, answer);
    return fmt::format("Yes: {}. Which card? Say it with --card:\n{}", person(choice->holder), in_words(choice->cards));
}

std::string in_words(const std::vector<Card>& cards) {
    std::string text;
    for (const Card& card : cards) {
        text += fmt::format("  {:<18} {:<16} ending {:<6} {}\n", card.alias, to_string(card.kind), card.last_four,
                            card.status == CardStatus::kActive ? std::string_view() : to_string(card.status));
        while (text.size() > 1 && text[text.size() - 2] == ' ') text.erase(text.size() - 2, 1);
    }
    return text;
}

ExitStatus status_of(const RecognitionAnswer& answer) { return std::visit(StatusOf{}, answer); }

ExitStatus status_of(const UnlockAnswer& answer) {
    const auto* choice = std::get_if<Recognised>(&answer);
    if (choice != nullptr) return choice->cards.empty() ? ExitStatus::kNo : ExitStatus::kChoose;
    return std::visit(StatusOf{}, answer);
}

std::string clock_time(std::chrono::system_clock::time_point time) {
    return fmt::format("{:%H:%M:%S}", fmt::localtime(std::chrono::system_clock::to_time_t(time)));
}

}  // namespace dactyl::cli
