#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/secret_input.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    std::optional<std::string> number;
    bool yes = false;
};

Json record_json(const HolderRecord& record) {
    Json json = to_json(record.summary);
    json["name"] = record.name;
    json["fingers"] = Json::array();
    for (const EnrolledFinger& finger : record.fingers) json["fingers"].push_back(to_json(finger));
    json["cards"] = Json::array();
    for (const Card& card : record.cards) json["cards"].push_back(to_json(card));
    return json;
}

std::string record_text(const HolderRecord& record) {
    std::string text =
        fmt::format("{} ({}), holder {}\n", record.name, record.summary.masked_number, record.summary.id.value());
    text += "Fingers:\n";
    for (const EnrolledFinger& finger : record.fingers) {
        text += fmt::format("  {:<6} {:<14} quality {:>3}, {:>3} minutiae, {} bytes sealed\n", finger.id.value(),
                            to_string(finger.position), finger.quality, finger.minutiae, finger.sealed_bytes);
    }
    text += record.cards.empty() ? "No cards\n" : "Cards:\n";
    return text + in_words(record.cards);
}

Action declare_show(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_id_option(app, options->number, true);
    add_store_options(app, options->store);
    return [options](Console& console) -> Result<ExitStatus> {
        const Result<ResidentId> number = resident_id(options->number);
        if (!number) return pass(number);
        const Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        const Result<HolderRecord> record = service->holder(*number);
        if (!record) return pass(record);
        console.answer(record_json(*record), record_text(*record));
        return ExitStatus::kOk;
    };
}

Action declare_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_store_options(app, options->store);
    return [options](Console& console) -> Result<ExitStatus> {
        const Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        const Result<std::vector<HolderSummary>> holders = service->holders();
        if (!holders) return pass(holders);
        Json json = {{"holders", Json::array()}};
        std::string text;
        for (const HolderSummary& holder : *holders) {
            json["holders"].push_back(to_json(holder));
            text += fmt::format("{:>6}  {}  {}\n", holder.id.value(), holder.masked_number, holder.masked_name);
        }
        console.answer(json, text.empty() ? "Nobody is enrolled yet; `dactyl enroll` does it\n" : text);
        return ExitStatus::kOk;
    };
}

Action declare_erase(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_id_option(app, options->number, true);
    add_store_options(app, options->store);
    app.add_flag("--yes", options->yes, "Needed: erasing is for good");
    app.callback([options] {
        if (!options->yes) throw CLI::ValidationError("erasing a person is for good; say --yes to do it");
    });
    return [options](Console& console) -> Result<ExitStatus> {
        const Result<ResidentId> number = resident_id(options->number);
        if (!number) return pass(number);
        Result<Service> service = open_store(options->store);
        if (!service) return pass(service);
        if (const Result<void> erased = service->erase(*number); !erased) return pass(erased);
        console.answer({{"erased", true}}, "Erased: the person, every template and every card binding\n");
        return ExitStatus::kOk;
    };
}

}  // namespace

Command holder_command() {
    return {"holder",
            "The people in the store",
            "",
            nullptr,
            {
                {"show",
                 "One person in full: fingers and cards",
                 "  dactyl holder show --id 119999190001010011",
                 declare_show,
                 {}},
                {"list", "Everybody, masked", "  dactyl holder list --json", declare_list, {}},
                {"erase",
                 "Remove a person, their templates and cards for good",
                 "  dactyl holder erase --id 119999190001010011 --yes",
                 declare_erase,
                 {}},
            }};
}

}  // namespace dactyl::cli
