// dactyl_train_liveness DIR [MODEL.cpp]: reads DIR/live and DIR/fake (FINGER_IMPRESSION.png, resolution in dpi.txt or
// 569), prints errors by cross-validation over fingers, and writes the model of all pictures as the source
// engine/liveness/model.cpp.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>
#include <fmt/os.h>

#include "bench/liveness/logistic.hpp"
#include "engine/image/files/picture_file.hpp"
#include "engine/liveness/features.hpp"

namespace {

using namespace dactyl;
namespace fs = std::filesystem;

constexpr double kDefaultDpi = 569;
constexpr int kFolds = 10;
constexpr double kAttacksLetIn = 0.05;

std::vector<LivenessSample> read_samples(const fs::path& folder) {
    std::vector<LivenessSample> samples;
    double dpi = kDefaultDpi;
    std::ifstream(folder / "dpi.txt") >> dpi;
    for (const char* kind : {"live", "fake"}) {
        std::vector<fs::path> paths(fs::directory_iterator(folder / kind), fs::directory_iterator{});
        std::sort(paths.begin(), paths.end());
        for (const fs::path& path : paths) {
            const auto image = read_picture(path, Dpi(dpi));
            if (!image) continue;
            auto features = liveness_features(*image);
            if (!features) {
                fmt::print("left out: {}\n", features.error().message);
                continue;
            }
            samples.push_back({std::move(*features), std::string_view(kind) == "live", std::atoi(path.stem().c_str())});
        }
    }
    return samples;
}

struct Errors {
    double at_attack_rate = 0;  ///< BPCER where APCER is 5 %
    double equal = 0;
    double threshold = 0;
};

Errors errors_of(std::vector<std::pair<double, bool>> scores) {
    std::sort(scores.begin(), scores.end());
    double live = 0;
    double fake = 0;
    for (const auto& [score, is_live] : scores) (is_live ? live : fake) += 1;
    Errors errors{1, 1, 0};
    double live_below = 0;
    double fake_below = 0;
    double nearest = 2;
    bool found = false;
    for (const auto& [score, is_live] : scores) {
        const double bpcer = live_below / live;
        const double apcer = 1 - fake_below / fake;
        if (!found && apcer <= kAttacksLetIn) {
            errors.at_attack_rate = bpcer;
            errors.threshold = score;
            found = true;
        }
        if (std::abs(bpcer - apcer) < nearest) {
            nearest = std::abs(bpcer - apcer);
            errors.equal = (bpcer + apcer) / 2;
        }
        (is_live ? live_below : fake_below) += 1;
    }
    return errors;
}

/// Every finger is judged by a model that never saw a picture of it, live or fake.
Errors cross_validate(const std::vector<LivenessSample>& samples, double penalty) {
    std::vector<std::pair<double, bool>> scores;
    for (int fold = 0; fold < kFolds; ++fold) {
        std::vector<const LivenessSample*> training;
        for (const LivenessSample& sample : samples) {
            if (sample.finger % kFolds != fold) training.push_back(&sample);
        }
        const LinearModel model = fit_logistic(training, penalty);
        for (const LivenessSample& sample : samples) {
            if (sample.finger % kFolds == fold) scores.emplace_back(model.score(sample.features), sample.live);
        }
    }
    return errors_of(std::move(scores));
}

void write_numbers(fmt::ostream& out, const char* name, const std::vector<float>& numbers) {
    out.print("constexpr std::array<float, {}> {} = {{\n", numbers.size(), name);
    for (std::size_t i = 0; i < numbers.size(); i += 12) {
        out.print("   ");
        for (std::size_t k = i; k < std::min(i + 12, numbers.size()); ++k) out.print(" {:.4e}F,", numbers[k]);
        out.print("\n");
    }
    out.print("}};\n");
}

void write_model(const char* path, const LinearModel& model) {
    auto out = fmt::output_file(path);
    out.print(
        "// Written by dactyl_train_liveness (bench/liveness); see engine/docs/liveness.md.\n#include <array>\n\n"
        "#include \"engine/liveness/model.hpp\"\n\nnamespace dactyl {{\nnamespace {{\n\n// clang-format off\n");
    write_numbers(out, "kMeans", model.means);
    write_numbers(out, "kWeights", model.weights);
    out.print(
        "// clang-format on\nconstexpr float kBias = {:.5e}F;\n\n}}  // namespace\n\n"
        "const LivenessModel& liveness_model() {{\n    static const LivenessModel model{{kMeans, kWeights, kBias}};\n"
        "    return model;\n}}\n\n}}  // namespace dactyl\n",
        model.bias);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print("usage: dactyl_train_liveness DIR [MODEL.cpp]\n");
        return 2;
    }
    const auto samples = read_samples(argv[1]);
    if (samples.empty()) return 1;
    fmt::print("{} pictures, {} features\n{:>10} {:>16} {:>8} {:>10}\n", samples.size(), samples[0].features.size(),
               "penalty", "BPCER@APCER 5%", "EER", "threshold");
    for (const double penalty : argc < 3 ? std::vector{1e-3, 3e-4, 1e-4, 3e-5, 0.0} : std::vector<double>()) {
        const Errors errors = cross_validate(samples, penalty);
        fmt::print("{:>10.0e} {:>15.1f}% {:>7.1f}% {:>10.3f}\n", penalty, 100 * errors.at_attack_rate,
                   100 * errors.equal, errors.threshold);
    }
    if (argc < 3) return 0;
    constexpr double kPenalty = 1e-4;  // of those tried the best, with its neighbours as good
    std::vector<const LivenessSample*> all;
    for (const LivenessSample& sample : samples) all.push_back(&sample);
    LinearModel model = fit_logistic(all, kPenalty);
    // Where cross-validation lets in 5 % of the attacks is 0.
    model.bias -= static_cast<float>(cross_validate(samples, kPenalty).threshold);
    write_model(argv[2], model);
    return 0;
}
