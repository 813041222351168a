#include "second/certificate.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "checker/example_claim.hpp"
#include "exact/error.hpp"

using namespace rankcert;
using nlohmann::json;
using second::read_certificate;

namespace {

std::string reason_of(const std::string& text) {
  try {
    (void)read_certificate(text);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

/// The example with one field replaced, correctly signed.
std::string changed(const std::string& name, const std::string& pointer, const json& value) {
  json body = test::body_of(test::example_certificate(name));
  body[json::json_pointer(pointer)] = value;
  return test::signed_text(body);
}

std::string without(const std::string& name, const std::string& object, const std::string& key) {
  json body = test::body_of(test::example_certificate(name));
  body[json::json_pointer(object)].erase(key);
  return test::signed_text(body);
}

}  // namespace

TEST_CASE("second certificate: what the prover's writer writes reads, with the same content") {
  for (const std::string& name : test::example_names()) {
    CAPTURE(name);
    const Certificate written = test::example_certificate(name);
    const second::Certificate read = read_certificate(write_certificate(written));
    CHECK(read.digest_matches);
    CHECK(read.claim_id == written.claim_id);
    CHECK(read.claim_text == written.claim_text);
    CHECK(read.claim_digest == written.claim_digest);
    CHECK(read.prelude == written.prelude_digest);
    CHECK(read.assertion == written.assertion);
    CHECK(read.lemmas == written.lemmas);
    CHECK(read.parameters == written.parameters);
    CHECK(read.hints == written.hints);
    CHECK(read.relation == written.relation);
    CHECK(to_text(read.verdict) == to_text(written.verdict));
    for (const auto& [one, other] : {std::pair(&read.left, &written.left), std::pair(&read.right, &written.right)}) {
      CHECK(one->text == other->text);
      REQUIRE(one->bounds.has_value() == other->interval.has_value());
      if (one->bounds) CHECK((one->bounds->lower == other->interval->lower && one->bounds->upper == other->interval->upper));
    }
  }
  const second::Certificate sample = read_certificate(write_certificate(test::example_certificate("sample")));
  REQUIRE(sample.left.sample);
  // Forty draws of 3, 4, 5 in turn.
  CHECK(sample.left.sample->observations == std::vector<std::pair<Rational, unsigned long>>{{3, 14}, {4, 13}, {5, 13}});
  CHECK(sample.left.sample->alpha == Rational(1, 100));
  CHECK(sample.left.measured);
  CHECK_FALSE(sample.right.measured);
}

TEST_CASE("second certificate: blanks and the order of keys do not matter, one byte of the content does") {
  const std::string text = write_certificate(test::example_certificate("sample"));
  nlohmann::ordered_json reversed;
  const json whole = json::parse(text);
  for (auto item = whole.rbegin(); item != whole.rend(); ++item) reversed[item.key()] = item.value();
  CHECK(read_certificate(reversed.dump(7)).digest_matches);
  std::string altered = text;
  altered[altered.find("by hand")] = 'B';
  CHECK_FALSE(read_certificate(altered).digest_matches);
  json other = whole;
  for (const char* digest : {"", "sha256:", "sha256:0000000000000000000000000000000000000000000000000000000000000000"}) {
    other["digest"] = digest;
    CHECK_FALSE(read_certificate(other.dump()).digest_matches);
  }
}

TEST_CASE("second certificate: every field is needed and of its type, and no other is allowed") {
  for (const std::string name : {"sample", "enclosure"}) {
    const json body = test::body_of(test::example_certificate(name));
    const std::string measured = name == "sample" ? "/left" : "/right";
    std::vector<std::string> objects = {"", "/claim", measured, measured + "/evidence", name == "sample" ? "/right" : "/left"};
    if (name == "sample") objects.push_back("/left/evidence/sample");
    for (const std::string& object : objects) {
      for (const auto& item : body[json::json_pointer(object)].items()) {
        CAPTURE(object + "/" + item.key());
        if (item.key() != "sample") CHECK_FALSE(reason_of(without(name, object, item.key())).empty());
        for (const json& wrong : {json(nullptr), json(1), json(true), json(json::array({json::array()}))}) CHECK_FALSE(reason_of(changed(name, object + "/" + item.key(), wrong)).empty());
      }
      CHECK_FALSE(reason_of(changed(name, object + "/comment", "")).empty());
    }
  }
  json unsigned_body = test::body_of(test::example_certificate("formulas"));
  CHECK(reason_of(unsigned_body.dump()).find("'digest'") != std::string::npos);
}

TEST_CASE("second certificate: forms of numbers, words and sides") {
  for (const char* bad : {"", "01", "2/4", "1.5", "1e3"}) {
    CAPTURE(bad);
    for (const char* where : {"/parameters/n", "/hints/L"}) CHECK_FALSE(reason_of(changed("formulas", where, bad)).empty());
    for (const char* where : {"alpha", "least", "greatest", "observations/3"}) CHECK_FALSE(reason_of(changed("sample", std::string("/left/evidence/sample/") + where, bad)).empty());
    CHECK_FALSE(reason_of(changed("enclosure", "/right/evidence/witness/weights/0", bad)).empty());
    for (const char* where : {"/left/lower", "/right/upper"}) CHECK_FALSE(reason_of(changed("formulas", where, bad)).empty());
  }
  for (const char* bad : {"-1", "18446744073709551616", "1/2", "00", "", "7 "}) CHECK_FALSE(reason_of(changed("sample", "/left/evidence/seed", bad)).empty());
  CHECK(reason_of(changed("sample", "/left/evidence/seed", "18446744073709551615")).empty());
  for (const char* bad : {"", "=<", "==", "< "}) CHECK_FALSE(reason_of(changed("formulas", "/relation", bad)).empty());
  for (const char* bad : {"", "accepted", "Certified"}) CHECK_FALSE(reason_of(changed("formulas", "/verdict", bad)).empty());
  for (const char* bad : {"", "rankcert-certificate/2"}) CHECK_FALSE(reason_of(changed("formulas", "/schema", bad)).empty());
  json body = test::body_of(test::example_certificate("formulas"));
  std::swap(body["left"]["lower"], body["left"]["upper"]);
  CHECK(reason_of(test::signed_text(body)) == "left has its ends in the wrong order");
  CHECK_FALSE(reason_of(changed("enclosure", "/right/formula", "1")).empty());
  CHECK_FALSE(reason_of(without("enclosure", "/right", "evidence")).empty());
  json half = test::body_of(test::example_certificate("enclosure"));
  half["right"].erase("lower"), half["right"].erase("upper");
  CHECK_FALSE(reason_of(test::signed_text(half)).empty());
}

TEST_CASE("second certificate: the malformed files on disk") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(RANKCERT_CHECKER_DATA) + "/malformed")) {
    CAPTURE(entry.path().filename().string());
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const std::string reason = reason_of(bytes.str());
    CHECK_FALSE(reason.empty());
    for (const char c : reason) CHECK(static_cast<unsigned char>(c) >= 0x20);
    ++files;
  }
  CHECK(files >= 15);
}

TEST_CASE("second certificate: a sample of too many different observations is a limit, not a fault") {
  std::string list = "[\"0\"";
  for (std::size_t i = 1; i <= second::max_different_observations; ++i) list += ",\"" + std::to_string(i) + "\"";
  std::string text = write_certificate(test::example_certificate("sample"));
  const auto from = text.find('[', text.find("\"observations\""));
  text.replace(from, text.find(']', from) + 1 - from, list + "]");
  CHECK_THROWS_AS((void)read_certificate(text), LimitError);
}
