#pragma once

#include <chrono>
#include <functional>

#include "engine/accounts/repository.hpp"
#include "engine/core/image.hpp"
#include "engine/core/result.hpp"
#include "engine/core/template.hpp"

namespace dactyl {

/// What the service takes from the world around it, for tests and unusual deployments. What is left empty is the
/// ordinary. Functions are called from any thread.
struct ServiceEnvironment {
    std::function<std::chrono::system_clock::time_point()> now;  ///< the system's clock
    std::function<Result<Template>(const ImageView&)> extract;   ///< dactyl::extract()
    RepositoryOptions store;
    /// The silent alarm: a duress finger opened a card. Called with the store held: hand it on and return.
    std::function<void(HolderId, CardId, const Caller&)> alarm = {};
    /// Whether a picture is taken for a living finger that is placed now, asked once of each before it is read: where a
    /// sensor stands behind the pictures, a PresentationGuard. Empty: all are.
    std::function<Result<bool>(const ImageView&)> admits = {};
};

}  // namespace dactyl
