#include "second/strict_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "exact/error.hpp"

using namespace rankcert;
using second::JsonLimits;
using second::JsonValue;
using second::StrictJson;

namespace {

std::string canonical(const std::string& text) {
  const StrictJson json(text);
  return json.canonical(json.root());
}

std::string reason_of(const std::string& text, const JsonLimits& limits = {}) {
  try {
    const StrictJson json(text, limits);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("strict json: values, elements and sorted members") {
  const StrictJson json(R"( {"b": ["x", [], {"k": "\u00e9\n"}, ""], "a": "\ud83d\ude00", "": "e"} )");
  REQUIRE(json.root().kind() == JsonValue::Kind::object);
  const auto members = json.root().members();
  REQUIRE(members.size() == 3);
  CHECK(members[0].first.empty());
  CHECK(members[0].second.text() == "e");
  CHECK(members[1].first == "a");
  CHECK(members[1].second.text() == "\xF0\x9F\x98\x80");
  CHECK(members[2].first == "b");
  std::vector<JsonValue::Kind> kinds;
  members[2].second.for_each_element([&](const JsonValue& element) { kinds.push_back(element.kind()); });
  CHECK(kinds == std::vector{JsonValue::Kind::text, JsonValue::Kind::array, JsonValue::Kind::object, JsonValue::Kind::text});
}

TEST_CASE("strict json: the canonical form by hand") {
  CHECK(canonical(R"({ "b" : [ "1" , {} , [ ] ] , "a" : "" })") == R"({"a":"","b":["1",{},[]]})");
  // Only what JSON demands is escaped: quote, backslash and the control characters below U+0020, seven of them by a letter.
  CHECK(canonical(R"(["\u0022\u005c\/\u0008\u000c\u000a\u000d\u0009\u0001\u001F\u007f\u00e9"])") == "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xA9\"]");
  // Sorted by bytes: upper case before lower, "é" (two bytes, both large) behind "z".
  CHECK(canonical(R"({"é":"","z":"","Z":"","zz":"","":""})") == R"({"":"","Z":"","z":"","zz":"","é":""})");
  const StrictJson json(R"({"digest":"x","a":{"digest":"y"}})");
  CHECK(json.canonical(json.root(), "digest") == R"({"a":{"digest":"y"}})");
}

TEST_CASE("strict json: the canonical form is that of another library on what both read") {
  nlohmann::json value = {{"k", {"\x01\x1f \"\\/", "\u2028é"}}, {"K", {{"z", ""}, {"a", nlohmann::json::array()}}}, {"\t", "\b\f\n\r\t"}};
  CHECK(canonical(value.dump(3)) == value.dump());
}

TEST_CASE("strict json: no numbers, no literals, no key twice") {
  for (const char* bare : {"1", "-1", "1.5", "1e9999999", "[18446744073709551616]", "{\"a\":0}"}) {
    CAPTURE(bare);
    CHECK(reason_of(bare) == "a number stands outside quotes");
  }
  CHECK(reason_of("null").find("null") != std::string::npos);
  CHECK(reason_of("[true]").find("true") != std::string::npos);
  CHECK(reason_of(R"({"a":"","a":""})") == "the key 'a' stands twice in an object");
  CHECK(reason_of(R"({"x":{"a":"","b":[],"\u0061":""}})") == "the key 'a' stands twice in an object");
  CHECK(reason_of(R"([{"a":""},{"a":""}])").empty());
  CHECK(reason_of("{\"\x1b[2J\":\"\"}").starts_with("no JSON"));
  CHECK(reason_of(R"({"\u001b[2J":"","\u001b[2J":""})") == "the key ' [2J' stands twice in an object");
}

TEST_CASE("strict json: what is no JSON, with its place") {
  for (const char* text : {"", " ", "{", "[", "\"", "{\"a\"}", "[,]", "[\"a\",]", "{}{}", "['a']", "[\"\\x\"]", "[\"\\ud800\"]", "[\"\x80\"]", "// c\n[]", "{\"a\":\"\" \"b\":\"\"}"}) {
    CAPTURE(text);
    CHECK(reason_of(text).starts_with("no JSON at line "));
  }
  CHECK(reason_of("[\"a\",\n  \"b\" x]") == "no JSON at line 2, column 7");
}

TEST_CASE("strict json: nothing hides behind a NUL byte") {
  for (const std::string& end : {std::string(1, '\0'), std::string("\0x", 2)}) CHECK_THROWS_AS(StrictJson("{}" + end), InputError);
}

TEST_CASE("strict json: too many strings are a limit, which is no fault of the file") {
  CHECK_THROWS_AS(StrictJson(R"({"a":["b","c"]})", {.max_texts = 2}), LimitError);
  CHECK(reason_of(R"({"a":["b","c"]})", {.max_texts = 3}).empty());
}

TEST_CASE("strict json: limits") {
  CHECK(reason_of("[\"abc\"]", {.max_bytes = 6}).find("6 bytes") != std::string::npos);
  CHECK(reason_of("[\"abc\"]", {.max_bytes = 7}).empty());
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(reason_of(nested(16)).empty());
  CHECK(reason_of(nested(17)).find("16 deep") != std::string::npos);
  CHECK(reason_of(std::string(2'000'000, '[')).find("deep") != std::string::npos);
  std::string many = "[[]";
  for (int i = 2; i < 10'000; ++i) many += ",[]";
  CHECK(reason_of(many + "]").empty());
  CHECK(reason_of(many + ",[]]").find("10000 objects and arrays") != std::string::npos);
}
