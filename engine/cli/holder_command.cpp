#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/audit_words.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    bool yes = false;
    bool outdated = false;
    std::uint64_t finger = 0;
    std::optional<std::string> address;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    std::optional<std::string> nationality;
};

Json record_json(const HolderRecord& record) {
    Json json = to_json(record.summary);
    json["fingers"] = Json::array();
    for (const EnrolledFinger& finger : record.fingers) json["fingers"].push_back(to_json(finger));
    json["cards"] = Json::array();
    for (const Card& card : record.cards) json["cards"].push_back(to_json(card));
    return json;
}

std::string record_text(const HolderRecord& record) {
    std::string text = fmt::format("{} ({}), {}, holder {}\n", record.summary.masked_name, record.summary.masked_number,
                                   record.summary.household, record.summary.id.value());
    text += "Fingers:\n";
    for (const EnrolledFinger& finger : record.fingers) {
        text += fmt::format("  {:<6} {:<14} quality {:>3}, {:>3} minutiae, {} bytes sealed\n", finger.id.value(),
                            to_string(finger.position), finger.quality, finger.minutiae, finger.sealed_bytes);
    }
    text += record.cards.empty() ? "No cards\n" : "Cards:\n";
    return text + in_words(record.cards);
}

Action declare_show(CLI::App& app) {
    return holder_action(
        app, std::make_shared<Options>(),
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            const Result<HolderRecord> record = service.holder(number);
            if (!record) return pass(record);
            console.answer(record_json(*record), record_text(*record));
            return ExitStatus::kOk;
        });
}

Action declare_history(CLI::App& app) {
    return holder_action(
        app, std::make_shared<Options>(),
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            const auto entries = service.history(number);
            if (!entries) return pass(entries);
            console.answer({{"entries", to_json(*entries)}}, in_words(*entries));
            return ExitStatus::kOk;
        });
}

Action declare_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_flag("--outdated", options->outdated,
                 "Only those with a print that another version of the engine extracted: to be enrolled again");
    return store_action(
        app, options, [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
            const auto holders = given.outdated ? service.outdated_holders() : service.holders();
            if (!holders) return pass(holders);
            Json json = {{"holders", Json::array()}};
            std::string text;
            for (const HolderSummary& holder : *holders) {
                json["holders"].push_back(to_json(holder));
                text += fmt::format("{:>6}  {}  {}  {}\n", holder.id.value(), holder.masked_number, holder.masked_name,
                                    holder.household);
            }
            const std::string_view nobody = given.outdated ? "Nobody: every print is of this version\n"
                                                           : "Nobody is enrolled yet; `dactyl enroll` does it\n";
            console.answer(json, text.empty() ? std::string(nobody) : text);
            return ExitStatus::kOk;
        });
}

Action declare_hide(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--address", options->address, "Full address; - reads a line of standard input")->type_name("TEXT");
    app.add_option("--phone", options->phone, "Telephone")->type_name("TEXT");
    app.add_option("--email", options->email, "Electronic mail")->type_name("TEXT");
    app.add_option("--nationality", options->nationality, "Nationality")->type_name("TEXT");
    return holder_action(
        app, options,
        [](Console& console, Service& service, const IdentityNumber& number,
           const Options& given) -> Result<ExitStatus> {
            HiddenFields fields;
            for (const auto& [field, text] : {std::pair(PersonalField::kAddress, given.address),
                                              {PersonalField::kPhone, given.phone},
                                              {PersonalField::kEmail, given.email},
                                              {PersonalField::kNationality, given.nationality}}) {
                if (!text) continue;
                Result<std::string> said = secret_text(*text, std::string(to_string(field)));
                if (!said) return pass(said);
                fields[field] = std::move(*said);
            }
            if (const auto set = service.set_hidden(number, fields); !set) return pass(set);
            console.answer({{"hidden", fields.size()}}, "Sealed under the second key; `dactyl disclose` opens it\n");
            return ExitStatus::kOk;
        });
}

Action declare_erase(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_flag("--yes", options->yes, "Needed: erasing is for good");
    app.callback([options] {
        if (!options->yes) throw CLI::ValidationError("erasing a person is for good; say --yes to do it");
    });
    return holder_action(
        app, options,
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            if (const Result<void> erased = service.erase(number); !erased) return pass(erased);
            console.answer({{"erased", true}}, "Erased: the person, every template and every card binding\n");
            return ExitStatus::kOk;
        });
}

Action declare_remove_finger(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--finger", options->finger, "Id of the finger, see `holder show`")->type_name("ID")->required();
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const Options& given) -> Result<ExitStatus> {
                             const auto removed = service.remove_finger(number, FingerId(given.finger));
                             if (!removed) return pass(removed);
                             console.answer({{"removed", given.finger}}, "This finger opens nothing any more\n");
                             return ExitStatus::kOk;
                         });
}

Action declare_release(CLI::App& app) {
    return holder_action(
        app, std::make_shared<Options>(),
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            if (const auto released = service.release(number); !released) return pass(released);
            console.answer({{"released", true}}, "Released: no longer held for review\n");
            return ExitStatus::kOk;
        });
}

Json export_json(const HolderExport& all) {
    Json json = record_json(all.record);
    json["name"] = all.name;
    json["number"] = all.number;
    json["card_numbers"] = all.card_numbers;
    json["hidden"] = Json::object();
    for (const auto& [field, text] : all.hidden) json["hidden"][std::string(to_string(field))] = text;
    json["records"] = Json::array();
    for (const VoluntaryRecord& record : all.records) {
        json["records"].push_back({{"id", record.id}, {"kind", to_string(record.kind)}, {"text", record.text}});
    }
    json["consents"] = to_json(all.consents);
    json["history"] = to_json(all.history);
    return json;
}

Action declare_export(CLI::App& app) {
    return holder_action(
        app, std::make_shared<Options>(),
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            const auto all = service.export_holder(number, {"local", "access request"});
            if (!all) return pass(all);
            const Json json = export_json(*all);
            console.answer(json, json.dump(2) + "\n");
            return ExitStatus::kOk;
        });
}

}  // namespace

Command holder_command() {
    const std::string id = " --id 119999190001010011";
    return {"holder",
            "The people in the store",
            "",
            nullptr,
            {
                {"show", "One person, masked: fingers and cards", "  dactyl holder show" + id, declare_show, {}},
                {"list", "Everybody, masked", "  dactyl holder list --json", declare_list, {}},
                {"history",
                 "What was done and asked concerning one person",
                 "  dactyl holder history" + id,
                 declare_history,
                 {}},
                {"hide",
                 "Keep address and the like, sealed under the second key",
                 "  dactyl holder hide" + id + " --address - --phone 000",
                 declare_hide,
                 {}},
                {"export",
                 "Everything held about a person, for that person",
                 "  dactyl holder export" + id + " > person.json",
                 declare_export,
                 {}},
                {"remove-finger",
                 "Take a lost finger out",
                 "  dactyl holder remove-finger" + id + " --finger 3",
                 declare_remove_finger,
                 {}},
                {"release",
                 "Let a person go on who was held for review",
                 "  dactyl holder release" + id,
                 declare_release,
                 {}},
                {"erase",
                 "Remove a person, their templates and cards for good",
                 "  dactyl holder erase" + id + " --yes",
                 declare_erase,
                 {}},
            }};
}

}  // namespace dactyl::cli
