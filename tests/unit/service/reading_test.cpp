#include "engine/service/reading.hpp"

#include "tests/unit/service/prints_of_nobody.hpp"

namespace dactyl {
namespace {

TEST(ReadPrint, BlankPicturesAreAnsweredWithRetry) {
    const ServiceEnvironment environment = {.now = {}, .extract = read_picture, .store = {}};
    const auto read = read_print(environment, picture_of({.finger = -1}));
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<Retry>(*read).reason, Retry::Reason::kNoFinger);
    EXPECT_EQ(std::get<Template>(*read_print(environment, picture_of({.finger = 3}))), template_of({.finger = 3}));
}

TEST(ReadPrint, WhatTheGuardDoesNotAdmitIsNotRead) {
    int read = 0;
    ServiceEnvironment environment;
    environment.extract = [&](const ImageView& picture) {
        ++read;
        return read_picture(picture);
    };
    environment.admits = [](const ImageView& picture) -> Result<bool> {
        if (picture.width() < 2) return fail(ErrorCode::kImageTooSmall, "too small");
        return false;
    };
    const auto refused = read_print(environment, picture_of({.finger = 3}));
    EXPECT_EQ(std::get<Retry>(*refused).reason, Retry::Reason::kNotAdmitted);
    EXPECT_EQ(read_print(environment, GrayImage(1, 1, kInternalDpi)).error().code, ErrorCode::kImageTooSmall);
    EXPECT_EQ(read, 0);
    environment.admits = [](const ImageView&) -> Result<bool> { return true; };
    EXPECT_TRUE(std::holds_alternative<Template>(*read_print(environment, picture_of({.finger = 3}))));
}

TEST(ReadPrint, OtherErrorsPass) {
    // The ordinary extractor, with a picture far too small.
    EXPECT_EQ(read_print({}, GrayImage(8, 1, kInternalDpi)).error().code, ErrorCode::kImageTooSmall);
}

TEST(CoveredArea, CountsForegroundCells) {
    Template print;
    EXPECT_EQ(covered_area(print), std::nullopt);
    print.foreground = Foreground(500, 500);
    EXPECT_EQ(covered_area(print), 0);
    for (int row = 0; row < 50; ++row) {
        for (int column = 0; column < 50; ++column) print.foreground.set_cell(column, row, true);
    }
    EXPECT_NEAR(*covered_area(print), 20.32 * 20.32, 0.01);  // 400 pixels are 0.8 inches
}

TEST(Weakness, LooksAtQualityThenAtArea) {
    const Policy policy = {.probe_min_quality = 20, .probe_min_area = 40};
    EXPECT_EQ(weakness(template_of({.quality = 19, .area = 10}), policy), Retry::Reason::kPoorPicture);
    EXPECT_EQ(weakness(template_of({.quality = 20, .area = 10}), policy), Retry::Reason::kTooLittleOfFinger);
    EXPECT_EQ(weakness(template_of({.quality = 20, .area = 50}), policy), std::nullopt);
    Template unknown_area = template_of({.quality = 20});
    unknown_area.foreground = Foreground();
    EXPECT_EQ(weakness(unknown_area, policy), std::nullopt);
}

TEST(EnrolmentWeakness, LooksAtQualityThenAtMinutiae) {
    const Policy policy = {.enroll_min_quality = 30, .enroll_min_minutiae = 12};
    EXPECT_EQ(enrolment_weakness(template_of({.quality = 29}), policy), Retry::Reason::kPoorPicture);
    Template few = template_of({.quality = 30});
    few.minutiae.resize(11);
    EXPECT_EQ(enrolment_weakness(few, policy), Retry::Reason::kTooLittleOfFinger);
    few = template_of({.quality = 30});
    EXPECT_EQ(enrolment_weakness(few, policy), std::nullopt);
}

}  // namespace
}  // namespace dactyl
