#include "bench/accuracy/compact_json.hpp"

#include <gtest/gtest.h>

namespace dactyl {
namespace {

TEST(CompactJson, BreaksLinesOnlyWhereItHelps) {
    const nlohmann::ordered_json json{
        {"b", {1.5, nullptr}}, {"a", {{"x", 1}, {"y", {{"z", 2}}}}}, {"e", nlohmann::ordered_json::array()}};
    EXPECT_EQ(compact_json(json),
              "{\n  \"b\": [1.5,null],\n  \"a\": {\n    \"x\": 1,\n    \"y\": {\"z\":2}\n  },\n  \"e\": []\n}\n");
    EXPECT_EQ(nlohmann::ordered_json::parse(compact_json(json)), json);
}

TEST(CompactJson, SurvivesNamesThatAreNoText) {
    const nlohmann::ordered_json json{{"set", "bad\xff"}};
    EXPECT_NE(compact_json(json).find("bad\xef\xbf\xbd"), std::string::npos);
}

}  // namespace
}  // namespace dactyl
