#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/accounts/sql/address.hpp"
#include "engine/cli/answers.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/print_source.hpp"
#include "engine/cli/secret_input.hpp"
#include "engine/cli/store_options.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl::cli {
namespace {

struct Options {
    StoreOptions store;
    bool create = false;
    std::optional<std::string> number;
    std::string name;
    std::string household;
    std::string finger = "unknown";
    std::vector<std::string> pictures;  // "PICTURE" of --finger, or "FINGER=PICTURE"
    std::string sensor;
    int placements = 1;
    std::optional<double> dpi;
};

// One finger's pictures; they live here while the request looks at them.
struct Placements {
    FingerPosition position = FingerPosition::kUnknown;
    std::vector<Capture> captures;
};

Placements& placements_of(std::vector<Placements>& fingers, FingerPosition position) {
    for (Placements& finger : fingers) {
        if (finger.position == position) return finger;
    }
    return fingers.emplace_back(Placements{position, {}});
}

Result<std::vector<Placements>> read_pictures(const Options& options) {
    std::vector<Placements> fingers;
    for (const std::string& argument : options.pictures) {
        const auto equals = argument.find('=');
        const auto named =
            equals == std::string::npos ? std::nullopt : parse_finger_position(argument.substr(0, equals));
        const std::string path = named ? argument.substr(equals + 1) : argument;
        Result<GrayImage> image = read_picture(path, picture_dpi(options.dpi));
        if (!image) return pass(image);
        const FingerPosition position = named ? *named : *parse_finger_position(options.finger);
        placements_of(fingers, position).captures.push_back({std::move(*image), Impression::kLiveScanPlain, path});
    }
    return fingers;
}

Result<std::vector<Placements>> read_sensor(const Options& options, Console& console) {
    const Result<std::unique_ptr<Sensor>> sensor = open_sensor(options.sensor);
    if (!sensor) return pass(sensor);
    Placements finger{*parse_finger_position(options.finger), {}};
    for (int i = 0; i < options.placements; ++i) {
        console.note(fmt::format("place the finger, {} of {}", i + 1, options.placements));
        Result<Capture> capture = (*sensor)->capture();
        if (!capture) return pass(capture);
        finger.captures.push_back(std::move(*capture));
    }
    std::vector<Placements> fingers;
    fingers.push_back(std::move(finger));
    return fingers;
}

EnrolmentRequest request_for(const IdentityNumber& number, const std::string& name, const std::string& household,
                             const std::vector<Placements>& fingers) {
    EnrolmentRequest request{number, name, {}};
    request.household = household;
    for (const Placements& finger : fingers) {
        FingerEnrolment enrolment;
        enrolment.position = finger.position;
        for (const Capture& capture : finger.captures) {
            enrolment.placements.push_back(capture.image.view());
            enrolment.impression = capture.impression;
        }
        request.fingers.push_back(std::move(enrolment));
    }
    return request;
}

Result<ExitStatus> show(Console& console, const EnrolmentAnswer& answer) {
    if (const auto* retry = std::get_if<Retry>(&answer)) {
        console.answer(to_json(*retry), in_words(*retry) + "Nothing was stored.\n");
        return ExitStatus::kRetry;
    }
    const auto& report = std::get<EnrolmentReport>(answer);
    Json json = {{"answer", "enrolled"},
                 {"holder", to_json(report.holder)},
                 {"added_to_existing", report.added_to_existing},
                 {"held_for_review", report.held_for_review},
                 {"fingers", Json::array()},
                 {"timings_ms", to_json(report.timings)}};
    std::string text = fmt::format("{} {} ({}), holder {}\n", report.added_to_existing ? "Added to" : "Enrolled",
                                   report.holder.masked_name, report.holder.masked_number, report.holder.id.value());
    for (const EnrolledFinger& finger : report.fingers) {
        json["fingers"].push_back(to_json(finger));
        text += fmt::format("  finger {} ({}): quality {}, {} minutiae\n", finger.id.value(),
                            to_string(finger.position), finger.quality, finger.minutiae);
    }
    console.answer(json, text + in_words(report.timings));
    return ExitStatus::kOk;
}

Result<ExitStatus> run(const Options& options, Console& console) {
    const Result<IdentityNumber> number = identity_number(options.number);
    if (!number) return pass(number);
    if (options.create && !sql::is_taken(options.store.database)) {
        if (const Result<void> made = create_store(options.store); !made) return pass(made);
    }
    Result<Service> service = open_store(options.store);
    if (!service) return pass(service);
    const Result<std::vector<Placements>> fingers =
        options.sensor.empty() ? read_pictures(options) : read_sensor(options, console);
    if (!fingers) return pass(fingers);
    const Result<EnrolmentAnswer> answer =
        service->enroll(request_for(*number, options.name, options.household, *fingers));
    if (!answer) return pass(answer);
    return show(console, *answer);
}

Action declare(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::Option* pictures = app.add_option(
        "PICTURE", options->pictures,
        "Placements of the finger: pictures of one finger, or FINGER=PICTURE for several fingers at once");
    CLI::Option* sensor = app.add_option("--sensor", options->sensor, "Take the placements from a reader instead")
                              ->type_name("URI")
                              ->excludes(pictures);
    app.add_option("--placements", options->placements, "How many to take from the reader")
        ->type_name("N")
        ->check(CLI::Range(1, 10))
        ->capture_default_str();
    add_id_option(app, options->number, true);
    app.add_option("--name", options->name, "The holder's name")->type_name("NAME")->required();
    app.add_option("--household", options->household,
                   "Province and city; the province that the number tells if not given")
        ->type_name("TEXT");
    app.add_option("--finger", options->finger, "Which finger: right-thumb ... left-little, or 0 to 10")
        ->type_name("FINGER")
        ->capture_default_str()
        ->check([](const std::string& text) {
            return parse_finger_position(text) ? std::string() : fmt::format("'{}' is no finger", text);
        });
    app.add_option("--dpi", options->dpi, "True resolution of the pictures, 100 to 2000; 500 when not given")
        ->type_name("N")
        ->excludes(sensor);
    add_store_options(app, options->store);
    app.add_flag("--create", options->create, "Make the store and its key where there are none");
    app.callback([pictures, sensor] {
        if (pictures->empty() && sensor->empty()) throw CLI::RequiredError("PICTURE or --sensor URI");
    });
    return [options](Console& console) { return run(*options, console); };
}

}  // namespace

Command enroll_command() {
    return {"enroll",
            "Take a person in: ID number, name, and placements of their fingers, in one transaction",
            "  dactyl enroll --create --id 119999190001010011 --name 'Zhang San' --finger right-index a.png b.png\n"
            "  dactyl enroll --id - --name 'Zhang San' right-index=a.png left-index=b.png < number.txt\n"
            "  dactyl enroll --id 119999190001010011 --name 'Zhang San' --sensor 'synthetic:?seed=7&finger=3'",
            declare,
            {}};
}

}  // namespace dactyl::cli
