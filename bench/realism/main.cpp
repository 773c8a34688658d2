// How like real prints a synthetic set is: a table on standard output and, where asked for, a contact sheet.
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/realism/contact_sheet.hpp"
#include "bench/realism/realism_table.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl {
namespace {

struct Arguments {
    std::vector<std::string> real;
    std::string synthetic;
    std::string sheet;
    int columns = 6;
};

Result<void> run(const Arguments& arguments) {
    std::vector<Dataset> sets;
    std::vector<std::string> folders = arguments.real;
    folders.push_back(arguments.synthetic);
    for (const std::string& folder : folders) {
        auto set = read_dataset(folder);
        if (!set) return pass(set);
        sets.push_back(std::move(*set));
    }
    std::vector<SetStatistics> measured;
    for (const Dataset& set : sets) {
        auto statistics = measure_set(set);
        if (!statistics) return pass(statistics);
        measured.push_back(std::move(*statistics));
    }
    const SetStatistics synthetic = std::move(measured.back());
    measured.pop_back();
    fmt::print("{}", realism_table(measured, synthetic));
    if (arguments.sheet.empty()) return {};
    const auto sheet = contact_sheet(sets, arguments.columns);
    if (!sheet) return pass(sheet);
    return write_png(arguments.sheet, sheet->view());
}

}  // namespace
}  // namespace dactyl

int main(int argc, char** argv) {
    CLI::App app("How like real prints a synthetic set is");
    dactyl::Arguments arguments;
    app.add_option("--synthetic", arguments.synthetic, "Folder written by dactyl synth")->required();
    app.add_option("--real", arguments.real, "Folders of real prints")->required();
    app.add_option("--sheet", arguments.sheet, "Write real and synthetic prints side by side to this PNG");
    app.add_option("--columns", arguments.columns, "Prints of each set on the sheet")->check(CLI::Range(1, 20));
    CLI11_PARSE(app, argc, argv);
    const auto done = dactyl::run(arguments);
    if (!done) fmt::print(stderr, "dactyl_realism_report: {}\n", done.error().message);
    return done ? 0 : 1;
}
