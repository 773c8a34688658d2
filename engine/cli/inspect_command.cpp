#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/picture_report.hpp"
#include "engine/cli/template_input.hpp"
#include "engine/cli/template_report.hpp"
#include "engine/core/atomic_file.hpp"

namespace dactyl::cli {
namespace {

struct Request {
    TemplateInput input;
    std::string drawing;
    std::size_t view = 0;
};

Result<Json> describe(const LoadedFile& loaded) {
    if (!loaded.templates) return describe_picture(loaded);
    if (parse_record_format(to_string(*loaded.templates))) {
        const auto record = decode_record(loaded.bytes);
        if (!record) return pass(record);
        return describe_record(*record);
    }
    const auto prints = decode_templates(loaded.bytes, loaded.templates);
    if (!prints) return pass(prints);
    Json json = {{"form", name_of(loaded)}};
    json.update(describe_templates(*prints));
    return json;
}

Result<void> draw(const LoadedFile& loaded, const Request& request) {
    if (!loaded.templates) return fail(ErrorCode::kInvalidArgument, "a picture holds no minutiae to draw");
    const auto prints = decode_templates(loaded.bytes, loaded.templates);
    if (!prints) return pass(prints);
    if (request.view >= prints->size()) {
        return fail(ErrorCode::kNotFound, fmt::format("no view {}: there are {}", request.view, prints->size()));
    }
    return write_file_atomically(request.drawing, minutiae_svg((*prints)[request.view]));
}

Result<ExitStatus> run(const Request& request, Console& console) {
    const auto loaded = load_file(request.input);
    if (!loaded) return pass(loaded);
    const auto description = describe(*loaded);
    if (!description) return tl::unexpected(in_file(request.input.path, description.error()));
    if (!request.drawing.empty()) {
        if (auto drawn = draw(*loaded, request); !drawn) return pass(drawn);
    }
    console.answer(*description, report_text(*description));
    return ExitStatus::kOk;
}

Action declare(CLI::App& app) {
    const auto request = std::make_shared<Request>();
    add_template_input(app, request->input);
    app.add_option("--draw", request->drawing, "Write a picture of the minutiae")->type_name("FILE.svg");
    app.add_option("--view", request->view, "Which view to draw, from 0 (0)")->type_name("N");
    return [request](Console& console) { return run(*request, console); };
}

}  // namespace

Command inspect_command() {
    return {"inspect",
            "Every field of a template's, record's or picture's file with its meaning",
            "  dactyl inspect record.fmr\n"
            "  dactyl inspect finger.dctl --draw finger.svg\n"
            "  dactyl inspect card.bin --from card-compact --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
