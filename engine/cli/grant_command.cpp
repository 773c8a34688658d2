#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/grant_text.hpp"
#include "engine/cli/holder_action.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    GrantOptions purpose;
    std::string grant;
    std::string key;
};

Action declare_key(CLI::App& app) {
    return store_action(app, std::make_shared<Options>(),
                        [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
                            const auto key = service.grant_public_key();
                            if (!key) return pass(key);
                            const std::string hex = to_hex(key->view());
                            console.answer({{"public_key", hex}}, hex + "\n");
                            return ExitStatus::kOk;
                        });
}

Result<ExitStatus> show(Console& console, const Result<GrantClaims>& claims) {
    if (!claims) return pass(claims);
    console.answer({{"holds", true}, {"card", to_hex(claims->card)}, {"amount", claims->purpose.amount}},
                   fmt::format("It holds: card {}, amount {}\n", to_hex(claims->card), claims->purpose.amount));
    return ExitStatus::kOk;
}

Action declare_check(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("GRANT", options->grant, "The grant in hexadecimal, as `unlock --json` gives it")->required();
    app.add_option("--public-key", options->key, "The store's key, as `grant key` gives it")
        ->type_name("HEX")
        ->required();
    add_grant_options(app, options->purpose);
    return [options](Console& console) -> Result<ExitStatus> {
        const auto grant = bytes_from_hex(options->grant, "the grant");
        if (!grant) return pass(grant);
        const auto key_bytes = bytes_from_hex(options->key, "the public key");
        if (!key_bytes) return pass(key_bytes);
        const auto key = PublicKey::from_bytes(*key_bytes);
        if (!key) return pass(key);
        const auto purpose = grant_purpose(options->purpose);
        if (!purpose) return pass(purpose);
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        return show(console, check_grant(*grant, *key, *purpose, now));
    };
}

Action declare_redeem(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("GRANT", options->grant, "The grant in hexadecimal")->required();
    add_grant_options(app, options->purpose);
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            const auto grant = bytes_from_hex(given.grant, "the grant");
                            if (!grant) return pass(grant);
                            const auto purpose = grant_purpose(given.purpose);
                            if (!purpose) return pass(purpose);
                            return show(console, service.redeem(*grant, *purpose));
                        });
}

}  // namespace

Command grant_command() {
    return {"grant",
            "What an unlocking yields, checked with the store or without it",
            "",
            nullptr,
            {{"key", "The public key of this store's grants", "  dactyl grant key", declare_key, {}},
             {"check",
              "Check a grant without the store",
              "  dactyl grant check $GRANT --public-key $KEY --for-terminal till1 --amount 1250",
              declare_check,
              {}},
             {"redeem",
              "Check a grant with the store, and use it up",
              "  dactyl grant redeem $GRANT",
              declare_redeem,
              {}}}};
}

}  // namespace dactyl::cli
