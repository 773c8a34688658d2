#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/picture_report.hpp"
#include "engine/cli/template_input.hpp"
#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl::cli {
namespace {

Result<std::vector<Finding>> check(const LoadedFile& loaded) {
    if (!loaded.templates) return check_picture(loaded);
    std::vector<Finding> findings;
    // Records first without interpretation: what cannot be converted may still be well-formed.
    if (parse_record_format(to_string(*loaded.templates))) {
        const auto record = decode_record(loaded.bytes, &findings);
        if (!record) return pass(record);
    } else if (const auto prints = decode_templates(loaded.bytes, loaded.templates); !prints) {
        return pass(prints);
    }
    return findings;
}

Result<ExitStatus> run(const TemplateInput& input, Console& console) {
    const auto loaded = load_file(input);
    if (!loaded) return pass(loaded);
    const auto findings = check(*loaded);
    if (!findings) return tl::unexpected(in_file(input.path, findings.error()));

    Json list = Json::array();
    std::string text = fmt::format("{}, {} bytes\n", name_of(*loaded), loaded->bytes.size());
    for (const Finding& finding : *findings) {
        list.push_back({{"offset", finding.offset}, {"finding", finding.text}});
        text += fmt::format("  byte {:>6}  {}\n", finding.offset, finding.text);
    }
    text += findings->empty() ? "keeps its standard\n" : fmt::format("{} findings\n", findings->size());
    console.answer({{"form", name_of(*loaded)}, {"bytes", loaded->bytes.size()}, {"findings", std::move(list)}}, text);
    return findings->empty() ? ExitStatus::kOk : ExitStatus::kNo;
}

Action declare(CLI::App& app) {
    const auto input = std::make_shared<TemplateInput>();
    add_template_input(app, *input);
    return [input](Console& console) { return run(*input, console); };
}

}  // namespace

Command validate_command() {
    return {"validate",
            "What in a template's, record's or picture's file its standard does not allow, by byte; exit status 1 when "
            "there is something",
            "  dactyl validate record.fmr\n"
            "  dactyl validate card.bin --from card-compact --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
