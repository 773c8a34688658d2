#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    std::string name;
    std::vector<std::string> purposes;
    std::vector<std::string> fields;
    std::string code;
    std::string purpose;
};

void add_fields_option(CLI::App& app, Options& options) {
    app.add_option("--field", options.fields, "name, number, address, phone, email, nationality, card-numbers, records")
        ->type_name("FIELD")
        ->required()
        ->check([](const std::string& text) {
            return parse_personal_field(text) ? std::string() : fmt::format("'{}' is no field", text);
        });
}

std::vector<PersonalField> fields_of(const Options& options) {
    std::vector<PersonalField> fields;
    for (const std::string& field : options.fields) fields.push_back(*parse_personal_field(field));
    return fields;
}

Action declare_add(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--name", options->name, "The role")->type_name("NAME")->required();
    app.add_option("--purpose", options->purposes, "A purpose that it may name")->type_name("TEXT")->required();
    add_fields_option(app, *options);
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            const auto address = service.put_role({given.name, given.purposes, fields_of(given)});
                            if (!address) return pass(address);
                            console.answer({{"role", given.name}, {"authenticator", *address}},
                                           fmt::format("Role {}. Its second factor, shown this once, for an "
                                                       "authenticator program:\n{}\n",
                                                       given.name, *address));
                            return ExitStatus::kOk;
                        });
}

Action declare_list(CLI::App& app) {
    return store_action(
        app, std::make_shared<Options>(), [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
            const auto roles = service.roles();
            if (!roles) return pass(roles);
            Json json = {{"roles", Json::array()}};
            std::string text;
            for (const Role& role : *roles) {
                std::vector<std::string_view> fields;
                for (const PersonalField field : role.fields) fields.push_back(to_string(field));
                json["roles"].push_back({{"name", role.name}, {"purposes", role.purposes}, {"fields", fields}});
                text += fmt::format("{}: for {}; opens {}\n", role.name, fmt::join(role.purposes, ", "),
                                    fmt::join(fields, ", "));
            }
            console.answer(json, text.empty() ? "No roles yet\n" : text);
            return ExitStatus::kOk;
        });
}

Action declare_remove(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--name", options->name, "The role")->type_name("NAME")->required();
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            if (const auto removed = service.remove_role(given.name); !removed) return pass(removed);
                            console.answer({{"removed", given.name}}, "Removed\n");
                            return ExitStatus::kOk;
                        });
}

Result<ExitStatus> disclose(Console& console, Service& service, const IdentityNumber& number, const Options& given) {
    const Result<std::string> code = secret_text(given.code, "code");
    if (!code) return pass(code);
    const auto opened = service.disclose({number, given.name, *code, given.purpose, fields_of(given)});
    if (!opened) return pass(opened);
    Json json = {{"holder", to_json(opened->holder)}, {"fields", Json::object()}};
    std::string text;
    for (const auto& [field, value] : opened->texts) {
        json["fields"][std::string(to_string(field))] = value;
        text += fmt::format("{}: {}\n", to_string(field), value);
    }
    if (!opened->card_numbers.empty()) {
        json["card_numbers"] = opened->card_numbers;
        text += fmt::format("card numbers: {}\n", fmt::join(opened->card_numbers, ", "));
    }
    for (const VoluntaryRecord& record : opened->records) {
        json["records"].push_back({{"id", record.id}, {"kind", to_string(record.kind)}, {"text", record.text}});
        text += fmt::format("{}: {}\n", to_string(record.kind), record.text);
    }
    console.answer(json, text + "Written into the audit trail; the holder sees it in their history\n");
    return ExitStatus::kOk;
}

Action declare_disclose(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--role", options->name, "Who asks")->type_name("NAME")->required();
    app.add_option("--code", options->code, "The role's one-time code; - reads a line of standard input")
        ->type_name("CODE")
        ->required();
    app.add_option("--purpose", options->purpose, "What for")->type_name("TEXT")->required();
    add_fields_option(app, *options);
    return holder_action(app, options, disclose);
}

}  // namespace

Command role_command() {
    return {"role",
            "Who may open hidden fields, for what",
            "",
            nullptr,
            {{"add",
              "Add a role, or give it other rights and a new second factor",
              "  dactyl role add --name registrar --purpose correction --field address --field phone",
              declare_add,
              {}},
             {"list", "Every role", "  dactyl role list", declare_list, {}},
             {"remove", "Take a role away", "  dactyl role remove --name registrar", declare_remove, {}}}};
}

Command disclose_command() {
    return {"disclose",
            "Open hidden fields of a holder: by a role, for a purpose, with its one-time code",
            "  dactyl disclose --id 119999190001010011 --role registrar --code - --purpose correction --field address",
            declare_disclose,
            {}};
}

}  // namespace dactyl::cli
