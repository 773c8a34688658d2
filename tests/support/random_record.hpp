#pragma once

#include <random>

#include "templates/codec/record/minutiae_record.hpp"

namespace dactyl {

/// A valid record of nobody, with every field that its format has filled at random; the same for the same generator
/// state on every machine.
inline MinutiaeRecord random_record(std::mt19937& random, RecordFormat format, int views, int minutiae) {
    const auto below = [&](unsigned limit) { return random() % limit; };
    const auto u8 = [&](unsigned limit = 256) { return static_cast<std::uint8_t>(below(limit)); };
    const auto u16 = [&](unsigned limit = 65'536) { return static_cast<std::uint16_t>(below(limit)); };
    const bool narrow = format == RecordFormat::kIso2005 || format == RecordFormat::kAnsi2004;
    const bool iso2011 = format == RecordFormat::kIso2011;
    const bool ansi = format >= RecordFormat::kAnsi2004;
    const auto geometry = [&] {
        return RecordGeometry{static_cast<std::uint16_t>(200 + below(400)),
                              static_cast<std::uint16_t>(200 + below(400)), static_cast<std::uint16_t>(99 + below(300)),
                              static_cast<std::uint16_t>(99 + below(300))};
    };
    MinutiaeRecord record;
    record.format = format;
    if (ansi) record.vendor = u16();
    if (ansi) record.subformat = u16();
    record.certification = iso2011 ? u8(2) : u8(16);
    if (!iso2011) record.device = u16(4096);
    if (narrow) record.geometry = geometry();
    for (int v = 0; v < views; ++v) {
        RecordView view;
        view.position = static_cast<std::uint8_t>(v % 11);
        view.number = static_cast<std::uint8_t>(v / 11);
        view.impression = u8(4);
        view.geometry = narrow ? record.geometry : geometry();
        view.qualities.push_back({u8(101), narrow ? std::uint16_t{0} : u16(), narrow ? std::uint16_t{0} : u16()});
        if (iso2011) {
            view.qualities.push_back({u8(101), u16(), u16()});
            view.date = {
                static_cast<std::uint16_t>(2000 + below(100)), u8(13), u8(32), u8(24), u8(60), u8(60), u16(1000)};
            view.device_technology = u8(21);
            view.device_vendor = u16();
            view.device_type = u16();
            if (record.certification != 0) view.certifications.push_back({u16(), u8()});
            view.ending_type = u8(3);
            view.minutia_quality = below(2) == 0;
        }
        for (int i = 0; i < minutiae; ++i) {
            view.minutiae.push_back({u8(3), u16(view.geometry.width), u16(view.geometry.height), u8(ansi ? 180 : 256),
                                     view.minutia_quality ? u8(101) : std::uint8_t{0}});
        }
        const std::vector<std::uint8_t> ridge_counts = {1, 0, 1, 5, 1, 0, 7};  // between the first two minutiae
        if (below(2) == 0) view.extensions.push_back({1, minutiae < 2 ? std::vector<std::uint8_t>{1} : ridge_counts});
        if (below(3) == 0) view.extensions.push_back({0x1234, std::vector<std::uint8_t>(below(20), u8())});
        record.views.push_back(view);
    }
    return record;
}

}  // namespace dactyl
