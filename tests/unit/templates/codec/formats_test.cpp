#include "templates/codec/formats.hpp"

#include "tests/support/random_template.hpp"

namespace dactyl {
namespace {

bool is_card(TemplateFormat format) {
    return format == TemplateFormat::kCardNormal || format == TemplateFormat::kCardCompact;
}

TEST(TemplateFormats, NamesComeBackAndDiffer) {
    EXPECT_EQ(template_formats().size(), 11U);
    for (const TemplateFormat format : template_formats()) EXPECT_EQ(parse_template_format(to_string(format)), format);
    EXPECT_FALSE(parse_template_format("minex"));
}

TEST(TemplateFormats, AreRecognisedByTheirFirstBytes) {
    std::mt19937 random(1);
    const Template print = random_template(random, 30);
    for (const TemplateFormat format : template_formats()) {
        const auto bytes = encode_templates({&print, 1}, format);
        ASSERT_TRUE(bytes) << to_string(format) << ": " << bytes.error().message;
        if (is_card(format)) continue;  // has no mark
        EXPECT_EQ(detect_template_format(*bytes), format) << to_string(format);
        const auto back = decode_templates(*bytes);
        ASSERT_TRUE(back) << to_string(format) << ": " << back.error().message;
        EXPECT_EQ(back->at(0).minutiae.size(), 30U) << to_string(format);
    }
}

TEST(TemplateFormats, OtherTextIsNotTakenForATemplate) {
    for (const std::string_view text :
         {"# Heading\n\nwords\n", "#!/bin/sh\n", "12 monkeys\n", "x and y\n", "2026-11-24 note", ""}) {
        EXPECT_FALSE(detect_template_format(std::as_bytes(std::span(text)))) << text;
    }
    const std::string_view csv = "# width=10 height=10\r\nx,y,direction,kind,quality\r\n1,2,0,ending,50\r\n";
    EXPECT_EQ(detect_template_format(std::as_bytes(std::span(csv))), TemplateFormat::kCsv);
    const std::string_view xyt = "101.5 327 -293 93\r\n";
    EXPECT_EQ(detect_template_format(std::as_bytes(std::span(xyt))), TemplateFormat::kXyt);
}

TEST(TemplateFormats, CardsAreReadWhereTheirFormIsSaid) {
    std::mt19937 random(2);
    const Template print = random_template(random, 100);
    for (const TemplateFormat format : {TemplateFormat::kCardNormal, TemplateFormat::kCardCompact}) {
        CardOptions card;
        card.most_minutiae = 40;
        const auto bytes = encode_templates({&print, 1}, format, card);
        ASSERT_TRUE(bytes);
        EXPECT_EQ(decode_templates(*bytes).error().code, ErrorCode::kUnsupportedFormat);
        EXPECT_EQ(decode_templates(*bytes, format)->at(0).minutiae.size(), 40U);
    }
}

TEST(TemplateFormats, HoldAsManyTemplatesAsTheyCan) {
    std::mt19937 random(3);
    std::vector<Template> prints(2, random_template(random, 10));
    for (const TemplateFormat format : template_formats()) {
        const bool several = format == TemplateFormat::kJson ||
                             (format >= TemplateFormat::kIso2005 && format <= TemplateFormat::kAnsi2009Am1);
        const auto bytes = encode_templates(prints, format);
        EXPECT_EQ(bytes.has_value(), several) << to_string(format);
        if (several) {
            EXPECT_EQ(decode_templates(*bytes)->size(), 2U);
        } else {
            EXPECT_EQ(bytes.error().code, ErrorCode::kInvalidArgument);
        }
    }
}

TEST(TemplateFormats, InvalidTemplatesAreWrittenInNone) {
    Template print;  // 0 x 0
    for (const TemplateFormat format : template_formats()) {
        const auto bytes = encode_templates({&print, 1}, format);
        ASSERT_FALSE(bytes) << to_string(format);
        EXPECT_EQ(bytes.error().code, ErrorCode::kInvalidArgument);
    }
}

TEST(TemplateFormats, OtherBytesAreOfNone) {
    EXPECT_EQ(decode_templates({}).error().code, ErrorCode::kUnsupportedFormat);
    const std::string text = "\x89PNG";
    EXPECT_EQ(decode_templates(std::as_bytes(std::span(text))).error().code, ErrorCode::kUnsupportedFormat);
}

}  // namespace
}  // namespace dactyl
