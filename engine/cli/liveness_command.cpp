#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/cli/print_source.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/liveness/presentation.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    std::vector<std::string> pictures;
    std::optional<double> dpi;
    LivenessPolicy policy = LivenessPolicy::kWarn;
};

Result<ExitStatus> run(const Options& options, Console& console) {
    PresentationOptions presentation;
    presentation.liveness.policy = options.policy;
    auto guard = PresentationGuard::open(presentation);
    if (!guard) return pass(guard);
    Json list = Json::array();
    std::string text;
    bool all_admitted = true;
    for (const std::string& path : options.pictures) {
        const auto picture = read_picture(path, picture_dpi(options.dpi));
        if (!picture) return pass(picture);
        const auto judged = guard->judge(*picture);
        if (!judged) return fail(judged.error().code, fmt::format("{}: {}", path, judged.error().message));
        all_admitted = all_admitted && is_admitted(*judged);
        list.push_back({{"picture", path}, {"presentation", to_string(*judged)}});
        text += fmt::format("{:<10} {}\n", to_string(*judged), path);
    }
    text += "Only the one optical sensor that the classifier was trained on is covered: engine/docs/liveness.md\n";
    console.answer({{"pictures", std::move(list)}}, text);
    return all_admitted ? ExitStatus::kOk : ExitStatus::kNo;
}

Action declare(CLI::App& app) {
    static const std::map<std::string, LivenessPolicy> policies = {
        {"off", LivenessPolicy::kOff}, {"warn", LivenessPolicy::kWarn}, {"refuse", LivenessPolicy::kRefuse}};
    const auto options = std::make_shared<Options>();
    app.add_option("PICTURE", options->pictures, "pictures in the order in which the sensor took them")->required();
    app.add_option("--dpi", options->dpi, "their true resolution; 500 when not given");
    app.add_option("--policy", options->policy,
                   "what becomes of a finger that looks false: off, warn, refuse; warn when not given")
        ->transform(CLI::CheckedTransformer(policies, CLI::ignore_case).description(""));
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command liveness_command() {
    return {"liveness",
            "Whether pictures show living fingers, fakes or copies of one another; exit status 1 when one is refused",
            "  dactyl liveness capture.png --policy refuse\n"
            "  dactyl liveness monday.png tuesday.png --dpi 569 --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
