#include "bench/accuracy/form_evaluation.hpp"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "bench/accuracy/compact_json.hpp"
#include "bench/accuracy/enrolment.hpp"
#include "bench/accuracy/on_threads.hpp"
#include "engine/extract/extract.hpp"
#include "engine/image/files/encoders.hpp"
#include "engine/match/compare.hpp"
#include "templates/codec/formats.hpp"

namespace dactyl {
namespace {

/// A form and how it is written; nothing for the picture in WSQ.
struct Entry {
    StoredForm form;
    std::optional<TemplateFormat> format;
    int card_minutiae = 60;
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> kEntries = {
        {{"native", "native"}, TemplateFormat::kNative},
        {{"iso-19794-2-2005", "ISO 2005"}, TemplateFormat::kIso2005},
        {{"iso-19794-2-2011", "ISO 2011"}, TemplateFormat::kIso2011},
        {{"ansi-378-2004", "ANSI 2004"}, TemplateFormat::kAnsi2004},
        {{"ansi-378-2009", "ANSI 2009"}, TemplateFormat::kAnsi2009},
        {{"card-normal, 60 minutiae", "normal 60"}, TemplateFormat::kCardNormal},
        {{"card-compact, 60 minutiae", "compact 60"}, TemplateFormat::kCardCompact},
        {{"card-compact, 40 minutiae", "compact 40"}, TemplateFormat::kCardCompact, 40},
        {{"picture in WSQ, 0.75 bits a pixel", "WSQ"}, std::nullopt}};
    return kEntries;
}

/// The print as it comes back from that form.
PrintOutcome kept_in(const Entry& entry, const PrintOutcome& outcome) {
    PrintOutcome kept = outcome;
    if (!outcome.print) {
        return kept;
    }
    CardOptions card;
    card.most_minutiae = entry.card_minutiae;
    const auto bytes = encode_templates({&*outcome.print, 1}, *entry.format, card);
    const auto back = bytes ? decode_templates(*bytes, entry.format) : fail(bytes.error().code, bytes.error().message);
    kept.print.reset();
    if (back) {
        kept.print = back->front();
        kept.template_bytes = bytes->size();
    } else {
        kept.failure = back.error();
    }
    return kept;
}

std::vector<PrintOutcome> kept_in(const Entry& entry, std::span<const PrintOutcome> prints) {
    std::vector<PrintOutcome> kept(prints.size());
    tbb::parallel_for(std::size_t{0}, prints.size(), [&](std::size_t i) { kept[i] = kept_in(entry, prints[i]); });
    return kept;
}

/// Calls progress for every print; counts on many threads.
class EnrolmentProgress {
  public:
    EnrolmentProgress(const EvaluateProgress& progress, std::size_t total) : progress_(progress), total_(total) {}
    void advance() {
        const std::scoped_lock lock(mutex_);
        ++done_;
        if (progress_) {
            progress_(EvaluatePhase::kExtraction, done_, total_);
        }
    }

  private:
    const EvaluateProgress& progress_;
    std::size_t total_;
    std::mutex mutex_;
    std::size_t done_ = 0;
};

std::vector<double> fmr1000_of(const FormReport& report) {
    std::vector<double> percent;
    for (const ErrorFigures& figures : report.figures) {
        percent.push_back(100 * figures.fmr1000);
    }
    return percent;
}

std::vector<double> mean_fmr1000(const std::vector<FormReport>& sets) {
    std::vector<double> mean(entries().size());
    for (const FormReport& report : sets) {
        const std::vector<double> percent = fmr1000_of(report);
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += percent[i] / static_cast<double>(sets.size());
        }
    }
    return mean;
}

}  // namespace

const std::vector<StoredForm>& stored_forms() {
    static const std::vector<StoredForm> kForms = [] {
        std::vector<StoredForm> forms;
        for (const Entry& entry : entries()) {
            forms.push_back(entry.form);
        }
        return forms;
    }();
    return kForms;
}

Result<FormReport> evaluate_forms(const Dataset& set, const EvaluateOptions& options, const EvaluateProgress& progress,
                                  std::stop_token stop) {
    if (set.templates || !options.alteration.none()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("'{}': forms are compared from unaltered pictures", set.folder.string()));
    }
    if (const auto pairs = pairs_of(set, options); !pairs) {
        return pass(pairs);
    }
    EnrolmentProgress meter(progress, 2 * set.prints.size());
    const WorkDone done = [&](std::size_t) { meter.advance(); };
    const auto prints = on_threads(options.threads, [&] { return enrol_prints(set, options, done, stop); });
    const auto through_wsq =
        on_threads(options.threads, [&] { return enrol_through_wsq(set, kWsqBitsPerPixel, options, done, stop); });
    FormReport report;
    report.set = set.name;
    for (const Entry& entry : entries()) {
        auto figures =
            evaluate_enrolled(set, entry.format ? kept_in(entry, prints) : through_wsq, options, progress, stop);
        if (!figures) {
            return pass(figures);
        }
        report.figures.push_back(figures->figures);
    }
    return report;
}

std::string form_table(const std::vector<FormReport>& sets) {
    std::size_t width = std::string_view("from native").size();
    for (const FormReport& set : sets) {
        width = std::max(width, set.set.size());
    }
    const auto line = [&](std::string_view name, const std::vector<double>& percent, bool sign) {
        std::string text = fmt::format("{:<{}}", name, width);
        for (const double value : percent) {
            text += sign ? fmt::format(" {:>+10.2f}", value) : fmt::format(" {:>10.2f}", value);
        }
        return text + "\n";
    };
    std::string text = fmt::format("{:<{}}", "FMR1000, %", width);
    for (const StoredForm& form : stored_forms()) {
        text += fmt::format(" {:>10}", form.column);
    }
    text += "\n";
    for (const FormReport& set : sets) {
        text += line(set.set, fmr1000_of(set), false);
    }
    std::vector<double> mean = mean_fmr1000(sets);
    text += line("mean", mean, false);
    for (const double native = mean[0]; double& value : mean) {
        value -= native;
    }
    return text + line("from native", mean, true);
}

std::string form_json(const std::vector<FormReport>& sets) {
    nlohmann::ordered_json json;
    json["extractor_version"] = extractor_version();
    json["matcher_version"] = matcher_version();
    json["forms"] = nlohmann::ordered_json::array();
    for (const FormReport& set : sets) {
        for (std::size_t i = 0; i < set.figures.size(); ++i) {
            json["forms"].push_back({{"set", set.set},
                                     {"form", stored_forms()[i].name},
                                     {"fmr1000_percent", 100 * set.figures[i].fmr1000},
                                     {"eer_percent", 100 * set.figures[i].eer}});
        }
    }
    return compact_json(json);
}

}  // namespace dactyl
