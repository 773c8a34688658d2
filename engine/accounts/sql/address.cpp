#include "engine/accounts/sql/address.hpp"

#include <string_view>
#include <system_error>

#include "engine/accounts/sql/postgres.hpp"
#include "engine/accounts/sql/sqlite.hpp"

namespace dactyl::sql {

bool is_on_server(const std::filesystem::path& place) {
    const std::string_view text = place.native();
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

std::string shown_address(const std::filesystem::path& place) {
    std::string text = place.string();
    if (!is_on_server(place)) return text;
    // user:password@host, and ?password=...
    const auto authority = text.find("://") + 3;
    const auto end = text.find('/', authority);
    const auto at = text.rfind('@', end);
    const auto colon = text.find(':', authority);
    if (at != std::string::npos && at > authority && colon < at) text.erase(colon, at - colon);
    for (auto found = text.find("password="); found != std::string::npos; found = text.find("password=", found)) {
        const auto value = found + std::string_view("password=").size();
        text.replace(value, text.find('&', value) - value, "...");
        found = value;
    }
    return text;
}

Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& place, const Options& options) {
    return is_on_server(place) ? open_postgres(place.string(), options) : open_sqlite(place, options);
}

Result<void> create_database(const std::filesystem::path& place, const std::function<Result<void>(Database&)>& fill) {
    return is_on_server(place) ? create_postgres(place.string(), fill) : create_sqlite(place, fill);
}

bool is_taken(const std::filesystem::path& place) {
    std::error_code ignored;
    return !is_on_server(place) && std::filesystem::exists(place, ignored);
}

}  // namespace dactyl::sql
