#include "sensors/cardreader/apdu.hpp"

namespace dactyl::apdu {
namespace {

using Bytes = std::vector<std::uint8_t>;

class Script final : public CardChannel {
  public:
    explicit Script(std::vector<Bytes> answers) : answers_(std::move(answers)) {}
    Result<Bytes> transmit(std::span<const std::uint8_t> command) override {
        sent.emplace_back(command.begin(), command.end());
        if (sent.size() > answers_.size()) return fail(ErrorCode::kDeviceUnavailable, "gone");
        return answers_[sent.size() - 1];
    }
    std::vector<Bytes> sent;

  private:
    std::vector<Bytes> answers_;
};

TEST(Apdu, IsWrittenShortWhereItFits) {
    EXPECT_EQ(encode({0, 0xB0, 1, 2, {}, 0}), (Bytes{0, 0xB0, 1, 2}));
    EXPECT_EQ(encode({0, 0xB0, 1, 2, {}, 256}), (Bytes{0, 0xB0, 1, 2, 0}));
    EXPECT_EQ(encode({0, 0xA4, 4, 0, {9, 8}, 16}), (Bytes{0, 0xA4, 4, 0, 2, 9, 8, 16}));
    EXPECT_EQ(encode({0, 0xB0, 0, 0, {}, 257}), (Bytes{0, 0xB0, 0, 0, 0, 1, 1}));
    EXPECT_EQ(encode({0, 0xB0, 0, 0, {}, 65'536}), (Bytes{0, 0xB0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(encode({0, 0xA4, 4, 0, {9}, 300}), (Bytes{0, 0xA4, 4, 0, 0, 0, 1, 9, 1, 44}));
}

TEST(Apdu, WhatTheCardKeepsBackIsFetched) {
    Script card({{1, 2, 0x61, 0x02}, {3, 4, 0x61, 0x00}, {5, 0x90, 0x00}});
    const auto answer = exchange(card, {0, 0xCA, 0x7F, 0x61, {}, 256});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->data, (Bytes{1, 2, 3, 4, 5}));
    EXPECT_TRUE(answer->done());
    EXPECT_EQ(card.sent[1], (Bytes{0, 0xC0, 0, 0, 2}));
    EXPECT_EQ(card.sent[2], (Bytes{0, 0xC0, 0, 0, 0}));
}

TEST(Apdu, WrongLengthIsPutRight) {
    Script card({{0x6C, 0x03}, {1, 2, 3, 0x90, 0x00}});
    const auto answer = exchange(card, {0, 0xB0, 0, 0, {}, 256});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->data, (Bytes{1, 2, 3}));
    EXPECT_EQ(card.sent[1], (Bytes{0, 0xB0, 0, 0, 3}));
}

TEST(Apdu, LongDataGoesInAChainWhereTheCardWantsIt) {
    Script card({{0x67, 0x00}, {0x90, 0x00}, {0x90, 0x00}});
    ASSERT_TRUE(exchange(card, {0, 0xDA, 0, 0, Bytes(300, 7), 0}));
    ASSERT_EQ(card.sent.size(), 3U);
    EXPECT_EQ(card.sent[1].size(), 260U);
    EXPECT_EQ(card.sent[1][0], 0x10);
    EXPECT_EQ(card.sent[2].size(), 50U);
    EXPECT_EQ(card.sent[2][0], 0x00);
}

TEST(Apdu, AnswerWithoutStatusIsCorrupt) {
    Script card(std::vector<Bytes>{Bytes{0x90}});
    EXPECT_EQ(exchange(card, {0, 0xB0, 0, 0, {}, 1}).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace dactyl::apdu
