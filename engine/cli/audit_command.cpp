#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/accounts/bytes.hpp"
#include "engine/cli/audit_words.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    std::int64_t after = 0;
    std::size_t most = 100;
};

Action declare_show(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--after", options->after, "Begin behind this entry")->type_name("N")->capture_default_str();
    app.add_option("--most", options->most, "At most so many entries")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            const auto entries = service.audit_trail(given.after, given.most);
                            if (!entries) return pass(entries);
                            console.answer({{"entries", to_json(*entries)}}, in_words(*entries));
                            return ExitStatus::kOk;
                        });
}

Action declare_verify(CLI::App& app) {
    return store_action(
        app, std::make_shared<Options>(), [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
            const auto report = service.verify_audit();
            if (!report) return pass(report);
            Json json = {{"entries", report->entries},
                         {"checkpoints", report->checkpoints},
                         {"signed_up_to", report->signed_up_to},
                         {"head", to_hex(report->head)},
                         {"intact", report->intact()}};
            std::string text =
                fmt::format("{} entries, {} checkpoints, signed up to entry {}\nHead {}\n", report->entries,
                            report->checkpoints, report->signed_up_to, to_hex(report->head));
            if (report->first_broken) {
                json["first_broken"] = *report->first_broken;
                text += fmt::format("Broken from entry {} on: altered, missing or inserted\n", *report->first_broken);
            } else {
                text += "Intact\n";
            }
            console.answer(json, text);
            return report->intact() ? ExitStatus::kOk : ExitStatus::kNo;
        });
}

}  // namespace

Command audit_command() {
    return {"audit",
            "The trail of what was done to the store and asked of it",
            "",
            nullptr,
            {{"show", "Its entries", "  dactyl audit show --after 100 --json", declare_show, {}},
             {"verify", "Check its chain and signatures", "  dactyl audit verify", declare_verify, {}}}};
}

}  // namespace dactyl::cli
