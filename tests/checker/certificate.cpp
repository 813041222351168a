#include "checker/certificate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "capture_binding.hpp"
#include "checker/example_claim.hpp"
#include "checker/read_file.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"

using namespace rankcert;
using nlohmann::json;

namespace {

/// What parse_certificate says: "" if it reads, else its reason.
std::string reason_of(const std::string& text, const CertificateLimits& limits = {}) {
  try {
    (void)parse_certificate(text, limits);
    return "";
  } catch (const InputError& error) {
    return error.what();
  } catch (const Error& error) {
    REQUIRE(error.failure() == Failure::refused);
    return std::string("refused: ") + error.what();
  }
}

bool is_malformed(const std::string& text) { return reason_of(text).starts_with("malformed certificate: "); }

/// The example with one field replaced, correctly signed.
std::string changed(const std::string& name, const std::string& pointer, const json& value) {
  json body = test::body_of(test::example_certificate(name));
  body[json::json_pointer(pointer)] = value;
  return test::signed_text(body);
}

}  // namespace

TEST_CASE("certificate: what is written reads back, and writes the same bytes again") {
  for (const std::string& name : test::example_names()) {
    CAPTURE(name);
    const Certificate before = test::example_certificate(name);
    const std::string text = write_certificate(before);
    const Certificate after = parse_certificate(text);
    CHECK(write_certificate(after) == text);
    CHECK(after.claim_text == before.claim_text);
    CHECK(after.parameters == before.parameters);
    CHECK(after.hints == before.hints);
    CHECK(after.left.interval == before.left.interval);
    CHECK(after.right.interval == before.right.interval);
    CHECK(after.left.evidence.has_value() == before.left.evidence.has_value());
    CHECK(after.right.evidence.has_value() == before.right.evidence.has_value());
    CHECK(after.verdict == before.verdict);
    CHECK(text.ends_with("}\n"));
  }
}

TEST_CASE("certificate: text beyond ASCII is written as it is") {
  Certificate certificate = test::example_certificate("enclosure");
  certificate.tool = "r\xC3\xA9sum\xC3\xA9";
  CHECK(write_certificate(certificate).find("\"r\xC3\xA9sum\xC3\xA9\"") != std::string::npos);
  CHECK(parse_certificate(write_certificate(certificate)).tool == certificate.tool);
}

TEST_CASE("certificate: the digest is the SHA-256 of the sorted, blank-free JSON without it") {
  const std::string text = write_certificate(test::example_certificate("formulas"));
  const json whole = json::parse(text);
  CHECK(test::signed_text(test::body_of(test::example_certificate("formulas"))) == text);
  CHECK(whole.at("digest").get<std::string>().starts_with("sha256:"));
  // Blanks and the order of the keys do not matter: the canonical form is of the content.
  nlohmann::ordered_json reversed;
  for (auto item = whole.rbegin(); item != whole.rend(); ++item) reversed[item.key()] = item.value();
  CHECK(reason_of(reversed.dump(7)).empty());
}

TEST_CASE("certificate: a wrong digest is refused") {
  json whole = json::parse(write_certificate(test::example_certificate("formulas")));
  for (const char* digest : {"", "sha256:", "0", "sha256:0000000000000000000000000000000000000000000000000000000000000000"}) {
    whole["digest"] = digest;
    CHECK(reason_of(whole.dump()).starts_with("refused: "));
  }
  whole["digest"] = sha256(test::body_of(test::example_certificate("formulas")).dump()) + " ";
  CHECK(reason_of(whole.dump()).starts_with("refused: "));
}

TEST_CASE("certificate: every field is needed, of its type, and no other field is allowed") {
  for (const std::string name : {"sample", "enclosure"}) {
    const json body = test::body_of(test::example_certificate(name));
    const json flat = body.flatten();
    // Every object of the file loses each of its keys once, and gains one.
    const std::vector<std::string> objects = {"", "/claim", name == "sample" ? "/left" : "/right",
                                              name == "sample" ? "/left/evidence" : "/right/evidence", name == "sample" ? "/right" : "/left"};
    for (const std::string& object : objects) {
      const json& original = body[json::json_pointer(object)];
      for (const auto& item : original.items()) {
        CAPTURE(object + "/" + item.key());
        json without = body;
        without[json::json_pointer(object)].erase(item.key());
        // A sample may be left out: the evidence is then that of an enclosure, which C10 refuses by its verdict.
        if (item.key() != "sample") CHECK(is_malformed(test::signed_text(without)));
        for (const json& wrong : {json(nullptr), json(1), json(true), json(json::array({1})), json(1.5)}) {
          json other = body;
          other[json::json_pointer(object)][item.key()] = wrong;
          CHECK(is_malformed(test::signed_text(other)));
        }
      }
      json more = body;
      more[json::json_pointer(object)]["comment"] = "";
      CHECK(is_malformed(test::signed_text(more)));
    }
    json whole = body;
    whole["digest"] = 5;
    CHECK(is_malformed(whole.dump()));
    whole.erase("digest");
    CHECK(is_malformed(whole.dump()));
  }
  json sample = test::body_of(test::example_certificate("sample"));
  for (const char* key : {"alpha", "least", "greatest", "observations"}) {
    json without = sample;
    without["left"]["evidence"]["sample"].erase(key);
    CHECK(is_malformed(test::signed_text(without)));
  }
}

TEST_CASE("certificate: an object is an object and a list is a list") {
  for (const char* object : {"/claim", "/left", "/right", "/right/evidence", "/right/evidence/witness", "/parameters", "/hints"}) {
    CAPTURE(object);
    for (const json& wrong : {json(nullptr), json(""), json("1"), json(1), json(true), json::array(), json(json::array({"1"}))}) {
      CHECK(reason_of(changed("enclosure", object, wrong)).ends_with(" must be an object"));
    }
  }
  for (const json& wrong : {json(nullptr), json("1"), json(1), json(true), json::object(), json({{"0", "1"}})}) {
    CHECK(reason_of(changed("sample", "/left/evidence/sample/observations", wrong)).ends_with(" must be an array"));
    CHECK(reason_of(changed("enclosure", "/right/evidence/witness/weights", wrong)).ends_with(" must be an array"));
  }
  for (const char* text : {"[]", "1", "null", "\"\""}) CHECK(reason_of(text).ends_with(" must be an object"));
  CHECK(reason_of(write_certificate(test::example_certificate("formulas")) + std::string("\0x", 2)).ends_with("a NUL byte"));
}

TEST_CASE("certificate: numbers have one form") {
  for (const char* bad : {"", " 1", "1 ", "+1", "01", "-0", "1/1", "2/4", "1/0", "1/-2", "-1/-2", "0/3", "1.5", "1e3", "0x10", "1_000",
                          "inf", "nan", "1e9999999", "\xEF\xBC\x91"}) {
    CAPTURE(bad);
    CHECK(is_malformed(changed("formulas", "/parameters/n", bad)));
    CHECK(is_malformed(changed("formulas", "/hints/L", bad)));
    CHECK(is_malformed(changed("sample", "/left/evidence/sample/alpha", bad)));
    CHECK(is_malformed(changed("sample", "/left/evidence/sample/observations/3", bad)));
    CHECK(is_malformed(changed("enclosure", "/right/evidence/witness/weights/0", bad)));
  }
  for (const json& bad : {json(3), json(nullptr), json::array(), json({{"n", "3"}})}) {
    CHECK(is_malformed(changed("formulas", "/parameters/n", bad)));
    CHECK(is_malformed(changed("formulas", "/hints/L", bad)));
  }
  for (const char* bad : {"", "1", "2p0", "4p-1", "1p+3", "1p03", "01p0", "-0p0", "0p1", "1p", "p1", "1p1.5", "1p9999999", "1p-99999999999999999999", "1/2", "0.5", "1P0", " 1p0"}) {
    CAPTURE(bad);
    CHECK(is_malformed(changed("formulas", "/right/lower", bad)));
    CHECK(is_malformed(changed("formulas", "/left/upper", bad)));
  }
  for (const char* bad : {"-1", "18446744073709551616", "1/2", "00", "", "7 "}) CHECK(is_malformed(changed("sample", "/left/evidence/seed", bad)));
  for (const char* good : {"0", "18446744073709551615"}) CHECK(reason_of(changed("sample", "/left/evidence/seed", good)).empty());
  const std::string long_number(CertificateLimits().max_number_digits + 1, '7');
  CHECK(is_malformed(changed("formulas", "/parameters/n", long_number)));
  CHECK(reason_of(changed("formulas", "/parameters/n", long_number.substr(1))).empty());
}

TEST_CASE("certificate: ends in the wrong order, relations and verdicts that are none") {
  json body = test::body_of(test::example_certificate("formulas"));
  std::swap(body["left"]["lower"], body["left"]["upper"]);
  CHECK(is_malformed(test::signed_text(body)));
  for (const char* bad : {"", "=<", "==", "≤", "< "}) CHECK(is_malformed(changed("formulas", "/relation", bad)));
  for (const char* bad : {"", "accepted", "Certified", "certified\n"}) CHECK(is_malformed(changed("formulas", "/verdict", bad)));
  for (const char* bad : {"", "rankcert-certificate/0", "rankcert-certificate/2", "rankcert-certificate/1 "}) CHECK(is_malformed(changed("formulas", "/schema", bad)));
}

TEST_CASE("certificate: an interval without evidence, evidence without an interval, a formula with evidence") {
  json body = test::body_of(test::example_certificate("enclosure"));
  json no_evidence = body;
  no_evidence["right"].erase("evidence");
  CHECK(is_malformed(test::signed_text(no_evidence)));
  json no_interval = body;
  no_interval["right"].erase("lower");
  no_interval["right"].erase("upper");
  CHECK(is_malformed(test::signed_text(no_interval)));
  json formula = body;
  formula["left"]["evidence"] = body["right"]["evidence"];
  CHECK(is_malformed(test::signed_text(formula)));
  json both = body;
  both["left"]["measure"] = both["left"]["formula"];
  CHECK(is_malformed(test::signed_text(both)));
}

TEST_CASE("certificate: duplicate keys are malformed, at every depth") {
  const std::string text = write_certificate(test::example_certificate("sample"));
  for (const char* key : {"\"schema\":", "\"digest\":", "\"alpha\":", "\"seed\":", "\"lower\":", "\"text\":", "\"n\":"}) {
    CAPTURE(key);
    const auto at = text.find(key);
    REQUIRE(at != std::string::npos);
    std::string twice = text;
    twice.insert(at, std::string(key) + "\"1\",");
    CHECK(reason_of(twice).find("stands twice") != std::string::npos);
  }
  // Whatever stands before it.
  for (const char* value : {"-1", "1", "1.5", "-1e99", "true", "null", "\"text\"", "[-1]", "{\"schema\": -1}"}) {
    CAPTURE(value);
    std::string behind = text;
    behind.insert(behind.find("\"schema\":"), std::string("\"a\":") + value + ",\"a\":1,");
    CHECK(reason_of(behind).find("stands twice") != std::string::npos);
  }
  // Another spelling of the same key is the same key.
  std::string twice = text;
  twice.insert(text.find("\"schema\":"), "\"sch\\u0065ma\":\"\",");
  CHECK(reason_of(twice).find("stands twice") != std::string::npos);
}

TEST_CASE("certificate: limits on size and depth hold before anything is kept") {
  CertificateLimits small;
  small.max_bytes = 100;
  const std::string fair = write_certificate(test::example_certificate("formulas"));
  CHECK(reason_of(fair, small).find("larger than 100 bytes") != std::string::npos);
  small.max_bytes = fair.size();
  CHECK(reason_of(fair, small).empty());
  // The example nests two deep.
  small.max_depth = 2;
  CHECK(reason_of(fair, small).empty());
  small.max_depth = 1;
  CHECK(reason_of(fair, small).find("nested more than 1 deep") != std::string::npos);
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  CHECK(reason_of(deep).find("deep") != std::string::npos);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(reason_of(objects).find("deep") != std::string::npos);
}

TEST_CASE("certificate: as many objects and arrays as the limit says, and no more") {
  const std::string text = write_certificate(test::example_certificate("formulas"));
  CertificateLimits limits;  // no text of the example holds a bracket that does not stand for itself
  json without_texts = json::parse(text);
  without_texts["claim"]["text"] = without_texts["left"]["formula"] = without_texts["right"]["formula"] = "";
  const std::string bare = without_texts.dump();
  limits.max_containers = static_cast<std::size_t>(std::count_if(bare.begin(), bare.end(), [](char c) { return c == '{' || c == '['; }));
  CHECK(reason_of(text, limits).empty());
  --limits.max_containers;
  CHECK(reason_of(text, limits).find("objects and arrays") != std::string::npos);
}

TEST_CASE("certificate: what is no JSON is refused with its line and column") {
  for (const auto& [text, place] : std::initializer_list<std::pair<const char*, const char*>>{
           {"x", "line 1, column 1"}, {"{x", "line 1, column 2"}, {"{\n  x", "line 2, column 3"}, {"{\"a\": 1,\n\n\"b\": ?}", "line 3, column 6"}, {"", "line 1, column 1"}}) {
    CAPTURE_BINDING(text);
    const std::string reason = reason_of(text);
    CAPTURE(reason);
    CHECK(reason.ends_with(std::string("no JSON at ") + place));
  }
}

TEST_CASE("certificate: a long array of objects is refused at once") {
  // Took minutes once: the time of a parser's callback grows with the square of the length.
  std::string many = "[{}";
  for (int i = 0; i < 5'000'000; ++i) many += ",{}";
  CHECK(reason_of(many + "]").find("objects and arrays") != std::string::npos);
  CHECK(reason_of("{\"left\":[" + many.substr(1) + "]}").find("objects and arrays") != std::string::npos);
}

TEST_CASE("certificate: the malformed files on disk are named by line and column or by field") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(RANKCERT_CHECKER_DATA) + "/malformed")) {
    CAPTURE(entry.path().filename().string());
    const std::string reason = reason_of(read_file(entry.path()));
    CHECK(reason.starts_with("malformed certificate: "));
    CHECK(reason.find('\n') == std::string::npos);
    ++files;
  }
  CHECK(files >= 15);
}
