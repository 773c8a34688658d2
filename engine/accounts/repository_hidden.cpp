#include <algorithm>
#include <array>
#include <utility>

#include "engine/accounts/person_name.hpp"
#include "engine/accounts/record.hpp"
#include "engine/accounts/repository.hpp"
#include "engine/accounts/stored_records.hpp"

namespace dactyl {
namespace {

using stored::sql_id;

constexpr std::size_t kLongestRecord = 4000;

constexpr std::array<std::pair<VoluntaryKind, std::string_view>, 4> kVoluntaryKinds = {{
    {VoluntaryKind::kBloodGroup, "blood-group"},
    {VoluntaryKind::kDnaReference, "dna-reference"},
    {VoluntaryKind::kOtherBiometric, "other-biometric"},
    {VoluntaryKind::kOther, "other"},
}};

RecordName hidden_record(HolderId holder) { return {RecordKind::kHidden, holder, holder.value()}; }
RecordName attachment_key_record(HolderId holder, std::int64_t id) {
    return {RecordKind::kAttachmentKey, holder, static_cast<std::uint64_t>(id)};
}
RecordName attachment_record(HolderId holder, std::int64_t id) {
    return {RecordKind::kAttachment, holder, static_cast<std::uint64_t>(id)};
}

Result<HiddenFields> take_fields(ByteView plain) {
    HiddenFields fields;
    RecordReader reader(plain);
    while (!reader.at_end()) {
        const auto field = static_cast<PersonalField>(reader.number());
        fields[field] = std::string(reader.text());
    }
    if (auto finished = reader.finish(); !finished) return pass(finished);
    if (!check_hidden(fields)) return fail(ErrorCode::kStoreDamaged, "hidden fields do not fit their kind");
    return fields;
}

}  // namespace

std::string_view to_string(VoluntaryKind kind) {
    const auto known = std::ranges::find(kVoluntaryKinds, kind, &std::pair<VoluntaryKind, std::string_view>::first);
    return known == kVoluntaryKinds.end() ? "unknown" : known->second;
}

std::optional<VoluntaryKind> parse_voluntary_kind(std::string_view text) {
    const auto known = std::ranges::find(kVoluntaryKinds, text, &std::pair<VoluntaryKind, std::string_view>::second);
    if (known == kVoluntaryKinds.end()) return std::nullopt;
    return known->first;
}

Result<const Vault*> Repository::hidden_vault() const {
    if (!hidden_) return fail(ErrorCode::kKeyUnusable, "hidden fields need the second key");
    return &*hidden_;
}

Result<HiddenFields> Repository::hidden_fields(HolderId holder) {
    const auto vault = hidden_vault();
    if (!vault) return pass(vault);
    HiddenFields fields;
    const auto read = database_->query("SELECT key, sealed FROM hidden WHERE holder = $1", {sql_id(holder)},
                                       [&](const sql::Row& row) -> Result<void> {
                                           const auto key = (*vault)->unwrap(holder, row.blob(0));
                                           if (!key) return pass(key);
                                           const auto plain = (*vault)->open(*key, hidden_record(holder), row.blob(1));
                                           if (!plain) return pass(plain);
                                           auto taken = take_fields(plain->view());
                                           if (!taken) return pass(taken);
                                           fields = std::move(*taken);
                                           return {};
                                       });
    if (!read) return in_store(read);
    return fields;
}

Result<std::vector<VoluntaryRecord>> Repository::voluntary_records(HolderId holder) {
    const auto vault = hidden_vault();
    if (!vault) return pass(vault);
    std::vector<VoluntaryRecord> records;
    const auto read =
        database_->query("SELECT id, key, sealed FROM attachments WHERE holder = $1 ORDER BY id", {sql_id(holder)},
                         [&](const sql::Row& row) -> Result<void> {
                             VoluntaryRecord record;
                             record.id = row.integer(0);
                             const auto key = (*vault)->unwrap(attachment_key_record(holder, record.id), row.blob(1));
                             if (!key) return pass(key);
                             const auto plain = (*vault)->open(*key, attachment_record(holder, record.id), row.blob(2));
                             if (!plain) return pass(plain);
                             RecordReader reader(plain->view());
                             record.kind = static_cast<VoluntaryKind>(reader.number());
                             record.text = std::string(reader.text());
                             records.push_back(std::move(record));
                             return reader.finish();
                         });
    if (!read) return in_store(read);
    return records;
}

Result<void> RepositoryChange::set_hidden_fields(HolderId holder, const HiddenFields& fields) {
    if (auto checked = check_hidden(fields); !checked) return checked;
    const auto vault = repository_->hidden_vault();
    if (!vault) return pass(vault);
    const auto key = Vault::new_holder_key();
    if (!key) return pass(key);
    const auto wrapped = (*vault)->wrap(holder, *key);
    if (!wrapped) return pass(wrapped);
    RecordWriter writer;
    for (const auto& [field, text] : fields) {
        writer.number(static_cast<std::uint64_t>(field));
        writer.text(text);
    }
    const auto sealed = (*vault)->seal(*key, hidden_record(holder), writer.view());
    if (!sealed) return pass(sealed);
    const auto written = repository_->database_->execute(
        "INSERT INTO hidden (holder, key, sealed) VALUES ($1, $2, $3) ON CONFLICT (holder) DO UPDATE SET "
        "key = excluded.key, sealed = excluded.sealed",
        {sql_id(holder), ByteView(*wrapped), ByteView(*sealed)});
    if (!written) return pass(written);
    return {};
}

Result<std::int64_t> RepositoryChange::add_voluntary_record(HolderId holder, VoluntaryKind kind,
                                                            std::string_view text) {
    if (to_string(kind) == "unknown") return fail(ErrorCode::kInvalidArgument, "the kind of record is unknown");
    if (auto checked = check_text(text, "the record", kLongestRecord); !checked) return pass(checked);
    const auto vault = repository_->hidden_vault();
    if (!vault) return pass(vault);
    const auto id = next("attachment");
    if (!id) return id;
    const auto key = Vault::new_holder_key();
    if (!key) return pass(key);
    const auto wrapped = (*vault)->wrap(attachment_key_record(holder, *id), *key);
    if (!wrapped) return pass(wrapped);
    RecordWriter writer;
    writer.number(static_cast<std::uint64_t>(kind));
    writer.text(text);
    const auto sealed = (*vault)->seal(*key, attachment_record(holder, *id), writer.view());
    if (!sealed) return pass(sealed);
    const auto added =
        repository_->database_->execute("INSERT INTO attachments (id, holder, key, sealed) VALUES ($1, $2, $3, $4)",
                                        {*id, sql_id(holder), ByteView(*wrapped), ByteView(*sealed)});
    if (!added) return pass(added);
    return *id;
}

Result<void> RepositoryChange::remove_voluntary_record(HolderId holder, std::int64_t record) {
    const auto removed = repository_->database_->execute("DELETE FROM attachments WHERE id = $1 AND holder = $2",
                                                         {record, sql_id(holder)});
    if (!removed) return pass(removed);
    if (*removed == 0) return fail(ErrorCode::kNotFound, "no such record");
    erased_ = true;
    return {};
}

}  // namespace dactyl
