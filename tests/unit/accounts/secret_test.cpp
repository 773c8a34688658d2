#include "engine/accounts/secret.hpp"

namespace dactyl {
namespace {

TEST(SecretBytes, KeepAndMoveTheirBytes) {
    SecretBytes first = SecretBytes::copy_of(bytes_of("secret"));
    SecretBytes second = std::move(first);
    EXPECT_EQ(text_of(second.view()), "secret");
    EXPECT_EQ(first.size(), 0U);  // NOLINT: what a moved-from secret holds is the point
    SecretBytes third = SecretBytes::copy_of(bytes_of("other"));
    third = std::move(second);
    EXPECT_EQ(text_of(third.view()), "secret");
}

TEST(Key256, IsGoneFromWhereItWasMoved) {
    Key256 first;
    std::ranges::fill(first.writable(), std::byte{7});
    Key256 second = std::move(first);
    EXPECT_TRUE(std::ranges::all_of(first.view(), [](std::byte b) { return b == std::byte{0}; }));  // NOLINT
    EXPECT_TRUE(std::ranges::all_of(second.view(), [](std::byte b) { return b == std::byte{7}; }));
    Key256 third;
    third = std::move(second);
    EXPECT_TRUE(std::ranges::all_of(second.view(), [](std::byte b) { return b == std::byte{0}; }));  // NOLINT
    EXPECT_TRUE(std::ranges::all_of(third.view(), [](std::byte b) { return b == std::byte{7}; }));
}

TEST(Key256, IsWipedWhenDestroyed) {
    alignas(Key256) std::array<std::byte, sizeof(Key256)> place{};
    Key256* const key = std::construct_at(reinterpret_cast<Key256*>(place.data()));
    std::ranges::fill(key->writable(), std::byte{7});
    std::destroy_at(key);
    asm volatile("" : : "r"(place.data()) : "memory");
    EXPECT_TRUE(std::ranges::all_of(place, [](std::byte b) { return b == std::byte{0}; }));
}

TEST(WipeText, EmptiesTheText) {
    std::string text(64, 'x');
    const char* const where = text.data();
    wipe_text(text);
    EXPECT_EQ(text, "");
    EXPECT_EQ(where[1], '\0');
}

}  // namespace
}  // namespace dactyl
