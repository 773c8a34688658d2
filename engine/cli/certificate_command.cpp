#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "engine/certificates/sd_jwt.hpp"
#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/grant_text.hpp"
#include "engine/cli/holder_action.hpp"
#include "engine/cli/print_source.hpp"

namespace dactyl::cli {
namespace {

struct Options : HolderOptions {
    PrintSource source;
    std::string certificate;
    std::string alias;
    std::vector<std::uint64_t> fingers;
    std::vector<std::string> fields;
    GrantOptions purpose;
    std::string issuer;
    std::string key;
    std::vector<std::string> kinds;
    bool remove = false;
};

std::string day(std::chrono::sys_seconds moment) {
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(moment)));
}

Json json_of(const CertificateSummary& certificate) {
    return {{"card", to_json(certificate.card)},
            {"kind", to_string(certificate.kind)},
            {"issuer", certificate.issuer},
            {"issued", day(certificate.issued)},
            {"expires", certificate.expires ? Json(day(*certificate.expires)) : Json()},
            {"fields", certificate.fields}};
}

std::string line_of(const CertificateSummary& certificate) {
    return fmt::format("{}: {} of {}, issued {}, {}; fields {}\n", certificate.card.alias, to_string(certificate.kind),
                       certificate.issuer, day(certificate.issued),
                       certificate.expires ? "good until " + day(*certificate.expires) : "good for ever",
                       fmt::join(certificate.fields, ", "));
}

Result<Issuer> issuer_from(const Options& options) {
    const auto bytes = bytes_from_hex(options.key, "the public key");
    if (!bytes) return pass(bytes);
    auto key = PublicKey::from_bytes(*bytes);
    if (!key) return pass(key);
    Issuer issuer{options.issuer, std::move(*key), {}};
    for (const std::string& kind : options.kinds) issuer.kinds.push_back(*parse_certificate_kind(kind));
    if (auto checked = issuer.check(); !checked) return pass(checked);
    return issuer;
}

void add_issuer_options(CLI::App& app, Options& options, bool key_required) {
    app.add_option("--issuer", options.issuer, "The issuer's name, as its certificates give it")
        ->type_name("NAME")
        ->required();
    app.add_option("--public-key", options.key, "The issuer's public key")->type_name("HEX")->required(key_required);
    app.add_option("--kind", options.kinds,
                   "What it issues: birth, household, diploma, professional-licence, driving-licence, marriage, "
                   "property-title")
        ->type_name("KIND")
        ->required(key_required)
        ->check([](const std::string& text) {
            return parse_certificate_kind(text) ? std::string() : fmt::format("'{}' is no kind of certificate", text);
        });
}

Action declare_trust(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_issuer_options(app, *options, false);
    app.add_flag("--remove", options->remove, "Trust it no longer");
    return store_action(app, options,
                        [](Console& console, Service& service, const Options& given) -> Result<ExitStatus> {
                            if (given.remove) {
                                if (auto gone = service.distrust_issuer(given.issuer); !gone) return pass(gone);
                                console.answer({{"removed", given.issuer}}, "Trusted no longer\n");
                                return ExitStatus::kOk;
                            }
                            const auto issuer = issuer_from(given);
                            if (!issuer) return pass(issuer);
                            if (auto trusted = service.trust_issuer(*issuer); !trusted) return pass(trusted);
                            console.answer({{"trusted", given.issuer}}, "Trusted\n");
                            return ExitStatus::kOk;
                        });
}

Action declare_issuers(CLI::App& app) {
    return store_action(
        app, std::make_shared<Options>(), [](Console& console, Service& service, const Options&) -> Result<ExitStatus> {
            const auto issuers = service.issuers();
            if (!issuers) return pass(issuers);
            Json json = {{"issuers", Json::array()}};
            std::string words;
            for (const Issuer& issuer : *issuers) {
                std::vector<std::string_view> kinds;
                for (const CertificateKind kind : issuer.kinds) kinds.push_back(to_string(kind));
                json["issuers"].push_back(
                    {{"name", issuer.name}, {"public_key", to_hex(issuer.key.view())}, {"kinds", kinds}});
                words += fmt::format("{}: {}\n", issuer.name, fmt::join(kinds, ", "));
            }
            console.answer(json, words.empty() ? "Nobody is trusted yet\n" : words);
            return ExitStatus::kOk;
        });
}

Action declare_request(CLI::App& app) {
    const auto run = [](Console& console, Service& service, const IdentityNumber& number,
                        const Options&) -> Result<ExitStatus> {
        const auto key = service.request_certificate(number);
        if (!key) return pass(key);
        const std::string hex = to_hex(key->view());
        console.answer({{"public_key", hex}}, hex + "\n");
        return ExitStatus::kOk;
    };
    return holder_action(app, std::make_shared<Options>(), run);
}

Action declare_add(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--certificate", options->certificate, "Its text; - reads a line of standard input")
        ->type_name("SD-JWT")
        ->required();
    app.add_option("--alias", options->alias, "The holder's own word for it; its kind when not given")
        ->type_name("ALIAS");
    app.add_option("--finger", options->fingers, "Ids of the fingers that open it; all when not given")
        ->type_name("ID");
    return holder_action(app, options,
                         [](Console& console, Service& service, const IdentityNumber& number,
                            const Options& given) -> Result<ExitStatus> {
                             const auto text = secret_text(given.certificate, "certificate");
                             if (!text) return pass(text);
                             CertificateRequest request{*text, given.alias, {}, {}};
                             for (const std::uint64_t finger : given.fingers) request.fingers.emplace_back(finger);
                             const auto card = service.add_certificate(number, request);
                             if (!card) return pass(card);
                             console.answer(to_json(*card), fmt::format("Kept as {}\n", card->alias));
                             return ExitStatus::kOk;
                         });
}

// All of them, or the one named.
Result<ExitStatus> list(Console& console, Service& service, const IdentityNumber& number, const Options& given) {
    const auto all = service.certificates(number);
    if (!all) return pass(all);
    Json json = {{"certificates", Json::array()}};
    std::string words;
    for (const CertificateSummary& certificate : *all) {
        if (!given.alias.empty() && certificate.card.alias != given.alias) continue;
        json["certificates"].push_back(json_of(certificate));
        words += line_of(certificate);
    }
    if (words.empty() && !given.alias.empty()) return fail(ErrorCode::kNotFound, "the holder has no such certificate");
    console.answer(json, words.empty() ? "No certificates yet\n" : words);
    return ExitStatus::kOk;
}

Action declare_list(CLI::App& app) { return holder_action(app, std::make_shared<Options>(), list); }

Action declare_show(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--card", options->alias, "The certificate's alias")->type_name("ALIAS")->required();
    return holder_action(app, options, list);
}

Action declare_present(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_print_source(app, options->source);
    app.add_option("--card", options->alias, "The certificate's alias")->type_name("ALIAS")->required();
    app.add_option("--field", options->fields, "The fields to show")->type_name("NAME")->required();
    add_grant_options(app, options->purpose);
    return holder_action(
        app, options,
        [](Console& console, Service& service, const IdentityNumber& number,
           const Options& given) -> Result<ExitStatus> {
            const auto purpose = grant_purpose(given.purpose);
            if (!purpose) return pass(purpose);
            const auto capture = take_print(given.source);
            if (!capture) return pass(capture);
            const auto answer =
                service.unlock({number, capture->image.view(), {}, given.alias, *purpose, given.fields});
            if (!answer) return pass(answer);
            const auto* grant = std::get_if<Grant>(&answer->answer);
            console.answer(to_json(answer->answer), grant ? grant->presentation + "\n" : in_words(answer->answer));
            return status_of(answer->answer);
        });
}

Action declare_verify(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("PRESENTATION", options->certificate, "As `certificate present` gives it")->required();
    add_issuer_options(app, *options, true);
    add_grant_options(app, options->purpose);
    return [options](Console& console) -> Result<ExitStatus> {
        const auto issuer = issuer_from(*options);
        if (!issuer) return pass(issuer);
        const auto purpose = grant_purpose(options->purpose);
        if (!purpose) return pass(purpose);
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const auto certificate = check_presentation(options->certificate, std::span(&*issuer, 1), *purpose, now);
        if (!certificate) return pass(certificate);
        Json fields = Json::object();
        std::string words = fmt::format("It holds: {} of {}\n", to_string(certificate->kind), certificate->issuer);
        for (const auto& [name, value] : certificate->fields) {
            fields[name] = Json::parse(value);
            words += fmt::format("  {} {}\n", name, value);
        }
        console.answer({{"holds", true}, {"kind", to_string(certificate->kind)}, {"fields", fields}}, words);
        return ExitStatus::kOk;
    };
}

}  // namespace

Command certificate_command() {
    const std::string id = " --id 119999190001010011";
    return {"certificate",
            "Electronic certificates of a holder: kept, shown field by field, checked without the store",
            "",
            nullptr,
            {{"trust",
              "Believe an issuer's certificates",
              "  dactyl certificate trust --issuer 'University of Nowhere' --public-key $KEY --kind diploma",
              declare_trust,
              {}},
             {"issuers", "Whose certificates are believed", "  dactyl certificate issuers", declare_issuers, {}},
             {"request",
              "A key for an issuer to bind a certificate to",
              "  dactyl certificate request" + id,
              declare_request,
              {}},
             {"add",
              "Check a certificate and keep it",
              "  dactyl certificate add" + id + " --certificate - < diploma.sdjwt",
              declare_add,
              {}},
             {"list",
              "The holder's certificates, without what stands in them",
              "  dactyl certificate list" + id,
              declare_list,
              {}},
             {"show", "One of them", "  dactyl certificate show" + id + " --card diploma", declare_show, {}},
             {"present",
              "Show fields of it to a terminal, by a finger",
              "  dactyl certificate present finger.png" + id +
                  " --card diploma --field degree --for-terminal employer --challenge $CHALLENGE",
              declare_present,
              {}},
             {"verify",
              "Check a presentation without the store",
              "  dactyl certificate verify $PRESENTATION --issuer 'University of Nowhere' --public-key $KEY --kind "
              "diploma --for-terminal employer --challenge $CHALLENGE",
              declare_verify,
              {}}}};
}

}  // namespace dactyl::cli
