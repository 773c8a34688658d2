#include "datasets/synthetic/population/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "datasets/synthetic/finger_traits.hpp"
#include "datasets/synthetic/population/print_names.hpp"
#include "datasets/synthetic/population/template_blocks.hpp"
#include "engine/core/read_file.hpp"

namespace dactyl {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostManifestBytes = 1U << 30U;

// What two runs must have in common to share a folder.
Json description(const PopulationOptions& options, PopulationKind kind) {
    const SyntheticRequest& print = options.print;
    Json json = {{"format", "dactyl synthetic population 1"},
                 {"generator", generator_version()},
                 {"kind", kind == PopulationKind::kPrints ? "prints" : "templates"},
                 {"seed", print.seed},
                 {"difficulty", to_string(print.difficulty)},
                 {"sensor", to_string(print.sensor)},
                 {"rotation", print.rotation ? Json(*print.rotation) : Json(nullptr)},
                 {"width", print.width},
                 {"height", print.height},
                 {"dpi", print.dpi.value()},
                 {"first_finger", print.finger},
                 {"first_impression", print.impression}};
    if (kind == PopulationKind::kTemplates) json["impressions_a_record"] = options.impressions;
    return json;
}

Json manifest(const PopulationOptions& options, PopulationKind kind, bool complete) {
    Json json = description(options, kind);
    json["fingers"] = options.fingers;
    json["impressions"] = options.impressions;
    json["complete"] = complete;
    return json;
}

Json list_fingers(const PopulationOptions& options) {
    Json fingers = Json::array();
    for (std::uint32_t i = 0; i < options.fingers; ++i) {
        const auto traits = synthetic::draw_traits(options.print.seed, options.print.finger + i);
        Json prints = Json::array();
        for (std::uint32_t k = 0; k < options.impressions; ++k) {
            prints.push_back({{"file", picture_name(i, k)}, {"truth", truth_name(i, k)}});
        }
        fingers.push_back({{"finger", options.print.finger + i},
                           {"pattern", to_string(traits.pattern)},
                           {"position", to_string(traits.position)},
                           {"prints", std::move(prints)}});
    }
    return fingers;
}

}  // namespace

std::string begun_manifest(const PopulationOptions& options, PopulationKind kind) {
    return manifest(options, kind, false).dump(1) + "\n";
}

std::string complete_manifest(const PopulationOptions& options, PopulationKind kind) {
    Json json = manifest(options, kind, true);
    if (kind == PopulationKind::kPrints) {
        json["list"] = list_fingers(options);
    } else {
        Json blocks = Json::array();
        for (std::uint32_t b = 0; b * std::uint64_t{kFingersPerBlock} < options.fingers; ++b) {
            blocks.push_back(template_block_name(b));
        }
        json["list"] = std::move(blocks);
    }
    return json.dump(1) + "\n";
}

Result<void> check_folder(const PopulationOptions& options, PopulationKind kind) {
    const std::filesystem::path path = options.folder / kManifestName;
    const auto bytes = read_file(path, kMostManifestBytes);
    if (!bytes) {
        if (bytes.error().code == ErrorCode::kNotFound) return {};
        return pass(bytes);
    }
    const auto* text = reinterpret_cast<const char*>(bytes->data());
    const Json found = Json::parse(text, text + bytes->size(), nullptr, false);
    if (!found.is_object()) return fail(ErrorCode::kCorrupt, fmt::format("'{}' is no manifest", path.string()));
    const Json wanted = description(options, kind);
    for (const auto& [key, value] : wanted.items()) {
        const auto at = found.find(key);
        if (at == found.end() || *at != value) {
            return fail(ErrorCode::kAlreadyExists, fmt::format("'{}' holds another population: its {} is not {}",
                                                               options.folder.string(), key, value.dump()));
        }
    }
    return {};
}

}  // namespace dactyl
