#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/picture_conversion.hpp"
#include "engine/cli/template_input.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/core/read_file.hpp"
#include "engine/image/resample.hpp"
#include "templates/codec/card_parameters.hpp"
#include "templates/codec/record/migration.hpp"

namespace dactyl::cli {
namespace {

struct Request {
    TemplateInput input;
    std::string output;
    std::string to;
    std::optional<std::size_t> view;
    PictureConversion picture;
    CardOptions card;
    std::string order = "quality";
    bool bare = false;
    std::string card_parameters;
};

struct Extension {
    std::string_view text;
    std::string_view form;
};

constexpr std::array kExtensions = {Extension{".dctl", "native"},
                                    Extension{".json", "json"},
                                    Extension{".csv", "csv"},
                                    Extension{".xyt", "xyt"},
                                    Extension{".fmr", "iso-19794-2-2005"},
                                    Extension{".ist", "iso-19794-2-2005"},
                                    Extension{".png", "png"},
                                    Extension{".pgm", "pgm"},
                                    Extension{".jpg", "jpeg"},
                                    Extension{".jpeg", "jpeg"},
                                    Extension{".jp2", "jpeg2000"},
                                    Extension{".wsq", "wsq"},
                                    Extension{".raw", "raw"},
                                    Extension{".fir", "iso-19794-4-2005"}};

constexpr std::array<std::string_view, 5> kOrders = {"quality", "x-y", "y-x", "angle", "polar"};

Result<std::string> target_form(const Request& request) {
    if (!request.to.empty()) return request.to;
    const std::string extension = std::filesystem::path(request.output).extension().string();
    for (const Extension& known : kExtensions) {
        if (known.text == extension) return std::string(known.form);
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' does not say its form by its name; say it with --to", request.output));
}

/// From record to record field by field, so that nothing is lost that the other format has a place for.
Result<std::vector<std::byte>> convert_record(const LoadedFile& loaded, RecordFormat to,
                                              std::optional<std::size_t> view) {
    auto record = decode_record(loaded.bytes);
    if (!record) return pass(record);
    if (view && *view >= record->views.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: there are {}", *view, record->views.size()));
    }
    if (view) record->views = {record->views[*view]};
    const auto other = migrated(*record, to);
    if (!other) return pass(other);
    return encode_record(*other);
}

/// The options of the command line, or what the card itself asks for.
Result<CardOptions> card_options(const Request& request, std::span<const Template> prints) {
    constexpr std::size_t kMostBytes = 4096;
    if (request.card_parameters.empty() || prints.empty()) return request.card;
    const auto bytes = read_file(request.card_parameters, kMostBytes);
    if (!bytes) return pass(bytes);
    const auto parameters = decode_card_parameters(*bytes);
    if (!parameters) return tl::unexpected(in_file(request.card_parameters, parameters.error()));
    auto options = options_for(*parameters, prints[0], request.card.form);
    if (options) options->tlv = request.card.tlv;
    return options;
}

Result<std::vector<std::byte>> convert_templates(const LoadedFile& loaded, TemplateFormat to, const Request& request) {
    const auto record = parse_record_format(to_string(to));
    if (record && parse_record_format(to_string(*loaded.templates)))
        return convert_record(loaded, *record, request.view);
    auto prints = decode_templates(loaded.bytes, loaded.templates);
    if (!prints) return pass(prints);
    if (request.view && *request.view >= prints->size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: there are {}", *request.view, prints->size()));
    }
    const std::span<const Template> all(*prints);
    const auto chosen = request.view ? all.subspan(*request.view, 1) : all;
    const auto card = card_options(request, chosen);
    if (!card) return pass(card);
    return encode_templates(chosen, to, *card);
}

Result<std::vector<std::byte>> convert(const LoadedFile& loaded, const std::string& to, const Request& request) {
    const auto templates = parse_template_format(to);
    if (templates.has_value() != loaded.templates.has_value()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{} cannot become {}: one is a picture, the other a template (dactyl extract makes "
                                "templates of pictures)",
                                name_of(loaded), to));
    }
    if (templates) return convert_templates(loaded, *templates, request);
    PictureConversion conversion = request.picture;
    conversion.to = to;
    conversion.view = request.view;
    return convert_picture(loaded, conversion);
}

Result<ExitStatus> run(const Request& request, Console& console) {
    const auto to = target_form(request);
    if (!to) return pass(to);
    const auto loaded = load_file(request.input);
    if (!loaded) return pass(loaded);
    const auto bytes = convert(*loaded, *to, request);
    if (!bytes) return tl::unexpected(in_file(request.input.path, bytes.error()));
    auto file = AtomicFile::open(request.output);
    if (!file) return pass(file);
    if (auto written = file->write(*bytes); !written) return pass(written);
    if (auto done = file->commit(); !done) return pass(done);
    console.answer({{"from", name_of(*loaded)}, {"to", *to}, {"bytes", bytes->size()}},
                   fmt::format("{} -> {}, {} bytes\n", name_of(*loaded), *to, bytes->size()));
    return ExitStatus::kOk;
}

void declare_picture(CLI::App& app, PictureConversion& picture) {
    std::vector<std::string> compressions;
    for (int code = 0; code <= static_cast<int>(ImageCompression::kPng); ++code) {
        compressions.emplace_back(to_string(static_cast<ImageCompression>(code)));
    }
    app.add_option("--compression", picture.compression, "Of the pictures in a finger image record (raw)")
        ->check(CLI::IsMember(compressions))
        ->type_name("NAME");
    app.add_option("--rate", picture.rate,
                   "WSQ: bits a pixel (0.75); JPEG 2000: how many times smaller (0: lossless); JPEG: quality (90)")
        ->type_name("N");
    app.add_option("--dpi", picture.dpi, "Resolution of a picture that goes into a record (500)")
        ->check(CLI::Range(kLowestDpi.value(), kHighestDpi.value()))
        ->type_name("N");
    app.add_option("--size", picture.size, "Of raw pixels, with --from raw")->type_name("WIDTHxHEIGHT");
}

Action declare(CLI::App& app) {
    const auto request = std::make_shared<Request>();
    add_template_input(app, request->input);
    app.add_option("OUT", request->output,
                   "The file to write; .dctl .fmr .json .csv .xyt .png .pgm .jpg .jp2 .wsq .raw .fir say their form")
        ->required();
    add_format_option(app, "--to", request->to, "The form to write", picture_targets());
    declare_picture(app, request->picture);
    app.add_option("--view", request->view, "Only that view of several, from 0")->type_name("N");
    app.add_option("--most", request->card.most_minutiae, "Minutiae that a card takes (60)")->type_name("N");
    app.add_option("--order", request->order, "Their order on a card (quality)")
        ->check(CLI::IsMember(std::vector<std::string>(kOrders.begin(), kOrders.end())))
        ->type_name("ORDER");
    app.add_flag("--falling", request->card.falling, "That order the other way round");
    app.add_option("--card-parameters", request->card_parameters,
                   "A card's biometric information template: write as many minutiae, in the order, that it asks for")
        ->type_name("FILE")
        ->excludes("--most")
        ->excludes("--order")
        ->excludes("--falling");
    app.add_flag("--bare", request->bare, "Card minutiae without the data object 7F2E around them");
    return [request](Console& console) {
        const auto order = std::find(kOrders.begin(), kOrders.end(), request->order) - kOrders.begin();
        request->card.order = static_cast<CardOrder>(order);
        request->card.tlv = !request->bare;
        return run(*request, console);
    };
}

}  // namespace

Command convert_command() {
    return {"convert",
            "Write a template or picture in another form: ISO/IEC 19794-2 and -4, ANSI 378 and 381, card, JSON, CSV, "
            "xyt, WSQ, JPEG 2000",
            "  dactyl convert finger.dctl finger.fmr --to iso-19794-2-2011\n"
            "  dactyl convert record.fmr finger.json --view 1\n"
            "  dactyl convert finger.dctl card.bin --to card-compact --most 40 --order x-y\n"
            "  dactyl convert finger.png finger.wsq\n"
            "  dactyl convert finger.png finger.fir --compression jpeg2000 --dpi 500",
            declare,
            {}};
}

}  // namespace dactyl::cli
