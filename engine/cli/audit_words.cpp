#include "engine/cli/audit_words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace dactyl::cli {
namespace {

template <class Time>
std::string utc(Time time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::time_point(time))));
}

}  // namespace

Json to_json(const std::vector<AuditEntry>& entries) {
    Json list = Json::array();
    for (const AuditEntry& entry : entries) {
        list.push_back({{"sequence", entry.sequence},
                        {"at", utc(entry.at)},
                        {"event", to_string(entry.event)},
                        {"outcome", to_string(entry.outcome)},
                        {"holder", entry.holder.value()},
                        {"card", entry.card.value()},
                        {"actor", entry.caller.actor},
                        {"purpose", entry.caller.purpose}});
    }
    return list;
}

Json to_json(const std::vector<Consent>& statements) {
    Json list = Json::array();
    for (const Consent& consent : statements) {
        list.push_back({{"purpose", to_string(consent.purpose)},
                        {"given", consent.given},
                        {"at", utc(consent.at)},
                        {"wording", consent.wording},
                        {"channel", consent.channel}});
    }
    return list;
}

std::string in_words(const std::vector<AuditEntry>& entries) {
    std::string text;
    for (const AuditEntry& entry : entries) {
        text += fmt::format("{:>7}  {}  {:<17} {:<8} holder {:<5} card {:<4} {}{}\n", entry.sequence, utc(entry.at),
                            to_string(entry.event), to_string(entry.outcome), entry.holder.value(), entry.card.value(),
                            entry.caller.actor, entry.caller.purpose.empty() ? "" : ": " + entry.caller.purpose);
    }
    return text.empty() ? "Nothing yet\n" : text;
}

std::string in_words(const std::vector<Consent>& statements) {
    std::string text;
    for (const Consent& consent : statements) {
        text += fmt::format("{}  {:<15} {:<9} wording {}, {}\n", utc(consent.at), to_string(consent.purpose),
                            consent.given ? "given" : "withdrawn", consent.wording, consent.channel);
    }
    return text.empty() ? "Nothing yet\n" : text;
}

}  // namespace dactyl::cli
