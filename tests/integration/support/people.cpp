#include "tests/integration/support/people.hpp"

#include "datasets/synthetic/generator.hpp"
#include "engine/image/files/picture_file.hpp"

namespace dactyl::integration {

std::string draw_print(const TemporaryFolder& folder, std::uint32_t finger, std::uint32_t impression) {
    const std::string path = folder / ("print-" + std::to_string(finger) + "-" + std::to_string(impression) + ".png");
    if (std::filesystem::exists(path)) return path;
    SyntheticRequest request;
    request.seed = 2;
    request.finger = finger;
    request.impression = impression;
    request.difficulty = Difficulty::kEasy;
    const auto print = generate_print(request);
    if (!print || !write_png(path, print->view())) ADD_FAILURE() << "no synthetic print";
    return path;
}

Store::Store() = default;

Outcome Store::run(std::vector<std::string> arguments, Surroundings surroundings) const {
    arguments.emplace_back("--json");
    surroundings.environment["DACTYL_STORE"] = database();
    surroundings.environment["DACTYL_KEY"] = key();
    return dactyl(arguments, surroundings);
}

Outcome Store::enrol(const std::string& number, std::uint32_t finger) const {
    return run({"enroll", "--create", "--id", number, "--name", "Nobody " + std::to_string(finger), "--finger",
                "right-index", print(finger, 0), print(finger, 1)});
}

std::string Store::print(std::uint32_t finger, std::uint32_t impression) const {
    return draw_print(folder_, finger, impression);
}

}  // namespace dactyl::integration
