#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    std::filesystem::path file;
};

struct InitOptions : StoreOptions {
    std::string profile = "international";
};

Action declare_init(CLI::App& app) {
    auto options = std::make_shared<InitOptions>();
    add_store_options(app, *options);
    app.add_option("--profile", options->profile,
                   "Its algorithms, for good: international (AES, SHA-256, Ed25519) or national (SM4, SM3, SM2)")
        ->type_name("PROFILE")
        ->check(CLI::IsMember({"international", "national"}))
        ->capture_default_str();
    return [options](Console& console) -> Result<ExitStatus> {
        if (const Result<void> made = create_store(*options, *parse_crypto_profile(options->profile)); !made)
            return pass(made);
        const std::filesystem::path second = options->location().hidden_key();
        console.answer(
            {{"store", options->database.string()},
             {"key", options->key.string()},
             {"second_key", second.string()},
             {"profile", options->profile}},
            fmt::format("New store  {}\nNew key    {}  (without it the store is worthless: keep it apart, and a "
                        "copy of it)\nSecond key {}  (opens hidden fields: keep it from terminals)\n",
                        options->database.string(), options->key.string(), second.string()));
        return ExitStatus::kOk;
    };
}

Action declare_backup(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("FILE", options->file, "The new backup")->required();
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            const auto written = service.backup(given.file);
                            if (!written) return pass(written);
                            console.answer({{"backup", given.file.string()}, {"rows", written->rows}},
                                           fmt::format("{}: {} rows, sealed as they lie in the store. The keys are "
                                                       "not in it.\n",
                                                       given.file.string(), written->rows));
                            return ExitStatus::kOk;
                        });
}

Action declare_restore(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("FILE", options->file, "The backup")->required();
    add_store_options(app, options->store);
    return [options](Console& console) -> Result<ExitStatus> {
        const auto read = Service::restore(options->store.location(), options->file);
        if (!read) return pass(read);
        console.answer({{"store", options->store.database.string()}, {"rows", read->rows}},
                       fmt::format("New store {}: {} rows. The keys of the store that was backed up open it.\n",
                                   options->store.database.string(), read->rows));
        return ExitStatus::kOk;
    };
}

Action declare_check(CLI::App& app) {
    return store_action(app, std::make_shared<Options>(),
                        [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
                            if (const auto checked = service.check(); !checked) return pass(checked);
                            console.answer({{"sound", true}}, "Sound: structure, seals and bindings\n");
                            return ExitStatus::kOk;
                        });
}

}  // namespace

Command store_command() {
    return {"store",
            "The embedded store, or one on a server",
            "",
            nullptr,
            {{"init",
              "Make a new empty store and its keys",
              "  dactyl store init\n"
              "  dactyl store init --store /srv/dactyl/people.db --key /etc/dactyl/people.key\n"
              "  dactyl store init --profile national\n"
              "  dactyl store init --store 'postgresql:///people?host=/run/postgresql'",
              declare_init,
              {}},
             {"backup",
              "Write everything to one file, while it is in use",
              "  dactyl store backup monday.backup",
              declare_backup,
              {}},
             {"restore",
              "Make a new store from a backup, of either database",
              "  dactyl store restore monday.backup --store new.db",
              declare_restore,
              {}},
             {"check", "Read everything and check it", "  dactyl store check", declare_check, {}}}};
}

}  // namespace dactyl::cli
