#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    std::string kind;
    std::string text;
    std::int64_t record = 0;
};

Action declare_add(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--kind", options->kind, "blood-group, dna-reference, other-biometric or other")
        ->type_name("KIND")
        ->required()
        ->check([](const std::string& text) {
            return parse_voluntary_kind(text) ? std::string() : fmt::format("'{}' is no kind of record", text);
        });
    app.add_option("--text", options->text, "The record; - reads a line of standard input")
        ->type_name("TEXT")
        ->required();
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const Options& given) -> Result<ExitStatus> {
                             const Result<std::string> text = secret_text(given.text, "record");
                             if (!text) return pass(text);
                             const auto id = service.add_record(number, *parse_voluntary_kind(given.kind), *text);
                             if (!id) return pass(id);
                             console.answer({{"record", *id}}, fmt::format("Sealed as record {}\n", *id));
                             return ExitStatus::kOk;
                         });
}

Action declare_remove(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--record", options->record, "Its id, see `holder export`")->type_name("ID")->required();
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const Options& given) -> Result<ExitStatus> {
                             const auto removed = service.remove_record(number, given.record);
                             if (!removed) return pass(removed);
                             console.answer({{"removed", given.record}}, "Removed, and its key with it\n");
                             return ExitStatus::kOk;
                         });
}

}  // namespace

Command record_command() {
    const std::string id = " --id 119999190001010011";
    return {"record",
            "Voluntary records of a holder: sealed, never matched, never listed",
            "",
            nullptr,
            {{"add",
              "Keep a record; the holder must agree to extra records",
              "  dactyl record add" + id + " --kind blood-group --text -",
              declare_add,
              {}},
             {"remove",
              "Destroy a record and its key",
              "  dactyl record remove" + id + " --record 3",
              declare_remove,
              {}}}};
}

}  // namespace dactyl::cli
