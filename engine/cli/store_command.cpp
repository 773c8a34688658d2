#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {
namespace {

Action declare_init(CLI::App& app) {
    auto options = std::make_shared<StoreOptions>();
    add_store_options(app, *options);
    return [options](Console& console) -> Result<ExitStatus> {
        if (const Result<void> made = create_store(*options); !made) return pass(made);
        console.answer(
            {{"store", options->database.string()}, {"key", options->key.string()}},
            fmt::format("New store {}\nNew key   {}  (without it the store is worthless: keep it apart, and a "
                        "copy of it)\n",
                        options->database.string(), options->key.string()));
        return ExitStatus::kOk;
    };
}

}  // namespace

Command store_command() {
    return {"store",
            "The embedded store",
            "",
            nullptr,
            {{"init",
              "Make a new empty store and its key",
              "  dactyl store init\n"
              "  dactyl store init --store /srv/dactyl/people.db --key /etc/dactyl/people.key",
              declare_init,
              {}}}};
}

}  // namespace dactyl::cli
