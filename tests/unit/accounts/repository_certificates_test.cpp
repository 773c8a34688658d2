#include "tests/unit/accounts/store_fixture.hpp"

namespace dactyl {
namespace {

constexpr std::string_view kText = "the certificate of nobody, long enough to be looked for";

class RepositoryCertificates : public OnEveryStore {
  protected:
    void SetUp() override {
        OnEveryStore::SetUp();
        if (IsSkipped()) return;
        auto repository = open();
        holder = enroll(repository, 1).value();
        auto requested = repository.change().value();
        key = requested.add_certificate_key(holder).value();
        ASSERT_TRUE(requested.commit());
        auto change = repository.change().value();
        const auto finger = repository.impression_ids()->front();
        card = change.add_card(holder, CardKind::kCertificate, "diploma:x:1", "diploma", {&finger, 1}).value();
        ASSERT_TRUE(change.add_certificate(*card, kText, repository.certificate_keys(holder)->front()));
        ASSERT_TRUE(change.put_issuer({"x", *key, {CertificateKind::kDiploma}}));
        ASSERT_TRUE(change.commit());
    }
    HolderId holder;
    std::optional<PublicKey> key;
    std::optional<Card> card;
};

TEST_P(RepositoryCertificates, ComeBackWithTheirKey) {
    auto repository = open();
    const auto kept = repository.certificate(*card);
    ASSERT_TRUE(kept);
    EXPECT_EQ(text_of(kept->text.view()), kText);
    EXPECT_EQ(kept->key.public_key(), *key);
    EXPECT_TRUE(repository.certificate_keys(holder)->empty());
    EXPECT_EQ(repository.issuers().value(), (std::vector<Issuer>{{"x", *key, {CertificateKind::kDiploma}}}));
    EXPECT_TRUE(repository.check());
}

TEST_P(RepositoryCertificates, AreNotInTheFile) { EXPECT_EQ(raw_bytes().find(kText), std::string::npos); }

TEST_P(RepositoryCertificates, AlteredOnesAreDamage) {
    tamper("UPDATE certificates SET sealed = x'00'");
    tamper("UPDATE issuers SET name = 'y'");
    auto repository = open();
    EXPECT_EQ(repository.certificate(*card).error().code, ErrorCode::kStoreDamaged);
    EXPECT_EQ(repository.issuers().error().code, ErrorCode::kStoreDamaged);
    EXPECT_FALSE(repository.check());
}

TEST_P(RepositoryCertificates, GoWithTheirHolder) {
    auto repository = open();
    auto change = repository.change().value();
    ASSERT_TRUE(change.add_certificate_key(holder));
    ASSERT_TRUE(change.erase_person(holder));
    ASSERT_TRUE(change.commit());
    EXPECT_FALSE(repository.certificate(*card));
    EXPECT_FALSE(repository.certificate_keys(holder));
}

DACTYL_ON_EVERY_STORE(RepositoryCertificates);

}  // namespace
}  // namespace dactyl
