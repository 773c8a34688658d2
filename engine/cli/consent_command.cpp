#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/audit_words.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    std::string purpose;
    ConsentForm form;
};

Action declare_list(CLI::App& app) {
    return holder_action(
        app, std::make_shared<Options>(),
        [](Console& console, Service& service, const IdentityNumber& number, const Options&) -> Result<ExitStatus> {
            const auto statements = service.consents(number);
            if (!statements) return pass(statements);
            console.answer({{"consents", to_json(*statements)}}, in_words(*statements));
            return ExitStatus::kOk;
        });
}

template <bool kGiven>
Action declare_statement(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--purpose", options->purpose, "unlock, identification, deduplication, research, extra-records")
        ->type_name("PURPOSE")
        ->required()
        ->check([](const std::string& text) {
            return parse_consent_purpose(text) ? std::string() : fmt::format("'{}' is no purpose", text);
        });
    app.add_option("--wording", options->form.wording, "Version of the text that was agreed to")
        ->type_name("VERSION")
        ->capture_default_str();
    app.add_option("--channel", options->form.channel, "Where it was said")->type_name("NAME")->capture_default_str();
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const Options& given) -> Result<ExitStatus> {
                             const auto set =
                                 service.set_consent(number, *parse_consent_purpose(given.purpose), kGiven, given.form);
                             if (!set) return pass(set);
                             console.answer({{"purpose", given.purpose}, {"given", kGiven}},
                                            fmt::format("{}: {}\n", kGiven ? "Given" : "Withdrawn", given.purpose));
                             return ExitStatus::kOk;
                         });
}

}  // namespace

Command consent_command() {
    const std::string id = " --id 119999190001010011";
    return {"consent",
            "What a holder agrees to, purpose by purpose",
            "",
            nullptr,
            {{"list", "Every statement of a holder", "  dactyl consent list" + id, declare_list, {}},
             {"give",
              "A holder agrees",
              "  dactyl consent give" + id + " --purpose research --wording 2",
              declare_statement<true>,
              {}},
             {"withdraw",
              "A holder withdraws; that use stops at once",
              "  dactyl consent withdraw" + id + " --purpose identification",
              declare_statement<false>,
              {}}}};
}

}  // namespace dactyl::cli
