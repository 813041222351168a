#include "second/opinion.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "checker/check_certificate.hpp"
#include "checker/example_claim.hpp"
#include "exact/digest.hpp"

using namespace rankcert;
using nlohmann::json;
using second::Opinion;
using second::SecondChecker;
using second::Stance;

namespace {

/// Replaces `from` in the claim's text by `to`, with the text's digest put right.
void edit_claim(json& body, const std::string& from, const std::string& to) {
  std::string text = body["claim"]["text"];
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
}

/// A dyadic end moved by `part` of itself.
void shift(json& body, const char* side, const char* end, const Rational& part) {
  const Rational value = *parse_dyadic(body[side][end].get<std::string>());
  body[side][end] = to_dyadic_text(value + value * part);
}

void for_each_observation(json& body, const char* text) {
  for (auto& observation : body["left"]["evidence"]["sample"]["observations"]) observation = text;
}

const Rational tiny = Rational(1) / Rational(Integer(1) << 80U);

struct Change {
  std::string name;  ///< begins with the condition that must fail
  std::string original;
  std::function<void(json&)> make;
};

/// Changes of the meaning, with the digest put right afterwards.
const std::vector<Change>& refused() {
  static const std::vector<Change> all = {
      {"C1 schema", "formulas", [](json& b) { b["schema"] = "rankcert-certificate/2"; }},
      {"C1 swapped ends", "formulas", [](json& b) { std::swap(b["right"]["lower"], b["right"]["upper"]); }},
      {"C1 a field more", "formulas", [](json& b) { b["left"]["trusted"] = "yes"; }},
      {"C1 a bare number", "formulas", [](json& b) { b["parameters"]["n"] = 1000; }},
      {"C3 prelude", "formulas", [](json& b) { b["prelude"] = sha256("another"); }},
      {"C4 digest of another text", "formulas", [](json& b) { b["claim"]["digest"] = sha256("x"); }},
      {"C4 text of another digest", "formulas", [](json& b) { b["claim"]["text"] = b["claim"]["text"].get<std::string>() + "\n"; }},
      {"C4 id of another claim", "formulas", [](json& b) { b["claim"]["id"] = "low-rank-separation"; }},
      {"C4 no claim", "formulas", [](json& b) { edit_claim(b, "id = ", "name = "); }},
      {"C4 unknown name", "formulas", [](json& b) { edit_claim(b, "= \"pi^2/6", "= \"pj^2/6"); }},
      {"C4 hides a parameter", "formulas", [](json& b) { edit_claim(b, "[[assert]]", "[[define]]\nname = \"x\"\nis = \"1/2\"\nmeaning = \"\"\n\n[[assert]]"); }},
      {"C5 no such assertion", "formulas", [](json& b) { b["assertion"] = "formula"; }},
      {"C5 another assertion", "formulas", [](json& b) { b["assertion"] = "refuted"; }},
      {"C5 another relation", "formulas", [](json& b) { b["relation"] = "<"; }},
      {"C5 a lemma less", "formulas", [](json& b) { b["lemmas"].erase(1); }},
      {"C5 lemmas swapped", "formulas", [](json& b) { std::swap(b["lemmas"][0], b["lemmas"][1]); }},
      {"C6 a parameter less", "formulas", [](json& b) { b["parameters"].erase("x"); }},
      {"C6 a parameter more", "formulas", [](json& b) { b["parameters"]["k"] = "3"; }},
      {"C6 another name", "formulas", [](json& b) { b["parameters"].erase("x"), b["parameters"]["y"] = "1/8"; }},
      {"C6 a hint less", "formulas", [](json& b) { b["hints"].erase("L"); }},
      {"C6 a hint more", "enclosure", [](json& b) { b["hints"]["L"] = "9"; }},
      {"C6 an even hint", "formulas", [](json& b) { b["hints"]["L"] = "10"; }},
      {"C6 a hint out of range", "formulas", [](json& b) { b["hints"]["L"] = "101"; }},
      {"C6 no integer", "formulas", [](json& b) { b["parameters"]["n"] = "1000/3"; }},
      {"C6 too long", "formulas", [](json& b) { b["parameters"]["x"] = "1/1" + std::string(6'000, '0'); }},
      {"C6 out of range", "formulas", [](json& b) { b["parameters"]["n"] = "1000001"; }},
      {"C6 first requirement", "formulas", [](json& b) { b["parameters"]["n"] = "1"; }},
      {"C6 second requirement", "formulas", [](json& b) { b["parameters"]["x"] = "3/4"; }},
      {"C6 a requirement of one parameter only", "enclosure", [](json& b) { b["parameters"]["n"] = "1"; }},
      {"C6 a requirement without value", "formulas", [](json& b) { edit_claim(b, "x^2 < 1/2", "1/(x - 1/8) < 1"); }},
      {"C7 another value", "formulas", [](json& b) { b["parameters"]["n"] = "1001"; }},
      {"C7 another hint", "formulas", [](json& b) { b["hints"]["L"] = "11"; }},
      {"C7 another formula", "formulas", [](json& b) { b["left"]["formula"] = b["left"]["formula"].get<std::string>() + " + 0"; }},
      {"C7 no formula", "formulas", [](json& b) { b["left"]["formula"] = "1 +"; }},
      {"C7 sides swapped", "formulas", [](json& b) { std::swap(b["left"], b["right"]); }},
      {"C7 another argument", "enclosure", [](json& b) { b["right"]["measure"] = "gap(1000, 3)"; }},
      {"C7 another quantity", "sample", [](json& b) { b["left"]["measure"] = "median(1000, 3 + 1)"; }},
      {"C7 the claim's formula edited", "formulas", [](json& b) { edit_claim(b, "right = \"pi^2/6\"", "right = \"pi^2/5\""); }},
      {"C7 a formula as not measured", "formulas",
       [](json& b) {
         b["left"] = {{"measure", b["left"]["formula"]}};
         b["verdict"] = "enclosed";
       }},
      {"C7 measured as a formula", "enclosure",
       [](json& b) {
         b["right"]["formula"] = b["right"]["measure"];
         b["right"].erase("measure"), b["right"].erase("evidence");
       }},
      {"C8 upper end below the value", "formulas", [](json& b) { b["right"]["upper"] = b["right"]["lower"]; }},
      {"C8 lower end above the value", "formulas", [](json& b) { b["right"]["lower"] = b["right"]["upper"]; }},
      {"C8 sign of both ends", "formulas", [](json& b) { b["left"]["lower"] = "-3p-1", b["left"]["upper"] = "-1p0"; }},
      {"C8 value of the other side", "formulas", [](json& b) { b["left"]["lower"] = b["right"]["lower"], b["left"]["upper"] = b["right"]["upper"]; }},
      {"C8 an exact value beside its point", "refuted", [](json& b) { b["right"]["lower"] = b["right"]["upper"] = "1001p0"; }},
      {"C8 a definition edited", "formulas", [](json& b) { edit_claim(b, ", 1/l^2", ", 1/l^3"); }},
      {"C8 without value", "refuted", [](json& b) { edit_claim(b, "left = \"pi\"", "left = \"log(-1)\""), b["left"]["formula"] = "log(-1)"; }},
      {"C8 beside an unmeasured side", "enclosed", [](json& b) { b["left"]["lower"] = "1p0", b["left"]["upper"] = "1p1"; }},
      {"C9 lower end sharper", "sample", [](json& b) { b["left"]["lower"] = to_dyadic_text(*parse_dyadic(b["left"]["lower"].get<std::string>()) + Rational(1, 64)); }},
      {"C9 upper end sharper", "sample", [](json& b) { b["left"]["upper"] = to_dyadic_text(*parse_dyadic(b["left"]["upper"].get<std::string>()) - Rational(1, 64)); }},
      {"C9 smaller alpha", "sample", [](json& b) { b["left"]["evidence"]["sample"]["alpha"] = "1/1000"; }},
      {"C9 no alpha", "sample", [](json& b) { b["left"]["evidence"]["sample"]["alpha"] = "0"; }},
      {"C9 alpha above a tenth", "sample", [](json& b) { b["left"]["evidence"]["sample"]["alpha"] = "11/100"; }},
      {"C9 no observations", "sample", [](json& b) { b["left"]["evidence"]["sample"]["observations"] = json::array(); }},
      {"C9 larger observations", "sample", [](json& b) { for_each_observation(b, "8"); }},
      {"C9 smaller observations", "sample", [](json& b) { for_each_observation(b, "0"); }},
      {"C9 an observation out of range", "sample", [](json& b) { b["left"]["evidence"]["sample"]["observations"][3] = "9"; }},
      {"C9 range turned round", "sample", [](json& b) { std::swap(b["left"]["evidence"]["sample"]["least"], b["left"]["evidence"]["sample"]["greatest"]); }},
      {"C9 range of a point", "sample",
       [](json& b) {
         auto& sample = b["left"]["evidence"]["sample"];
         for_each_observation(b, "4");
         sample["least"] = sample["greatest"] = "4";
       }},
      {"C9 sample dropped", "sample", [](json& b) { b["left"]["evidence"].erase("sample"); }},
      {"C10 refuted for certified", "formulas", [](json& b) { b["verdict"] = "refuted"; }},
      {"C10 certified for refuted", "refuted", [](json& b) { b["verdict"] = "certified"; }},
      {"C10 certified for supported", "sample", [](json& b) { b["verdict"] = "certified"; }},
      {"C10 supported for certified", "formulas", [](json& b) { b["verdict"] = "supported"; }},
      {"C10 certified for inconclusive", "inconclusive", [](json& b) { b["verdict"] = "certified"; }},
      {"C10 certified for enclosed", "enclosed", [](json& b) { b["verdict"] = "certified"; }},
      {"C10 widened until it overlaps", "formulas", [](json& b) { b["left"]["upper"] = "1p4"; }},
      {"C10 measurement dropped", "enclosure", [](json& b) { b["right"] = {{"measure", b["right"]["measure"]}}; }},
  };
  return all;
}

/// Changes that leave a true statement: A1 to A6 and A8 of the note; a claim as a whole (A7) is every other claim's certificate.
const std::vector<Change>& confirmed() {
  static const std::vector<Change> all = {
      {"A1 wider below", "formulas", [](json& b) { b["left"]["lower"] = "-1p9"; }},
      {"A1 a hair wider above", "formulas", [](json& b) { shift(b, "right", "upper", tiny); }},
      {"A1 a wider confidence interval", "sample", [](json& b) { b["left"]["lower"] = "0p0"; }},
      {"A2 tool", "formulas", [](json& b) { b["tool"] = "another 9.9"; }},
      {"A2 method", "sample", [](json& b) { b["left"]["evidence"]["method"] = "guessing"; }},
      {"A3 larger alpha", "sample", [](json& b) { b["left"]["evidence"]["sample"]["alpha"] = "1/50"; }},
      {"A4 order of the observations", "sample", [](json& b) { std::swap(b["left"]["evidence"]["sample"]["observations"][0], b["left"]["evidence"]["sample"]["observations"][1]); }},
      {"A5 seed", "sample", [](json& b) { b["left"]["evidence"]["seed"] = "8"; }},
      {"A5 witness", "enclosure", [](json& b) { b["right"]["evidence"]["witness"]["weights"][0] = "5"; }},
      {"A5 another measured enclosure", "enclosure", [](json& b) { b["right"]["upper"] = "1p0"; }},
      {"A5 an observation more", "sample", [](json& b) { b["left"]["evidence"]["sample"]["observations"].push_back("4"); }},
      {"A6 another hint", "formulas",
       [](json& b) {
         b["hints"]["L"] = "11";
         std::string text = b["left"]["formula"];
         b["left"]["formula"] = text.replace(text.find("9)"), 1, "11");
         b["left"]["lower"] = "0p0", b["left"]["upper"] = "3p-1";
       }},
      {"A8 measurement left out", "enclosure",
       [](json& b) {
         b["right"] = {{"measure", b["right"]["measure"]}};
         b["verdict"] = "enclosed";
       }},
      {"A8 nothing decided", "formulas",
       [](json& b) {
         b["left"]["upper"] = "1p4";
         b["verdict"] = "inconclusive";
       }},
  };
  return all;
}

std::string changed(const Change& change) {
  json body = test::body_of(test::example_certificate(change.original));
  const json before = body;
  change.make(body);
  REQUIRE(body != before);
  return test::signed_text(body);
}

}  // namespace

TEST_CASE("second opinion: what holds is confirmed, with its verdict and what it says") {
  SecondChecker checker;
  for (const std::string& name : test::example_names()) {
    CAPTURE(name);
    const Certificate certificate = test::example_certificate(name);
    const Opinion opinion = checker.check(write_certificate(certificate));
    CAPTURE(opinion.reason);
    CHECK(opinion.stance == Stance::confirmed);
    CHECK(opinion.reason.empty());
    CHECK(to_text(opinion.verdict) == to_text(certificate.verdict));
    CHECK(opinion.claim_digest == certificate.claim_digest);
    CHECK(opinion.claim->hypotheses.size() == 1);
    CHECK(opinion.measured == (name == "enclosure" || name == "sample"));
    CHECK(opinion.alpha == (name == "sample" ? std::optional(Rational(1, 100)) : std::nullopt));
  }
  CHECK(checker.check(write_certificate(test::example_certificate("formulas"))).subject == "example formulas n=1000 x=1/8");
}

TEST_CASE("second opinion: a changed meaning under a right digest is refused by the condition that it breaks") {
  SecondChecker checker;
  Checker kernel;
  for (const Change& change : refused()) {
    CAPTURE(change.name);
    const std::string text = changed(change);
    const Opinion opinion = checker.check(text);
    CAPTURE(opinion.reason);
    CHECK(opinion.stance == Stance::refused);
    CHECK(opinion.reason.starts_with(change.name.substr(0, change.name.find(' ') + 1)));
    CHECK(opinion.reason.find('\n') == std::string::npos);
    const CheckReport report = kernel.check(text);
    CHECK_FALSE(report.accepted);
    CHECK(report.reason.substr(0, 3) == opinion.reason.substr(0, 3));
  }
}

TEST_CASE("second opinion: every condition is broken by some change") {
  std::set<std::string> broken = {"C2"};  // the digest left as it was: the next test
  for (const Change& change : refused()) broken.insert(change.name.substr(0, change.name.find(' ')));
  CHECK(broken == std::set<std::string>{"C1", "C10", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9"});
}

TEST_CASE("second opinion: a change without its digest is refused by C2, or by C1 before it") {
  SecondChecker checker;
  for (const auto* list : {&refused(), &confirmed()}) {
    for (const Change& change : *list) {
      CAPTURE(change.name);
      json body = test::body_of(test::example_certificate(change.original));
      const std::string digest = sha256(body.dump());
      change.make(body);
      body["digest"] = digest;
      const Opinion opinion = checker.check(body.dump());
      CHECK(opinion.stance == Stance::refused);
      CHECK(opinion.reason.starts_with(change.name.starts_with("C1 ") ? "C1 form" : "C2 digest"));
    }
  }
}

TEST_CASE("second opinion: what leaves a true statement is confirmed") {
  SecondChecker checker;
  for (const Change& change : confirmed()) {
    CAPTURE(change.name);
    const Opinion opinion = checker.check(changed(change));
    CAPTURE(opinion.reason);
    CHECK(opinion.stance == Stance::confirmed);
  }
}

TEST_CASE("second opinion: what cannot be decided is no opinion, never a confirmation") {
  SecondChecker checker;
  const auto opinion_of = [&](const std::string& original, const std::function<void(json&)>& make) { return checker.check(changed({"", original, make})); };
  // A requirement that holds with equality between enclosures.
  const Opinion requirement = opinion_of("formulas", [](json& b) { edit_claim(b, "x^2 < 1/2", "sqrt(2)^2 <= 2 + 0*x"); });
  CHECK(requirement.stance == Stance::no_opinion);
  CHECK(requirement.reason.starts_with("C6 parameters: the requirement 'sqrt(2)^2 <= 2 + 0*x'"));
  // An irrational-looking value of which only the point itself would do.
  const Opinion point = opinion_of("inconclusive", [](json& b) { b["left"]["lower"] = b["left"]["upper"] = "3p0", b["verdict"] = "certified"; });
  CHECK(point.stance == Stance::no_opinion);
  CHECK(point.reason.starts_with("C8 enclosures: the value of left"));
  // A limit.
  const Opinion limit = opinion_of("refuted", [](json& b) { edit_claim(b, "left = \"pi\"", "left = \"sum(i = 1..10^8, 1/i)\""), b["left"]["formula"] = "sum(i = 1..10^8, 1/i)"; });
  CHECK(limit.stance == Stance::no_opinion);
  CHECK(limit.reason.starts_with("C8 "));
  // A doubt does not hide what is proved to fail behind it.
  const Opinion behind = opinion_of("formulas", [](json& b) { edit_claim(b, "x^2 < 1/2", "sqrt(2)^2 <= 2 + 0*x"), b["verdict"] = "refuted"; });
  CHECK(behind.stance == Stance::refused);
  CHECK(behind.reason.starts_with("C10 "));
}

TEST_CASE("second opinion: a text that reads as the claim's formula is the claim's formula") {
  // The kernel asks for the very text. Blanks, brackets and the way in which a number is written change no meaning.
  SecondChecker checker;
  for (const char* same : {" (pi)^2/6", "pi^(2)/(6)", "pi^2.0/6"}) CHECK(checker.check(changed({"", "formulas", [&](json& b) { b["right"]["formula"] = same; }})).stance == Stance::confirmed);
}

TEST_CASE("second opinion: too little precision gives none") {
  SecondChecker checker({.max_bits = 64});
  const Opinion opinion = checker.check(write_certificate(test::example_certificate("formulas")));
  CHECK(opinion.stance == Stance::no_opinion);
  CHECK(opinion.reason.find("could not be enclosed at 64 bits") != std::string::npos);
}

TEST_CASE("second opinion: a refusal leaves the checker as it was") {
  SecondChecker checker;
  const std::string good = write_certificate(test::example_certificate("formulas"));
  const std::string bad = changed({"", "formulas", [](json& b) { edit_claim(b, "id = ", "name = "); }});
  for (int round = 0; round < 3; ++round) {
    CHECK(checker.check(bad).stance == Stance::refused);
    CHECK(checker.check(good).stance == Stance::confirmed);
    CHECK(checker.check("").stance == Stance::refused);
  }
}
