#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/accounts/bytes.hpp"
#include "engine/accounts/key_file.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    std::filesystem::path file;
    bool hidden = false;
};

Action declare_init(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("FILE", options->file, "The new key file")->required();
    return [options](Console& console) -> Result<ExitStatus> {
        const auto key = generate_master_key();
        if (!key) return pass(key);
        if (const auto written = write_key_file(options->file, *key); !written) return pass(written);
        console.answer({{"file", options->file.string()}, {"id", to_hex(key->id)}},
                       fmt::format("New key {} in {}; keep a copy of it where the backups are not\n", to_hex(key->id),
                                   options->file.string()));
        return ExitStatus::kOk;
    };
}

Action declare_rotate(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--to", options->file, "The key file that opens the store from now on; see `keys init`")
        ->type_name("PATH")
        ->required();
    app.add_flag("--hidden", options->hidden, "Rotate the second key, of hidden fields");
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            const auto which = given.hidden ? StoreKey::kHidden : StoreKey::kMain;
                            if (const auto done = service.rotate_key(which, given.file); !done) return pass(done);
                            console.answer({{"rotated_to", given.file.string()}},
                                           fmt::format("From now on {} opens it, and the key before does not. Who has "
                                                       "the store open goes on.\n",
                                                       given.file.string()));
                            return ExitStatus::kOk;
                        });
}

Action declare_status(CLI::App& app) {
    return store_action(
        app, std::make_shared<Options>(), [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
            const auto status = service.keys();
            if (!status) return pass(status);
            Json json = {{"key", to_hex(status->master)},
                         {"rotations", status->epoch - 1},
                         {"profile", to_string(status->profile)}};
            std::string text = fmt::format("Profile    {}\nKey        {}, rotated {} times\n",
                                           to_string(status->profile), to_hex(status->master), status->epoch - 1);
            if (status->hidden) {
                json["second_key"] = to_hex(*status->hidden);
                json["second_key_rotations"] = status->hidden_epoch - 1;
                text +=
                    fmt::format("Second key {}, rotated {} times\n", to_hex(*status->hidden), status->hidden_epoch - 1);
            }
            console.answer(json, text);
            return ExitStatus::kOk;
        });
}

}  // namespace

Command keys_command() {
    return {"keys",
            "The keys that a store lies under",
            "",
            nullptr,
            {{"init", "Make a new key file", "  dactyl keys init /etc/dactyl/next.key", declare_init, {}},
             {"rotate",
              "Put the store under another key, while it is in use",
              "  dactyl keys rotate --to /etc/dactyl/next.key\n  dactyl keys rotate --hidden --to next.key.hidden",
              declare_rotate,
              {}},
             {"status", "Which keys open the store", "  dactyl keys status", declare_status, {}}}};
}

}  // namespace dactyl::cli
