#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/template_input.hpp"
#include "engine/core/atomic_file.hpp"
#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl::cli {
namespace {

struct Request {
    TemplateInput input;
    std::string output;
    std::string to;
    std::optional<std::size_t> view;
    CardOptions card;
    std::string order = "quality";
    bool bare = false;
};

struct Extension {
    std::string_view text;
    TemplateFormat format;
};

constexpr std::array kExtensions = {
    Extension{".dctl", TemplateFormat::kNative}, Extension{".json", TemplateFormat::kJson},
    Extension{".csv", TemplateFormat::kCsv},     Extension{".xyt", TemplateFormat::kXyt},
    Extension{".fmr", TemplateFormat::kIso2005}, Extension{".ist", TemplateFormat::kIso2005}};

constexpr std::array<std::string_view, 5> kOrders = {"quality", "x-y", "y-x", "angle", "polar"};

Result<TemplateFormat> target_format(const Request& request) {
    if (const auto named = parse_template_format(request.to)) return *named;
    const std::string extension = std::filesystem::path(request.output).extension().string();
    for (const Extension& known : kExtensions) {
        if (known.text == extension) return known.format;
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' does not say its form by its name; say it with --to", request.output));
}

/// Within one record format nothing is interpreted, so that nothing is lost.
Result<std::vector<std::byte>> keep_record(const LoadedTemplates& loaded, std::optional<std::size_t> view) {
    auto record = decode_record(loaded.bytes);
    if (!record) return pass(record);
    if (view && *view >= record->views.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: there are {}", *view, record->views.size()));
    }
    if (view) record->views = {record->views[*view]};
    return encode_record(*record);
}

Result<std::vector<std::byte>> convert(const LoadedTemplates& loaded, TemplateFormat to, const Request& request) {
    if (to == loaded.format && parse_record_format(to_string(to))) return keep_record(loaded, request.view);
    auto prints = decode_templates(loaded.bytes, loaded.format);
    if (!prints) return pass(prints);
    if (request.view && *request.view >= prints->size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: there are {}", *request.view, prints->size()));
    }
    const std::span<const Template> all(*prints);
    return encode_templates(request.view ? all.subspan(*request.view, 1) : all, to, request.card);
}

Result<ExitStatus> run(const Request& request, Console& console) {
    const auto to = target_format(request);
    if (!to) return pass(to);
    const auto loaded = load_templates(request.input);
    if (!loaded) return pass(loaded);
    const auto bytes = convert(*loaded, *to, request);
    if (!bytes) return tl::unexpected(in_file(request.input.path, bytes.error()));
    auto file = AtomicFile::open(request.output);
    if (!file) return pass(file);
    if (auto written = file->write(*bytes); !written) return pass(written);
    if (auto done = file->commit(); !done) return pass(done);
    console.answer({{"from", to_string(loaded->format)}, {"to", to_string(*to)}, {"bytes", bytes->size()}},
                   fmt::format("{} -> {}, {} bytes\n", to_string(loaded->format), to_string(*to), bytes->size()));
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    const auto request = std::make_shared<Request>();
    add_template_input(app, request->input);
    app.add_option("OUT", request->output, "The file to write; .dctl .fmr .json .csv .xyt say their form")->required();
    add_format_option(app, "--to", request->to, "The form to write");
    app.add_option("--view", request->view, "Only that view of several, from 0")->type_name("N");
    app.add_option("--most", request->card.most_minutiae, "Minutiae that a card takes (60)")->type_name("N");
    app.add_option("--order", request->order, "Their order on a card (quality)")
        ->check(CLI::IsMember(std::vector<std::string>(kOrders.begin(), kOrders.end())))
        ->type_name("ORDER");
    app.add_flag("--falling", request->card.falling, "That order the other way round");
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
            "Write a template in another form: ISO/IEC 19794-2, ANSI 378, card, JSON, CSV, xyt",
            "  dactyl convert finger.dctl finger.fmr --to iso-19794-2-2011\n"
            "  dactyl convert record.fmr finger.json --view 1\n"
            "  dactyl convert finger.dctl card.bin --to card-compact --most 40 --order x-y",
            declare,
            {}};
}

}  // namespace dactyl::cli
