#include "engine/cli/demo_privacy.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "engine/accounts/crypto.hpp"
#include "engine/accounts/one_time_code.hpp"
#include "engine/cli/audit_words.hpp"
#include "engine/cli/demo_population.hpp"

namespace dactyl::cli {
namespace {

// Far from every finger that stands for a person.
constexpr std::uint32_t kDuressFinger = 90'000;
constexpr std::uint64_t kAmount = 1250;
const std::string kAddress = "17 Nowhere Lane, apartment 4";

std::chrono::sys_seconds now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::string indented(const std::string& text) {
    std::string out = "  ";
    for (const char c : text) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
    while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
    return out;
}

Result<bool> show_layers(Service& service, const DemoPerson& person, Console& console) {
    const auto record = service.holder(person.number);
    if (!record) return pass(record);
    const HolderSummary& shown = record->summary;
    console.line("\nWhat a terminal shows of the first person: nothing more than is needed.");
    console.line(fmt::format("  {}   {}   {}", shown.masked_name, shown.masked_number, shown.household));
    return shown.masked_name != person.name;
}

Result<bool> show_disclosure(Service& service, const DemoPerson& person, Console& console) {
    if (auto set = service.set_hidden(person.number, {{PersonalField::kAddress, kAddress}}); !set) return pass(set);
    const auto authenticator = service.put_role({"registrar", {"change of address"}, {PersonalField::kAddress}});
    if (!authenticator) return pass(authenticator);
    const auto secret = secret_of(*authenticator);
    if (!secret) return pass(secret);
    const auto code = one_time_code(*secret, now().time_since_epoch() / kCodeStep);
    if (!code) return pass(code);
    DisclosureRequest request{person.number, "registrar", *code, "change of address", {PersonalField::kAddress}};
    const auto opened = service.disclose(request);
    if (!opened) return pass(opened);
    console.line(
        "\nThe address is sealed under a second key. A registrar opens it, for a purpose, with a one-time code:");
    console.line("  " + opened->texts.at(PersonalField::kAddress));
    request.purpose = "curiosity";
    const auto refused = service.disclose(request);
    console.line("The same registrar, out of curiosity:");
    console.line("  Refused: " + (refused ? std::string() : refused.error().message) + ".");
    auto history = service.history(person.number);
    if (!history) return pass(history);
    if (history->size() > 2) history->erase(history->begin(), history->end() - 2);
    console.line("And the person finds both in their history:");
    console.line(indented(in_words(*history)));
    return !refused && history->back().event == AuditEvent::kDisclosure;
}

Result<Grant> unlock_debit(Service& service, const DemoPerson& person, std::uint32_t finger,
                           const GrantPurpose& purpose) {
    // A placement that does not do is followed by the next.
    constexpr std::uint32_t kPlacements = 4;
    for (std::uint32_t i = 0; i < kPlacements; ++i) {
        const Result<Capture> capture = take_synthetic(finger, kFirstProbe + i);
        if (!capture) return pass(capture);
        const auto answer =
            service.unlock(person.number, capture->image.view(), "debit", purpose, {"till 1", "payment"});
        if (!answer) return pass(answer);
        if (const auto* grant = std::get_if<Grant>(&answer->answer)) return *grant;
    }
    return fail(ErrorCode::kNotAllowed, "the demo's finger did not open its card");
}

Result<bool> show_offline_check(Service& service, const Grant& grant, const GrantPurpose& purpose, Console& console) {
    const auto key = service.grant_public_key();
    if (!key) return pass(key);
    GrantLedger ledger;
    const auto claims = check_grant(grant.signed_form, *key, purpose, now());
    if (!claims) return pass(claims);
    const bool first = ledger.use(*claims, now()).has_value();
    const bool second = ledger.use(*claims, now()).has_value();
    GrantPurpose more = purpose;
    more.amount = kAmount * 10;
    const auto forged = check_grant(grant.signed_form, *key, more, now());
    console.line("\nA till checks the grant with the store's public key alone, without the store:");
    console.line(fmt::format("  {} bytes, signature holds: card {}..., amount {}", grant.signed_form.size(),
                             to_hex(claims->card).substr(0, 12), claims->purpose.amount));
    console.line(fmt::format("  used again: {}; for ten times the amount: {}", second ? "accepted" : "refused",
                             forged ? "accepted" : "refused"));
    return first && !second && !forged;
}

// The finger that the person keeps for bad moments, enrolled and bound on the first run.
Result<FingerId> duress_finger(Service& service, const DemoPerson& person) {
    const auto find = [&]() -> Result<FingerId> {
        const auto record = service.holder(person.number);
        if (!record) return pass(record);
        const auto left = std::ranges::find(record->fingers, FingerPosition::kLeftIndex, &EnrolledFinger::position);
        return left == record->fingers.end() ? FingerId() : left->finger;
    };
    const auto known = find();
    if (!known || *known) return known;
    if (auto done = enrol_finger(service, person, FingerPosition::kLeftIndex, kDuressFinger); !done) return pass(done);
    const auto finger = find();
    if (!finger) return finger;
    if (auto bound = service.bind_finger(person.number, "debit", *finger); !bound) return pass(bound);
    const auto cards = service.cards(person.number);
    if (!cards) return pass(cards);
    const auto debit = std::ranges::find(*cards, "debit", &Card::alias);
    const auto decoy = std::ranges::find(*cards, "shopping", &Card::alias);
    if (debit == cards->end() || decoy == cards->end()) return fail(ErrorCode::kNotFound, "the demo's cards are gone");
    CardDetails details = debit->details;
    details.policy.duress = {*finger};
    details.policy.decoy = decoy->id;
    if (auto set = service.set_card_details(person.number, "debit", details); !set) return pass(set);
    return finger;
}

Result<bool> show_duress(Service& service, const DemoPerson& person, const Grant& free, const GrantPurpose& purpose,
                         Console& console) {
    const auto free_at = std::chrono::floor<std::chrono::seconds>(free.expires) - std::chrono::seconds(1);
    if (const auto finger = duress_finger(service, person); !finger) return pass(finger);
    const auto before = service.verify_audit();
    if (!before) return pass(before);
    const auto forced = unlock_debit(service, person, kDuressFinger, purpose);
    if (!forced) return pass(forced);
    const auto key = service.grant_public_key();
    if (!key) return pass(key);
    const auto forced_claims = check_grant(forced->signed_form, *key, purpose, now());
    const auto free_claims = check_grant(free.signed_form, *key, purpose, free_at);
    if (!forced_claims) return pass(forced_claims);
    if (!free_claims) return pass(free_claims);
    constexpr std::size_t kMost = 100;
    const auto trail = service.audit_trail(before->entries, kMost);
    if (!trail) return pass(trail);
    const auto alarm = std::ranges::find(*trail, AuditEvent::kDuress, &AuditEntry::event);
    console.line("\nSomebody forces the person to pay. They lay down their left index, kept for that:");
    console.line(fmt::format("  Unlocked: {} ending {}, as ever.", forced->card.alias, forced->card.last_four));
    console.line(fmt::format("  But the grant carries {}..., the shopping card's reference, and the trail an alarm:",
                             to_hex(forced_claims->card).substr(0, 12)));
    if (alarm == trail->end()) return false;
    console.line(indented(in_words({*alarm})));
    return forced->card.id == free.card.id && forced_claims->card != free_claims->card;
}

}  // namespace

Result<Json> show_privacy(Service& service, const DemoPerson& person, Console& console) {
    GrantPurpose purpose{"till 1", Bytes(16), kAmount};
    if (auto filled = crypto::fill_random(purpose.challenge); !filled) return pass(filled);
    const auto layers = show_layers(service, person, console);
    if (!layers) return pass(layers);
    const auto disclosure = show_disclosure(service, person, console);
    if (!disclosure) return pass(disclosure);
    const auto grant = unlock_debit(service, person, person.finger, purpose);
    if (!grant) return pass(grant);
    const auto offline = show_offline_check(service, *grant, purpose, console);
    if (!offline) return pass(offline);
    const auto duress = show_duress(service, person, *grant, purpose, console);
    if (!duress) return pass(duress);
    return Json{{"layers", *layers},
                {"disclosure", *disclosure},
                {"offline_grant", *offline},
                {"duress", *duress},
                {"as_promised", *layers && *disclosure && *offline && *duress}};
}

}  // namespace dactyl::cli
