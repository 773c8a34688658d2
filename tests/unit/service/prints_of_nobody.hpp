#pragma once

#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// A fingerprint in the tests of the service: a name for a template, carried in the pixels of a tiny picture, so that
/// no picture has to be drawn and extracted.
struct PrintOfNobody {
    int finger = 0;      ///< which finger; -1: a blank picture
    int impression = 0;  ///< which placement of it: the same minutiae, a little moved
    int quality = 80;
    int area = 100;  ///< share of the picture that is foreground, in percent
};

GrayImage picture_of(const PrintOfNobody& print);
Template template_of(const PrintOfNobody& print);

/// The inverse of picture_of() and then template_of(). Errors: kNoFingerprint for a blank picture.
Result<Template> read_picture(const ImageView& picture);

}  // namespace dactyl
