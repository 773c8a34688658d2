#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/cli/commands.hpp"
#include "engine/core/atomic_file.hpp"
#include "engine/image/files/picture_file.hpp"
#include "sensors/sensor.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    std::string uri;
    std::string output;
    double timeout_seconds = 15;
    std::uint64_t count = 0;  ///< of captures; 0: until the reader ends or nobody comes in time
};

CaptureOptions capture_options(const Options& options) {
    CaptureOptions capture;
    capture.timeout = std::chrono::milliseconds(std::llround(1000 * options.timeout_seconds));
    return capture;
}

/// What to tell the person: the words, and after a picture of a good print that it is one.
Json guidance_json(Guidance guidance) { return {{"guidance", to_string(guidance)}, {"sentence", sentence(guidance)}}; }

std::string found_text(const std::vector<FoundSensor>& found) {
    if (found.empty()) return "No reader was found.\n";
    std::string text = "Found:\n";
    for (const FoundSensor& one : found) text += fmt::format("  {}\n      {}\n", one.uri, one.description);
    return text;
}

std::string searches_text(const std::vector<DriverInfo>& drivers) {
    std::string text = "\nLooked for:\n";
    bool usb = false;
    for (const DriverInfo& driver : drivers) {
        usb = usb || driver.name == "libfprint";
        if (!driver.looks_for.empty()) text += fmt::format("  {}: {}\n", driver.name, driver.looks_for);
    }
    if (!usb) text += "  USB readers: not looked for; this dactyl was built without libfprint-2-dev\n";
    return text;
}

Result<ExitStatus> list(Console& console) {
    const std::vector<FoundSensor> found = find_sensors();
    const std::vector<DriverInfo> drivers = list_drivers();
    Json json = {{"found", Json::array()}, {"drivers", Json::array()}};
    for (const FoundSensor& one : found) json["found"].push_back({{"uri", one.uri}, {"description", one.description}});
    std::string text = found_text(found) + searches_text(drivers) + "\nDrivers, and how their readers are addressed:\n";
    for (const DriverInfo& driver : drivers) {
        json["drivers"].push_back({{"name", driver.name},
                                   {"description", driver.description},
                                   {"address", driver.address},
                                   {"looks_for", driver.looks_for}});
        text += fmt::format("  {:<10} {}\n             {}\n", driver.name, driver.description, driver.address);
    }
    text += "\nNo reader needed: dactyl sensor capture synthetic: -o finger.png\n";
    console.answer(json, text);
    return ExitStatus::kOk;
}

Result<ExitStatus> info(const Options& options, Console& console) {
    const auto sensor = open_sensor(options.uri);
    if (!sensor) return pass(sensor);
    const SensorInfo& info = (*sensor)->info();
    const auto capabilities = names_of(info.capabilities);
    const std::string size =
        info.width == 0 ? "its pictures differ" : fmt::format("{} x {} pixels", info.width, info.height);
    console.answer(
        {{"uri", info.uri},
         {"driver", info.driver},
         {"description", info.description},
         {"dpi", info.dpi.value()},
         {"width", info.width},
         {"height", info.height},
         {"capabilities", capabilities}},
        fmt::format("{}\n  driver        {}\n  address       {}\n  resolution    {:g} dpi\n  size          {}\n"
                    "  capabilities  {}\n",
                    info.description, info.driver, info.uri, info.dpi.value(), size,
                    capabilities.empty() ? "none" : fmt::format("{}", fmt::join(capabilities, ", "))));
    return ExitStatus::kOk;
}

Result<void> write_picture(const std::string& path, ImageView image) {
    Result<AtomicFile> file = AtomicFile::open(path, 0600);  // a print is somebody's secret
    if (!file) return pass(file);
    std::vector<std::byte> bytes = encode_png(image);
    Result<void> written = file->write(std::span(bytes));
    wipe_memory(bytes.data(), bytes.size());
    return written ? file->commit() : written;
}

Json picture_json(const Capture& capture, Guidance guidance) {
    Json json = {{"label", capture.label},
                 {"width", capture.image.width()},
                 {"height", capture.image.height()},
                 {"dpi", capture.image.dpi().value()}};
    json.update(guidance_json(guidance));
    return json;
}

std::string picture_text(const Capture& capture, Guidance guidance) {
    return fmt::format("{}: {} x {} pixels at {:g} dpi. {}", capture.label, capture.image.width(),
                       capture.image.height(), capture.image.dpi().value(), sentence(guidance));
}

Result<ExitStatus> capture(const Options& options, Console& console) {
    const auto sensor = open_sensor(options.uri);
    if (!sensor) return pass(sensor);
    CaptureOptions wish = capture_options(options);
    wish.on_event = [&](const CaptureEvent& event) {
        if (event.guidance != Guidance::kNone) console.note(sentence(event.guidance));
    };
    const Result<Capture> taken = (*sensor)->capture(wish);
    if (!taken) return pass(taken);
    const Guidance guidance = guide(taken->image);
    if (const auto written = write_picture(options.output, taken->image); !written) return pass(written);
    Json json = picture_json(*taken, guidance);
    json["picture"] = options.output;
    console.answer(json, picture_text(*taken, guidance) + fmt::format("\n  picture    {}\n", options.output));
    return ExitStatus::kOk;
}

/// Whether watching has come to a natural end: nobody came any more, or a replay is over.
bool is_end(const Error& error, std::uint64_t taken) {
    return taken > 0 && (error.code == ErrorCode::kTimeout || error.code == ErrorCode::kDeviceUnavailable);
}

Result<ExitStatus> watch(const Options& options, Console& console) {
    const auto sensor = open_sensor(options.uri);
    if (!sensor) return pass(sensor);
    CaptureOptions wish = capture_options(options);
    wish.on_event = [&](const CaptureEvent& event) {
        if (event.guidance != Guidance::kNone) console.line(sentence(event.guidance));
    };
    Json captures = Json::array();
    for (std::uint64_t taken = 0; options.count == 0 || taken < options.count; ++taken) {
        const Result<Capture> capture = (*sensor)->capture(wish);
        if (!capture && is_end(capture.error(), taken)) break;
        if (!capture) return pass(capture);
        const Guidance guidance = guide(capture->image);
        console.line(picture_text(*capture, guidance));
        if (console.json()) captures.push_back(picture_json(*capture, guidance));
        if (const auto removed = (*sensor)->wait_removed(wish); !removed && !is_end(removed.error(), 1))
            return pass(removed);
    }
    if (console.json()) console.answer({{"captures", captures}}, {});
    return ExitStatus::kOk;
}

void add_uri(CLI::App& app, Options& options) {
    app.add_option("URI", options.uri, "The reader's address; `dactyl sensor list` shows which there are")->required();
}

void add_timeout(CLI::App& app, Options& options) {
    app.add_option("--timeout", options.timeout_seconds, "How long to wait for a finger (15)")
        ->check(CLI::Range(0.001, 86'400.0))
        ->type_name("S");
}

Action declare_list(CLI::App&) { return list; }

Action declare_info(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_uri(app, *options);
    return [options](Console& console) { return info(*options, console); };
}

Action declare_capture(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_uri(app, *options);
    app.add_option("-o,--output", options->output, "The PNG to write, for this user alone")
        ->required()
        ->type_name("FILE");
    add_timeout(app, *options);
    return [options](Console& console) { return capture(*options, console); };
}

Action declare_watch(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_uri(app, *options);
    app.add_option("--count", options->count, "Leave after so many pictures; until nobody comes when not given")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    add_timeout(app, *options);
    return [options](Console& console) { return watch(*options, console); };
}

}  // namespace

Command sensor_command() {
    return {"sensor",
            "Fingerprint readers: find, look at, capture",
            "",
            nullptr,
            {{"list",
              "Readers that are there, what was looked for, and all drivers",
              "  dactyl sensor list",
              declare_list,
              {}},
             {"info",
              "What a reader is and can do",
              "  dactyl sensor info libfprint:\n"
              "  dactyl sensor info 'serial:/dev/ttyUSB0?model=r503' --json",
              declare_info,
              {}},
             {"capture",
              "Wait for a finger and write its picture",
              "  dactyl sensor capture libfprint: -o finger.png\n"
              "  dactyl sensor capture 'synthetic:?finger=3' -o finger.png",
              declare_capture,
              {}},
             {"watch",
              "Take picture after picture and say what the person should do; keeps none",
              "  dactyl sensor watch libfprint:\n"
              "  dactyl sensor watch file:prints --count 3",
              declare_watch,
              {}}}};
}

}  // namespace dactyl::cli
