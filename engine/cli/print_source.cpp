#include "engine/cli/print_source.hpp"

#include <CLI/CLI.hpp>

#include "engine/image/files/picture_file.hpp"

namespace dactyl::cli {

void add_print_source(CLI::App& app, PrintSource& source) {
    CLI::Option* picture =
        app.add_option("PICTURE", source.picture,
                       "Picture of the print: PNG, TIFF, BMP, PGM, JPEG, JPEG 2000, WSQ or a finger image record");
    CLI::Option* sensor =
        app.add_option("--sensor", source.sensor,
                       "Take the print from a reader instead; `dactyl sensor list` shows which there are")
            ->type_name("URI")
            ->excludes(picture);
    app.add_option("--dpi", source.dpi, "True resolution of PICTURE, 100 to 2000; 500 when not given")
        ->type_name("N")
        ->excludes(sensor);
    app.callback([picture, sensor] {
        if (picture->empty() && sensor->empty()) throw CLI::RequiredError("PICTURE or --sensor URI");
    });
}

Dpi picture_dpi(const std::optional<double>& dpi) { return dpi ? Dpi(*dpi) : kInternalDpi; }

Result<Capture> take_print(const PrintSource& source) {
    if (source.sensor.empty()) {
        Result<GrayImage> image = read_picture(source.picture, picture_dpi(source.dpi));
        if (!image) return pass(image);
        return Capture{std::move(*image), Impression::kLiveScanPlain, source.picture};
    }
    const Result<std::unique_ptr<Sensor>> sensor = open_sensor(source.sensor);
    if (!sensor) return pass(sensor);
    return (*sensor)->capture();
}

}  // namespace dactyl::cli
