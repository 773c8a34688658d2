#include "bench/liveness/logistic.hpp"

#include <cmath>

namespace dactyl {
namespace {

constexpr int kSteps = 1000;
constexpr double kMomentum = 0.9;
constexpr double kRate = 0.5;
constexpr double kLeastDeviation = 1e-4;

}  // namespace

double LinearModel::score(const std::vector<float>& features) const {
    double sum = bias;
    for (std::size_t i = 0; i < features.size(); ++i) sum += static_cast<double>(weights[i]) * (features[i] - means[i]);
    return sum;
}

LinearModel fit_logistic(const std::vector<const LivenessSample*>& samples, double penalty) {
    const std::size_t size = samples.front()->features.size();
    const auto count = static_cast<double>(samples.size());
    std::vector<double> mean(size);
    std::vector<double> deviation(size);
    double live = 0;
    for (const LivenessSample* sample : samples) {
        live += sample->live ? 1 : 0;
        for (std::size_t i = 0; i < size; ++i) mean[i] += sample->features[i] / count;
    }
    for (const LivenessSample* sample : samples) {
        for (std::size_t i = 0; i < size; ++i) {
            const double off = sample->features[i] - mean[i];
            deviation[i] += off * off / count;
        }
    }
    // Scaled so that the whole vector has about unit length: the rate then fits any number of features.
    for (double& value : deviation) value = (std::sqrt(value) + kLeastDeviation) * std::sqrt(static_cast<double>(size));
    std::vector<std::vector<double>> rows;
    for (const LivenessSample* sample : samples) {
        std::vector<double> row(size);
        for (std::size_t i = 0; i < size; ++i) row[i] = (sample->features[i] - mean[i]) / deviation[i];
        rows.push_back(std::move(row));
    }
    std::vector<double> weights(size);
    std::vector<double> speed(size);
    double bias = 0;
    double bias_speed = 0;
    for (int step = 0; step < kSteps; ++step) {
        std::vector<double> gradient(size);
        double bias_gradient = 0;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            double score = bias;
            for (std::size_t i = 0; i < size; ++i) score += weights[i] * rows[k][i];
            const bool is_live = samples[k]->live;
            const double weight = 0.5 / (is_live ? live : count - live);
            const double pull = weight * (1 / (1 + std::exp(-score)) - (is_live ? 1 : 0));
            for (std::size_t i = 0; i < size; ++i) gradient[i] += pull * rows[k][i];
            bias_gradient += pull;
        }
        for (std::size_t i = 0; i < size; ++i) {
            speed[i] = kMomentum * speed[i] - kRate * (gradient[i] + penalty * weights[i]);
            weights[i] += speed[i];
        }
        bias_speed = kMomentum * bias_speed - kRate * bias_gradient;
        bias += bias_speed;
    }
    LinearModel model;
    model.bias = static_cast<float>(bias);
    for (std::size_t i = 0; i < size; ++i) {
        model.means.push_back(static_cast<float>(mean[i]));
        model.weights.push_back(static_cast<float>(weights[i] / deviation[i]));
    }
    return model;
}

}  // namespace dactyl
