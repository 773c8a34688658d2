#pragma once

#include <cstddef>
#include <vector>

namespace dactyl {

/// One picture: its features, whether it is live, and whose finger it shows.
struct LivenessSample {
    std::vector<float> features;
    bool live = false;
    int finger = 0;
};

struct LinearModel {
    std::vector<float> means;
    std::vector<float> weights;
    float bias = 0;

    double score(const std::vector<float>& features) const;
};

/// Logistic regression on standardised features with a quadratic penalty, both classes weighing the same; by gradient
/// descent with momentum from zero, in a fixed order: the same model on every run. `penalty` is that of the mean loss.
LinearModel fit_logistic(const std::vector<const LivenessSample*>& samples, double penalty);

}  // namespace dactyl
