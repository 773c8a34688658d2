#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/accounts/identity_number.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"
#include "engine/service/service.hpp"

/// People of nobody for measurements of stores: each has a synthetic finger, whose templates are drawn without
/// pictures.
namespace dactyl::store_bench {

/// A valid number, different for each index up to 30 million.
ResidentId number_of(std::uint32_t person);
/// A valid card number by Luhn, different for each index.
std::string card_number_of(std::uint32_t person);

/// Which synthetic finger a person has: so many different ones, in turn. Strangers' fingers are from kFingers on.
inline constexpr std::uint32_t kFingers = 10'000;
std::uint32_t finger_of(std::uint32_t person);
Result<Template> template_of(std::uint32_t finger, std::uint32_t impression);

/// A picture that stands for a template: carries the finger and the impression in its pixels, read by reading_them().
GrayImage picture_of(std::uint32_t finger, std::uint32_t impression);
Result<Template> read_picture(const ImageView& picture);

/// A new store with that many people, one finger of two impressions and one debit card "purse" each, their rows spread
/// evenly among `spread` times as many. `progress` is called after each person with how many rows of people there are.
Result<void> seed(const StoreLocation& location, std::uint32_t people, std::uint32_t spread,
                  const std::function<void(std::uint32_t)>& progress);

}  // namespace dactyl::store_bench
