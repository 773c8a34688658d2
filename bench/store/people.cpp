#include "bench/store/people.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "datasets/synthetic/synthetic_template.hpp"
#include "engine/accounts/key_file.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/sql/address.hpp"
#include "engine/accounts/sql/transaction.hpp"
#include "templates/codec/native.hpp"

namespace dactyl::store_bench {
namespace {

constexpr std::uint64_t kSeed = 77;
constexpr std::uint32_t kImpressions = 2;

// The templates of kFingers fingers, in turn: drawing them anew for everybody would take longer than storing them.
Result<std::vector<std::byte>> encoded(std::uint32_t finger, std::uint32_t impression) {
    const auto print = template_of(finger, impression);
    if (!print) return pass(print);
    return encode_native(*print);
}

Result<HolderId> add_person(Repository& repository, std::uint32_t person) {
    auto change = repository.change();
    if (!change) return pass(change);
    const auto holder = change->add_person(number_of(person), fmt::format("Nobody the {}th", person));
    if (!holder) return holder;
    for (const ConsentPurpose purpose : {ConsentPurpose::kUnlock, ConsentPurpose::kIdentification}) {
        if (auto added = change->add_consent(*holder, {purpose, true, {}, "1", "counter"}); !added) return pass(added);
    }
    std::optional<FingerId> finger;
    for (std::uint32_t impression = 0; impression < kImpressions; ++impression) {
        const auto bytes = encoded(finger_of(person), impression);
        if (!bytes) return pass(bytes);
        const auto added = change->add_impression(*holder, finger, *bytes);
        if (!added) return pass(added);
        finger = added->finger;
    }
    const auto card = change->add_card(*holder, CardKind::kDebit, card_number_of(person), "purse", std::array{*finger});
    if (!card) return pass(card);
    if (auto committed = change->commit(); !committed) return pass(committed);
    return holder;
}

// Rows of the same sizes behind those of a person, as many times as asked: they make the tables as large as those of so
// many people, open to nobody, and are never asked for.
Result<void> add_rows_like(sql::Database& database, bool on_server, HolderId holder, std::int64_t times) {
    const std::string random = on_server ? "uuid_send(gen_random_uuid())" : "randomblob(16)";
    const auto id = static_cast<std::int64_t>(holder.value());
    auto transaction = sql::Transaction::begin(database);
    if (!transaction) return pass(transaction);
    const std::string numbers = "WITH RECURSIVE n(k) AS (SELECT $2 UNION ALL SELECT k - 1 FROM n WHERE k > 1) ";
    for (const std::string& rows :
         {fmt::format("INSERT INTO holders SELECT h.id + n.k, {}, h.key, h.person FROM holders h, n WHERE h.id = $1 "
                      "ORDER BY n.k",
                      random),
          std::string("INSERT INTO impressions SELECT i.id + 2 * n.k, i.holder + n.k, i.sealed FROM impressions i, n "
                      "WHERE i.holder = $1 ORDER BY n.k"),
          fmt::format("INSERT INTO cards SELECT c.id + n.k, c.holder + n.k, c.kind, c.status, {0}, {0}, c.sealed FROM "
                      "cards c, n WHERE c.holder = $1 ORDER BY n.k",
                      random),
          std::string("INSERT INTO bindings SELECT b.card + n.k, b.finger + 2 * n.k, b.proof FROM bindings b, n WHERE "
                      "b.card = (SELECT id FROM cards WHERE holder = $1) ORDER BY n.k"),
          std::string(
              "INSERT INTO consents SELECT c.id + 2 * n.k, c.holder + n.k, c.purpose, c.given, c.at, c.wording, "
              "c.channel, c.proof FROM consents c, n WHERE c.holder = $1 ORDER BY n.k")}) {
        if (auto added = database.execute(numbers + rows, {id, times}); !added) return pass(added);
    }
    for (const auto& [counter, step] :
         {std::pair<std::string_view, std::int64_t>{"holder", 1}, {"impression", 2}, {"card", 1}, {"consent", 2}}) {
        const auto moved =
            database.execute("UPDATE counters SET value = value + $1 WHERE name = $2", {step * times, counter});
        if (!moved) return pass(moved);
    }
    return transaction->commit();
}

}  // namespace

ResidentId number_of(std::uint32_t person) {
    const std::uint32_t day = person / 1000 % 10'000;
    const std::string body = fmt::format("{:02}0105{:04}{:02}{:02}{:03}", 11 + person / 10'000'000,
                                         1950 + day / 336 % 50, 1 + day % 12, 1 + day / 12 % 28, person % 1000);
    return ResidentId::parse(body + ResidentId::check_character(body).value()).value();
}

std::string card_number_of(std::uint32_t person) {
    const std::string body = fmt::format("999999{:09}", person);
    for (char check = '0'; check <= '9'; ++check) {
        if (luhn_holds(body + check)) return body + check;
    }
    return body;
}

std::uint32_t finger_of(std::uint32_t person) { return person % kFingers; }

Result<Template> template_of(std::uint32_t finger, std::uint32_t impression) {
    return generate_template({.seed = kSeed, .finger = finger, .impression = impression});
}

GrayImage picture_of(std::uint32_t finger, std::uint32_t impression) {
    GrayImage picture(8, 1, kInternalDpi);
    for (int i = 0; i < 4; ++i) {
        picture.row(0)[i] = static_cast<std::uint8_t>(finger >> (8 * i));
        picture.row(0)[4 + i] = static_cast<std::uint8_t>(impression >> (8 * i));
    }
    return picture;
}

Result<Template> read_picture(const ImageView& picture) {
    const auto number_at = [&](int from) {
        std::uint32_t value = 0;
        for (int i = 3; i >= 0; --i) value = (value << 8) | picture.row(0)[from + i];
        return value;
    };
    return template_of(number_at(0), number_at(4));
}

Result<void> seed(const StoreLocation& location, std::uint32_t people, std::uint32_t spread,
                  const std::function<void(std::uint32_t)>& progress) {
    if (auto created = Service::create(location); !created) return created;
    const auto key = read_key_file(location.key);
    if (!key) return pass(key);
    auto repository = Repository::open(location.database, *key, {.check_up_to_bytes = 0});
    if (!repository) return pass(repository);
    const auto database = sql::open_database(location.database);
    if (!database) return pass(database);
    for (std::uint32_t person = 0; person < people; ++person) {
        const auto holder = add_person(*repository, person);
        if (!holder) return pass(holder);
        if (spread > 1) {
            const auto added = add_rows_like(**database, sql::is_on_server(location.database), *holder, spread - 1);
            if (!added) return added;
        }
        progress((person + 1) * spread);
    }
    return {};
}

}  // namespace dactyl::store_bench
