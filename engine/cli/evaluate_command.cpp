#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/accuracy/baseline.hpp"
#include "bench/accuracy/evaluate.hpp"
#include "bench/accuracy/form_evaluation.hpp"
#include "bench/accuracy/page/report_page.hpp"
#include "bench/accuracy/report_files.hpp"
#include "bench/accuracy/stage_evaluation.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/machine.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/core/read_file.hpp"
#include "engine/simd/level.hpp"

namespace dactyl::cli {
namespace {

constexpr std::size_t kMostBaselineBytes = 64U << 20U;

struct Request {
    std::vector<std::string> folders;
    std::optional<double> dpi;
    std::string impostors = "all";
    std::string protocol = "verification";
    EvaluateOptions options;
    bool stages = false;
    bool forms = false;
    std::string scores_path;
    std::string json_path;
    std::string report_path;
    std::string baseline_path;
};

Result<std::vector<Dataset>> read_sets(const Request& request) {
    const std::optional<Dpi> dpi = request.dpi ? std::optional(Dpi(*request.dpi)) : std::nullopt;
    std::vector<Dataset> sets;
    for (const std::string& folder : request.folders) {
        Result<Dataset> set = read_dataset(folder, dpi);
        if (!set) return pass(set);
        sets.push_back(std::move(*set));
    }
    return sets;
}

/// A file that was asked for, opened before the work begins so that a wrong path costs no time.
class Output {
  public:
    static Result<Output> open(const std::string& path) {
        Output output;
        if (path.empty()) return output;
        Result<AtomicFile> file = AtomicFile::open(path);
        if (!file) return pass(file);
        output.file_ = std::move(*file);
        return output;
    }

    bool wanted() const { return file_.has_value(); }
    Result<void> write(const std::string& content) { return file_->write(std::string_view(content)); }
    Result<void> commit() { return file_->commit(); }

  private:
    std::optional<AtomicFile> file_;
};

EvaluateProgress progress_of(Console& console, const std::string& set) {
    const ProgressCallback extraction = console.progress(set + ": extracting prints");
    const ProgressCallback comparison = console.progress(set + ": comparing pairs");
    return [=](EvaluatePhase phase, std::size_t done, std::size_t total) {
        (phase == EvaluatePhase::kExtraction ? extraction : comparison)(done, total);
    };
}

Result<EvaluationReport> evaluate_sets(const Request& request, Console& console) {
    const Result<std::vector<Dataset>> sets = read_sets(request);
    if (!sets) return pass(sets);
    std::vector<SetReport> reports;
    for (const Dataset& set : *sets) {
        Result<SetReport> report = evaluate(set, request.options, progress_of(console, set.name));
        if (!report) return pass(report);
        reports.push_back(std::move(*report));
    }
    EvaluationReport report = summarise(std::move(reports));
    report.machine = fmt::format("{}, SIMD {}", describe_machine().processor, simd_level());
    return report;
}

Result<std::optional<BaselineReport>> compare_with_file(const EvaluationReport& report, const std::string& path) {
    if (path.empty()) return std::nullopt;
    const auto bytes = read_file(path, kMostBaselineBytes);
    if (!bytes) return pass(bytes);
    const std::string_view json(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    Result<BaselineReport> compared = compare_with_baseline(report, json);
    if (!compared) return fail(compared.error().code, fmt::format("'{}': {}", path, compared.error().message));
    return std::optional(std::move(*compared));
}

/// The files that the run leaves behind: all of them, or none.
struct Outputs {
    Output scores;
    Output json;
    Output page;

    static Result<Outputs> open(const Request& request) {
        Result<Output> scores = Output::open(request.scores_path);
        if (!scores) return pass(scores);
        Result<Output> json = Output::open(request.json_path);
        if (!json) return pass(json);
        Result<Output> page = Output::open(request.report_path);
        if (!page) return pass(page);
        return Outputs{std::move(*scores), std::move(*json), std::move(*page)};
    }

    Result<void> write(const EvaluationReport& report, const std::string& figures, const EvaluateOptions& options) {
        Result<void> done;
        if (scores.wanted()) done = scores.write(scores_csv(report));
        if (done && json.wanted()) done = json.write(figures);
        if (done && page.wanted()) done = page.write(report_page(report, options));
        for (Output* output : {&scores, &json, &page}) {
            if (done && output->wanted()) done = output->commit();
        }
        return done;
    }
};

Result<ExitStatus> run(const Request& request, Console& console) {
    if (const Result<void> checked = request.options.check(); !checked) return pass(checked);
    Result<Outputs> outputs = Outputs::open(request);
    if (!outputs) return pass(outputs);
    const Result<EvaluationReport> report = evaluate_sets(request, console);
    if (!report) return pass(report);
    const Result<std::optional<BaselineReport>> baseline = compare_with_file(*report, request.baseline_path);
    if (!baseline) return pass(baseline);
    const std::string figures = report_json(*report);
    if (const Result<void> written = outputs->write(*report, figures, request.options); !written) return pass(written);
    console.answer(Json::parse(figures), report_table(*report) + (*baseline ? baseline_table(**baseline) : ""));
    return *baseline && (*baseline)->regressed() ? ExitStatus::kNo : ExitStatus::kOk;
}

/// Writes figures that are not of comparisons to --json, and answers with them.
Result<ExitStatus> answer(const Request& request, Console& console, const std::string& figures,
                          const std::string& table) {
    Result<Output> json = Output::open(request.json_path);
    if (!json) return pass(json);
    if (json->wanted()) {
        if (const Result<void> written = json->write(figures); !written) return pass(written);
        if (const Result<void> written = json->commit(); !written) return pass(written);
    }
    console.answer(Json::parse(figures), table);
    return ExitStatus::kOk;
}

/// The stages of extraction against ground truth, instead of comparisons.
Result<ExitStatus> run_stages(const Request& request, Console& console) {
    const Result<std::vector<Dataset>> sets = read_sets(request);
    if (!sets) return pass(sets);
    std::vector<StageReport> reports;
    for (const Dataset& set : *sets) {
        const auto accuracy = evaluate_stages(set, request.options, console.progress(set.name + ": judging stages"));
        if (!accuracy) return pass(accuracy);
        reports.push_back({set.name, *accuracy});
    }
    return answer(request, console, stage_json(reports), stage_table(reports));
}

/// The forms in which prints may be kept against each other.
Result<ExitStatus> run_forms(const Request& request, Console& console) {
    const Result<std::vector<Dataset>> sets = read_sets(request);
    if (!sets) return pass(sets);
    std::vector<FormReport> reports;
    for (const Dataset& set : *sets) {
        EvaluateOptions options = request.options;
        options.bootstrap.replicates = 0;  // no interval is printed
        Result<FormReport> report = evaluate_forms(set, options, progress_of(console, set.name));
        if (!report) return pass(report);
        reports.push_back(std::move(*report));
    }
    return answer(request, console, form_json(reports), form_table(reports));
}

void declare_files(CLI::App& app, Request& request) {
    app.add_option("--scores", request.scores_path, "Write every score to this CSV file")->type_name("FILE");
    app.add_option("--json", request.json_path, "Write the figures to this JSON file")->type_name("FILE");
    app.add_option("--report", request.report_path,
                   "Write curves, tables and the worst failures, prints included, to this HTML page")
        ->type_name("FILE");
    app.add_option("--baseline", request.baseline_path,
                   "Compare with the JSON file of an earlier run; exit status 1 if a set got worse")
        ->type_name("FILE");
}

Action declare(CLI::App& app) {
    const auto request = std::make_shared<Request>();
    app.add_option("SET_DIR", request->folders,
                   "Folders of prints, or of templates of any form, named ID_IMPRESSION.ext")
        ->required();
    app.add_option("--dpi", request->dpi, "Resolution of sets without a dpi.txt (500)");
    app.add_option("--impostors", request->impostors,
                   "Impostor pairs: all of different fingers, or first impressions only as FVC does (all)")
        ->check(CLI::IsMember({"all", "fvc"}))
        ->type_name("all|fvc");
    app.add_option("--protocol", request->protocol, "Also search every print among the first ones (verification)")
        ->check(CLI::IsMember({"verification", "identification"}))
        ->type_name("verification|identification");
    app.add_option("--fuse", request->options.fused_fingers, "Also present that many fingers together")->type_name("N");
    app.add_option("--rotate", request->options.alteration.rotate_degrees,
                   "Turn the second print of each genuine pair by that many degrees (0)")
        ->type_name("DEG");
    app.add_option("--crop", request->options.alteration.crop_percent,
                   "Crop the second print of each genuine pair to that share of its area (100)")
        ->type_name("PERCENT");
    app.add_option("--patch", request->options.alteration.patch_pixels,
                   "Cut the second print of every pair to a square of that many pixels at 500 dpi (0: no)")
        ->type_name("PIXELS");
    app.add_option("--bootstrap", request->options.bootstrap.replicates,
                   "Resampled populations for the 95 % intervals, 0 for none (1000)")
        ->type_name("N");
    app.add_option("--threads", request->options.threads, "Threads, 0 for all (0)");
    app.add_flag("--stages", request->stages,
                 "Judge the stages of extraction by the ground truth of drawn sets instead");
    app.add_flag("--forms", request->forms,
                 "Compare prints kept in every form of a template, and in WSQ, with the native form instead");
    declare_files(app, *request);
    for (const char* other : {"--scores", "--report", "--baseline"}) {
        for (const char* mode : {"--stages", "--forms"}) app.get_option(other)->excludes(app.get_option(mode));
    }
    app.get_option("--forms")->excludes(app.get_option("--stages"));
    return [request](Console& console) {
        request->options.impostors = request->impostors == "fvc" ? ImpostorRule::kFirstImpressions : ImpostorRule::kAll;
        request->options.identification = request->protocol == "identification";
        if (request->forms) return run_forms(*request, console);
        return request->stages ? run_stages(*request, console) : run(*request, console);
    };
}

}  // namespace

Command evaluate_command() {
    return {"evaluate",
            "How often the engine errs on folders of prints, and how fast it is",
            "  dactyl evaluate prints/fvc2002_db1\n"
            "  dactyl evaluate prints/* --impostors fvc --json figures.json\n"
            "  dactyl evaluate prints/fvc2002_db1 --rotate 90 --scores scores.csv\n"
            "  dactyl evaluate prints/* --forms\n"
            "  dactyl evaluate templates/fvc2002_db1\n"
            "  dactyl evaluate prints/* --report report.html --baseline figures.json",
            declare,
            {}};
}

}  // namespace dactyl::cli
