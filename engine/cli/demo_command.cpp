#include <chrono>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/demo_population.hpp"
#include "engine/cli/demo_privacy.hpp"
#include "engine/cli/store_options.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    // A store of its own: the demo's people must never end up among real ones.
    StoreOptions store{"var/demo.db", "var/demo.key"};
    int people = 12;
};

// A finger laid down so far aside that most of it missed the reader: the picture, moved, over empty glass.
GrayImage shifted(ImageView picture, double part) {
    constexpr std::uint8_t kGlass = 255;
    GrayImage moved(picture.width(), picture.height(), picture.dpi(), kGlass);
    const int dx = static_cast<int>(picture.width() * part);
    const int dy = static_cast<int>(picture.height() * part);
    for (int y = dy; y < picture.height(); ++y) {
        for (int x = dx; x < picture.width(); ++x) moved.row(y)[x] = picture.at(x - dx, y - dy);
    }
    return moved;
}

// What the walk has shown so far.
struct Walk {
    Service& service;
    Console& console;
    Json steps = Json::array();
    std::string table;
    bool as_promised = true;
};

struct Step {
    std::string title;
    std::string name;  // for JSON and the table of timings
    bool (*promised)(const UnlockAnswer&);
};

template <class Wanted>
bool is(const UnlockAnswer& answer) {
    return std::holds_alternative<Wanted>(answer);
}

std::string indented(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) out += (out.empty() ? "  " : "\n  ") + line;
    return out;
}

// How this very program may be called from here.
std::string own_command() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? "dactyl" : std::filesystem::proximate(program, failed).string();
}

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Result<void> unlock_step(Walk& walk, const Step& step, const std::optional<IdentityNumber>& number, ImageView print,
                         const std::string& card, double capture_ms) {
    const auto result = walk.service.unlock(number, print, card);
    if (!result) return pass(result);
    const bool promised = step.promised(result->answer);
    walk.as_promised = walk.as_promised && promised;

    walk.console.line(fmt::format("\n{}", step.title));
    walk.console.line(indented(in_words(result->answer)));
    if (!promised) walk.console.line("  That is not the answer that this step is there to show.");
    const Timings& timings = result->timings;
    walk.table += fmt::format("  {:<30} {:>9.1f} {:>9.1f} {:>9.2f} {:>9.2f} {:>9.1f}\n", step.name, capture_ms,
                              timings.extract, timings.load, timings.compare, timings.total);
    Json json = to_json(result->answer);
    json["step"] = step.name;
    json["as_promised"] = promised;
    json["timings_ms"] = to_json(timings);
    walk.steps.push_back(std::move(json));
    return {};
}

Result<void> take_and_unlock(Walk& walk, const Step& step, const std::optional<IdentityNumber>& number,
                             std::uint32_t finger, std::uint32_t impression, const std::string& card = "",
                             double aside = 0) {
    const auto start = Clock::now();
    const Result<Capture> capture = take_synthetic(finger, impression);
    if (!capture) return pass(capture);
    const GrayImage print = shifted(capture->image, aside);
    return unlock_step(walk, step, number, print, card, milliseconds_since(start));
}

Result<void> walk_through(Walk& walk, int people) {
    const DemoPerson first = demo_person(0);
    const DemoPerson second = demo_person(people > 1 ? 1 : 0);
    const auto stranger = static_cast<std::uint32_t>(kMostDemoPeople);

    const std::vector<std::function<Result<void>()>> steps = {
        [&] {
            return take_and_unlock(walk,
                                   {"1:1  Somebody gives an ID number, lays a finger down and asks for the debit card.",
                                    "1:1 unlock, debit card", is<Grant>},
                                   first.number, first.finger, kFirstProbe, "debit");
        },
        [&] {
            return take_and_unlock(
                walk,
                {fmt::format("1:N  Somebody lays a finger down and says nothing: whose of {} is it?", people),
                 "1:N unlock, choice of card", is<Recognised>},
                std::nullopt, second.finger, kFirstProbe);
        },
        [&] {
            return take_and_unlock(
                walk,
                {"1:N  The same finger again, and the shopping card chosen.", "1:N unlock, shopping card", is<Grant>},
                std::nullopt, second.finger, kFirstProbe, "shopping");
        },
        [&] {
            return take_and_unlock(walk,
                                   {"An impostor gives the first person's ID number and lays their own finger down.",
                                    "1:1 impostor", is<Refused>},
                                   first.number, stranger, kFirstProbe, "debit");
        },
        [&] {
            return take_and_unlock(walk,
                                   {"A stranger lays a finger down and says nothing.", "1:N stranger", is<Refused>},
                                   std::nullopt, stranger, kFirstProbe);
        },
        [&] {
            return take_and_unlock(
                walk,
                {"The first person again, but most of the finger misses the reader.", "1:1 shifted finger", is<Retry>},
                first.number, first.finger, kFirstProbe, "debit", 0.7);
        },
        [&] {
            return take_and_unlock(walk, {"... and placed again, well.", "1:1 placed again", is<Grant>}, first.number,
                                   first.finger, kFirstProbe + 1, "debit");
        },
    };
    for (const auto& step : steps) {
        if (const Result<void> done = step(); !done) return done;
    }
    return {};
}

std::string try_next(const Options& options) {
    return fmt::format(
        "\nTry next\n"
        "  alias dactyl={}\n"
        "  export DACTYL_STORE={} DACTYL_KEY={}\n"
        "  dactyl holder list\n"
        "  dactyl unlock --sensor 'synthetic:?seed={}&finger=4&impression=30' --card credit\n"
        "  dactyl extract --sensor 'synthetic:?seed={}&finger=4' --stages var/stages\n"
        "  dactyl --help\n",
        own_command(), options.store.database.string(), options.store.key.string(), kDemoSeed, kDemoSeed);
}

Result<ExitStatus> run(const Options& options, Console& console) {
    if (!std::filesystem::exists(options.store.database)) {
        if (const Result<void> made = create_store(options.store); !made) return pass(made);
    }
    Result<Service> service = open_store(options.store);
    if (!service) return pass(service);

    const auto population = enrol_population(*service, options.people, console.progress("enrolling people of nobody"));
    if (!population) return pass(population);
    console.line(fmt::format("{} invented people with four cards each in {}: {} enrolled now, in {:.1f} s",
                             population->people, options.store.database.string(), population->enrolled,
                             population->seconds));

    Walk walk{*service, console, Json::array(), "", true};
    if (const Result<void> walked = walk_through(walk, options.people); !walked) return pass(walked);

    const auto privacy = show_privacy(*service, demo_person(0), console);
    if (!privacy) return pass(privacy);
    const bool as_promised = walk.as_promised && privacy->at("as_promised").get<bool>();

    const std::string table = fmt::format("\nTimings in milliseconds {:>16} {:>9} {:>9} {:>9} {:>9}\n", "picture",
                                          "extract", "load", "compare", "answer") +
                              walk.table;
    console.answer({{"people", population->people},
                    {"enrolled_now", population->enrolled},
                    {"cards_linked_now", population->cards},
                    {"enrolment_seconds", population->seconds},
                    {"steps", walk.steps},
                    {"privacy", *privacy},
                    {"as_promised", as_promised}},
                   table + try_next(options));
    return as_promised ? ExitStatus::kOk : ExitStatus::kNo;
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("--people", options->people, "How many invented people to enrol")
        ->type_name("N")
        ->check(CLI::Range(2, kMostDemoPeople))
        ->capture_default_str();
    app.add_option("--store", options->store.database, "The demo's own database file")
        ->type_name("PATH")
        ->capture_default_str();
    app.add_option("--key", options->store.key, "Its key file")->type_name("PATH")->capture_default_str();
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command demo_command() {
    return {"demo",
            "The whole way with fingers of nobody: enrol, unlock 1:1 and 1:N, refuse, hide, disclose, resist",
            "  dactyl demo\n"
            "  dactyl demo --people 50 --json",
            declare,
            {}};
}

}  // namespace dactyl::cli
