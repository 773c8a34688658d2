// The published sample of each format decodes to exactly the values published with it.
#include <nlohmann/json.hpp>

#include "engine/core/read_file.hpp"
#include "templates/codec/record/minutiae_record.hpp"
#include "tests/support/shared_material.hpp"

namespace dactyl {
namespace {

using nlohmann::json;

struct Sample {
    const char* name;
    RecordFormat format;
    bool strict;  ///< keeps the standard to the letter, so that its own bytes come back
};

constexpr Sample kSamples[] = {{"iso19794p2v2005", RecordFormat::kIso2005, true},
                               {"iso19794p2v2011", RecordFormat::kIso2011, true},
                               {"ansi378v2004", RecordFormat::kAnsi2004, false},
                               {"ansi378v2009", RecordFormat::kAnsi2009, false},
                               {"ansi378v2009am1", RecordFormat::kAnsi2009Am1, true}};

std::uint8_t kind_of(const std::string& name) { return name == "ENDING" ? 1 : name == "BIFURCATION" ? 2 : 0; }

void expect_view(const RecordView& view, const json& expected, const json& geometry) {
    EXPECT_EQ(view.position, expected["position"] == "LEFT_INDEX" ? 7 : 2);
    EXPECT_EQ(view.number, expected["view"]);
    EXPECT_EQ(view.impression, 0);
    EXPECT_EQ(view.geometry.width, geometry["width"]);
    EXPECT_EQ(view.geometry.height, geometry["height"]);
    EXPECT_EQ(view.geometry.x_per_cm, geometry["resolutionX"]);
    EXPECT_EQ(view.geometry.y_per_cm, geometry["resolutionY"]);
    if (expected.contains("quality")) {
        EXPECT_EQ(view.qualities.at(0).value, expected["quality"]);
    }
    if (expected.contains("qualityVendorId")) {
        EXPECT_EQ(view.qualities.at(0).vendor, expected["qualityVendorId"]);
        EXPECT_EQ(view.qualities.at(0).algorithm, expected["qualityAlgorithmId"]);
    }
    ASSERT_EQ(view.minutiae.size(), expected["minutiae"].size());
    for (std::size_t i = 0; i < view.minutiae.size(); ++i) {
        const json& minutia = expected["minutiae"][i];
        EXPECT_EQ(view.minutiae[i].kind, kind_of(minutia["type"])) << i;
        EXPECT_EQ(view.minutiae[i].x, minutia["positionX"]) << i;
        EXPECT_EQ(view.minutiae[i].y, minutia["positionY"]) << i;
        EXPECT_EQ(view.minutiae[i].angle, minutia["angle"]) << i;
        EXPECT_EQ(view.minutiae[i].quality, minutia["quality"]) << i;
    }
    std::size_t extensions = expected["extensions"].size();
    for (const auto& extension : expected["extensions"]) {
        EXPECT_EQ(view.extensions.at(0).type, extension["type"]);
        EXPECT_EQ(extension["data"], "AUS8NiFD");  // base64 of these bytes
        EXPECT_EQ(view.extensions.at(0).data, (std::vector<std::uint8_t>{0x01, 0x44, 0xBC, 0x36, 0x21, 0x43}));
    }
    if (!expected["counts"].is_null()) ++extensions;
    EXPECT_EQ(view.extensions.size(), extensions);
}

void expect_2011(const RecordView& view, const json& expected) {
    const json& date = expected["datetime"];
    EXPECT_EQ(view.date.year, date["year"]);
    EXPECT_EQ(view.date.month, date["month"]);
    EXPECT_EQ(view.date.day, date["day"]);
    EXPECT_EQ(view.date.hour, date["hour"]);
    EXPECT_EQ(view.date.minute, date["minute"]);
    EXPECT_EQ(view.date.second, date["second"]);
    EXPECT_EQ(view.date.millisecond, date["millisecond"]);
    EXPECT_EQ(view.device_vendor, expected["sensorVendor"]);
    EXPECT_EQ(view.device_type, expected["sensorId"]);
    ASSERT_EQ(view.qualities.size(), expected["qrecords"].size());
    EXPECT_EQ(view.qualities[0].value, expected["qrecords"][0]["quality"]);
    EXPECT_EQ(view.qualities[0].vendor, expected["qrecords"][0]["vendor"]);
    EXPECT_EQ(view.qualities[0].algorithm, expected["qrecords"][0]["algorithm"]);
    EXPECT_TRUE(view.certifications.empty());
    EXPECT_EQ(view.ending_type, 0);
}

TEST(PublishedSamples, DecodeToTheValuesPublishedWithThem) {
    const auto folder = shared_material("formats");
    if (!folder) GTEST_SKIP() << "no published samples here";
    for (const Sample& sample : kSamples) {
        SCOPED_TRACE(sample.name);
        const auto bytes = read_file(*folder / (std::string(sample.name) + "-sample.dat"), 10'000);
        const auto text = read_file(*folder / (std::string(sample.name) + "-sample.json"), 100'000);
        ASSERT_TRUE(bytes && text);
        const json expected = json::parse(reinterpret_cast<const char*>(text->data()),
                                          reinterpret_cast<const char*>(text->data()) + text->size());
        const auto record = decode_record(*bytes);
        ASSERT_TRUE(record) << record.error().message;
        EXPECT_EQ(record->format, sample.format);
        if (expected.contains("vendorId")) {
            EXPECT_EQ(record->vendor, expected["vendorId"]);
            EXPECT_EQ(record->subformat, expected["subformat"]);
        }
        if (expected.contains("sensorId")) {
            EXPECT_EQ(record->device, expected["sensorId"]);
            EXPECT_EQ(record->certification, 0);
        }
        ASSERT_EQ(record->views.size(), expected["fingerprints"].size());
        for (std::size_t i = 0; i < record->views.size(); ++i) {
            const json& view = expected["fingerprints"][i];
            expect_view(record->views[i], view, expected.contains("width") ? expected : view);
            if (sample.format == RecordFormat::kIso2011) expect_2011(record->views[i], view);
        }
        const auto again = encode_record(*record);
        ASSERT_TRUE(again);
        if (sample.strict) {
            EXPECT_EQ(*again, *bytes);
        }
        EXPECT_EQ(again->size(), bytes->size());
        EXPECT_EQ(*decode_record(*again), *record);
    }
}

TEST(PublishedSamples, EveryTruncationAndChangedByteIsSurvived) {
    const auto folder = shared_material("formats");
    if (!folder) GTEST_SKIP() << "no published samples here";
    for (const Sample& sample : kSamples) {
        const auto bytes = read_file(*folder / (std::string(sample.name) + "-sample.dat"), 10'000);
        ASSERT_TRUE(bytes);
        for (std::size_t size = 0; size < bytes->size(); ++size) {
            EXPECT_FALSE(decode_record(std::span(*bytes).first(size))) << sample.name << " cut at " << size;
        }
        auto changed = *bytes;
        for (std::size_t at = 0; at < bytes->size(); ++at) {
            for (const int change : {1, 0x80, 0xFF}) {
                changed[at] = (*bytes)[at] ^ static_cast<std::byte>(change);
                if (const auto record = decode_record(changed)) {
                    EXPECT_EQ(*decode_record(*encode_record(*record)), *record) << sample.name << " byte " << at;
                }
            }
            changed[at] = (*bytes)[at];
        }
    }
}

}  // namespace
}  // namespace dactyl
