// From a print to a decision with nothing but what was installed.
#include <cstdio>

#include <datasets/synthetic/generator.hpp>
#include <engine/extract/extract.hpp>
#include <engine/image/files/picture_file.hpp>
#include <engine/match/compare.hpp>
#include <engine/service/service.hpp>
#include <engine/simd/level.hpp>
#include <sensors/sensor.hpp>
#include <templates/codec/native.hpp>

namespace {

dactyl::Result<dactyl::Template> template_of(std::uint32_t finger, std::uint32_t impression) {
    dactyl::SyntheticRequest request;
    request.finger = finger;
    request.impression = impression;
    const auto print = dactyl::generate_print(request);
    if (!print) return dactyl::pass(print);
    return dactyl::extract(*print);
}

int complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    return 1;
}

}  // namespace

int main() {
    if (!dactyl::set_simd_level(dactyl::simd_level())) return complain("no SIMD level");
    const auto a = template_of(1, 0);
    const auto b = template_of(1, 1);
    if (!a || !b) return complain("no template");

    const auto bytes = dactyl::encode_native(*a);
    if (!bytes) return complain("not encoded");
    const auto decoded = dactyl::decode_native(*bytes);
    if (!decoded || *decoded != *a) return complain("not the same after decoding");

    dactyl::MatchScratch scratch;
    const dactyl::Score score = dactyl::compare(dactyl::Probe(*decoded), dactyl::Reference(*b), scratch);
    if (score < dactyl::Policy{}.verify_threshold()) return complain("the same finger does not match");

    if (dactyl::Service::open({"no/such.db", "no/such.key"})) return complain("a store from nowhere");
    if (dactyl::open_sensor("nonsense:")) return complain("a reader from nowhere");
    if (dactyl::read_picture("no/such.png", dactyl::kInternalDpi)) return complain("a picture from nowhere");
    return 0;
}
