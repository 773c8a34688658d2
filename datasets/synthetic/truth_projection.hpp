#pragma once

#include "datasets/synthetic/contact_print.hpp"
#include "datasets/synthetic/ground_truth.hpp"
#include "datasets/synthetic/impression.hpp"

namespace dactyl::synthetic {

/// Carries what is known of the finger over into one picture of it; visibility is judged on the contact itself.
GroundTruth project_truth(const MasterFinger& master, const ImpressionTraits& traits, const SyntheticRequest& request,
                          const ContactPrint& print);

}  // namespace dactyl::synthetic
