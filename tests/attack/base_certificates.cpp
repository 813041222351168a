#include "attack/base_certificates.hpp"

#include <map>

#include "checker/claim_text.hpp"
#include "checker/example_claim.hpp"
#include "checker/prelude.hpp"
#include "exact/digest.hpp"
#include "formula/render.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

constexpr const char* kinds_claim = R"toml(id = "kinds"
title = "Kinds of assertions"
statement = "One of each."
source = "an example"
note = "kinds"
hypotheses = ["n is a number"]

[parameters]
n = { type = "integer", range = "1..10^4", meaning = "a number" }
x = { type = "rational", range = "-8..8", meaning = "another" }

[[assert]]
name = "equal"
title = "Gauss"
left = "sum(i = 1..n, i)"
relation = "="
right = "n*(n + 1)/2"
lemmas = ["kinds#1"]

[[assert]]
name = "at-least"
title = "A negative number"
left = "-x^2"
relation = ">="
right = "-pi*n"
lemmas = ["kinds#1", "kinds#2", "kinds#3"]

[[assert]]
name = "share"
title = "A share above a bound"
left = { measure = "share(n, x)", column = "share" }
relation = ">="
right = "exp(-n)"
expect = "supported"
lemmas = ["kinds#2"]

[[assert]]
name = "no-more"
title = "An estimate where a proof is hoped for"
left = "sqrt(n)"
relation = ">"
right = { measure = "count(n)", column = "count" }
lemmas = ["kinds#2"]

[[assert]]
name = "not-equal"
title = "pi is no fraction"
left = "pi"
relation = "="
right = "n/7"
expect = "refuted"
lemmas = ["kinds#4"]
)toml";

/// A number between these two decimals of 60 digits (mpmath), which differ by one in the last.
struct Digits {
  const char* lower;
  const char* upper;
};
const std::map<std::string, Digits>& irrational_values() {
  static const std::map<std::string, Digits> values = {
      {"pi", {"3.14159265358979323846264338327950288419716939937510582097494", "3.14159265358979323846264338327950288419716939937510582097495"}},
      {"pi^2/6", {"1.64493406684822643647241516664602518921894990120679843773555", "1.64493406684822643647241516664602518921894990120679843773556"}},
      {"pi/1000", {"0.00314159265358979323846264338327950288419716939937510582097494", "0.00314159265358979323846264338327950288419716939937510582097495"}},
      {"sqrt(1000)", {"31.6227766016837933199889354443271853371955513932521682685750", "31.6227766016837933199889354443271853371955513932521682685751"}},
      {"sqrt(100)", {"10", "10"}},
      // No enclosure proves that the square of an irrational root is exactly 3: an end there is neither right nor wrong.
      {"sqrt(3)^2", {"2.99999999999999999999999999999999999999999999999999999999999", "3.00000000000000000000000000000000000000000000000000000000001"}},
      {"-pi*20", {"-62.8318530717958647692528676655900576839433879875021164194989", "-62.8318530717958647692528676655900576839433879875021164194988"}},
      {"exp(-3)", {"0.0497870683678639429793424156500617766316995921884232155676277", "0.0497870683678639429793424156500617766316995921884232155676278"}},
  };
  return values;
}

Known known_value(const std::string& text, const Rational& exact) {
  const auto found = irrational_values().find(text);
  if (found == irrational_values().end()) return {exact, exact};
  return {*parse_rational(found->second.lower), *parse_rational(found->second.upper)};
}

/// Dyadic ends a little outside what is known; exact where the value is a dyadic number.
json interval_of(const Known& known) {
  const Integer unit = Integer(1) << 90U;
  const auto dyadic_below = [&](const Rational& value) {
    Integer quotient;
    const Rational scaled = value * unit;
    mpz_fdiv_q(quotient.backend().data(), mpq_numref(scaled.backend().data()), mpq_denref(scaled.backend().data()));
    return Rational(quotient) / unit;
  };
  return {to_dyadic_text(dyadic_below(known.lower)), to_dyadic_text(-dyadic_below(-known.upper))};
}

/// A certificate of the claim of kinds, put together from the claim's own words.
class Kinds {
 public:
  Kinds(const char* assertion, Assignment parameters) : claim_(parse_claim(kinds_claim, "kinds.toml")), assertion_(*claim_.find_assertion(assertion)) {
    json values = json::object();
    for (const auto& [name, value] : parameters) values[name] = to_text(value);
    base_.name = std::string("kinds ") + assertion;
    base_.body = {{"schema", certificate_schema}, {"tool", "by hand"}, {"prelude", prelude_digest()}, {"assertion", assertion}, {"lemmas", assertion_.lemmas},
                  {"parameters", values}, {"hints", json::object()}, {"relation", to_text(assertion_.relation)},
                  {"claim", {{"id", "kinds"}, {"text", kinds_claim}, {"digest", sha256(kinds_claim)}}}};
    base_.body["left"] = text_of(assertion_.left, parameters);
    base_.body["right"] = text_of(assertion_.right, parameters);
  }

  Kinds& value(const char* side, const Rational& exact = 0) {
    const Known known = known_value(base_.body[side]["formula"], exact);
    (side == std::string("left") ? base_.left : base_.right) = known;
    return ends(side, interval_of(known));
  }

  Kinds& measured(const char* side, const json& interval, const json& sample) {
    base_.body[side]["evidence"] = {{"seed", "12"}, {"method", "by hand"}, {"witness", json::object()}, {"sample", sample}};
    return ends(side, interval);
  }

  Base verdict(const char* word) {
    base_.body["verdict"] = word;
    return base_;
  }

 private:
  static json text_of(const Side& side, const Assignment& parameters) { return {{side.is_measured() ? "measure" : "formula", closed_text(side, parameters, {})}}; }
  Kinds& ends(const char* side, const json& interval) {
    base_.body[side]["lower"] = interval[0], base_.body[side]["upper"] = interval[1];
    return *this;
  }

  Claim claim_;
  const Assertion& assertion_;
  Base base_;
};

Base example(const std::string& name) {
  Base base = base_of("example " + name, write_certificate(test::example_certificate(name)));
  Rational partial = 0;
  for (int l = 1; l <= 9; ++l) partial += Rational(1, l * l);
  const std::map<std::string, Rational> exact = {{"formulas", partial * Rational(7, 8)}};
  const auto value = [&](const char* side, const Rational& otherwise) -> std::optional<Known> {
    if (!base.body[side].contains("formula")) return std::nullopt;
    return known_value(base.body[side]["formula"], otherwise);
  };
  base.left = value("left", exact.contains(name) ? exact.at(name) : Rational(0));
  base.right = value("right", name == "inconclusive" ? 3 : 1000);
  return base;
}

}  // namespace

Base base_of(const std::string& name, const std::string& text) {
  Base base{.name = name, .body = json::parse(text), .left = std::nullopt, .right = std::nullopt};
  base.body.erase("digest");
  for (const auto& [side, known] : {std::pair{"left", &base.left}, std::pair{"right", &base.right}}) {
    const json& recorded = base.body.at(side);
    if (!recorded.contains("formula")) continue;
    *known = Known{*parse_dyadic(recorded.at("lower").get<std::string>(), 20'000), *parse_dyadic(recorded.at("upper").get<std::string>(), 20'000)};
  }
  return base;
}

std::vector<Base> example_bases() {
  std::vector<Base> bases;
  for (const std::string& name : test::example_names()) bases.push_back(example(name));
  json halves = json::array();
  for (int i = 0; i < 60; ++i) halves.push_back(i % 3 == 0 ? "1/2" : "1");
  const json share = {{"alpha", "1/50"}, {"least", "0"}, {"greatest", "1"}, {"observations", halves}};
  const json all_of_it = {{"alpha", "1/1000"}, {"least", "3"}, {"greatest", "5"}, {"observations", {"3", "4", "9/2"}}};
  bases.push_back(Kinds("equal", {{"n", 10}}).value("left", 55).value("right", 55).verdict("certified"));
  bases.push_back(Kinds("equal", {{"n", 100}}).value("left", 5050).value("right", 5050).verdict("certified"));
  bases.push_back(Kinds("at-least", {{"n", 20}, {"x", Rational(-5, 2)}}).value("left", Rational(-25, 4)).value("right").verdict("certified"));
  bases.push_back(Kinds("share", {{"n", 3}, {"x", Rational(1, 3)}}).measured("left", {"1p-1", "1p0"}, share).value("right").verdict("supported"));
  bases.push_back(Kinds("no-more", {{"n", 100}}).value("left").measured("right", {"3p0", "5p0"}, all_of_it).verdict("supported"));
  bases.push_back(Kinds("not-equal", {{"n", 22}}).value("left").value("right", Rational(22, 7)).verdict("refuted"));
  return bases;
}

}  // namespace rankcert::attack
