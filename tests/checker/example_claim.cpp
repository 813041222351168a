#include "checker/example_claim.hpp"

#include <stdexcept>

#include "checker/claim_text.hpp"
#include "checker/prelude.hpp"
#include "enclosure/evaluate.hpp"
#include "enclosure/mean_confidence.hpp"
#include "exact/digest.hpp"

namespace rankcert::test {
namespace {

constexpr slong bits = 96;

Interval enclose(const Claim& claim, const ExpressionPtr& formula, const Assignment& values) {
  const Limits limits;
  const Ball ball = to_ball(Evaluator(claim.definitions, bits, limits).enclose(*substitute(formula, values)), bits);
  return {ball.lower(bits), ball.upper(bits)};
}

/// Observations of a variable in [0, 8], and the interval that they give at alpha: its ends are the last multiples of
/// 1/64 that the kernel still confirms, so that any sharper end is refused.
RecordedSide sample_side(std::string text) {
  Evidence::Sample sample{.observations = {}, .least = 0, .greatest = 8, .alpha = Rational(1, 100)};
  for (int i = 0; i < 40; ++i) sample.observations.emplace_back(3 + i % 3);
  const BoundedSample bounded{sample.observations, sample.least, sample.greatest};
  const Rational unit(1, 64);
  Interval interval{0, 8};
  while (check_mean_at_least(bounded, interval.lower + unit, sample.alpha, 256) == Truth::yes) interval.lower += unit;
  while (check_mean_at_most(bounded, interval.upper - unit, sample.alpha, 256) == Truth::yes) interval.upper -= unit;
  return {.text = std::move(text), .interval = interval, .evidence = Evidence{.seed = "7", .method = "forty draws", .sample = std::move(sample)}};
}

RecordedSide enclosure_side(std::string text) {
  Evidence evidence{.seed = "18446744073709551615", .method = "by hand", .sample = std::nullopt, .witness = {}};
  evidence.witness["weights"] = {Rational(1, 2), Rational(-3), Rational(0)};
  return {.text = std::move(text), .interval = Interval{Rational(1, 4), Rational(3, 8)}, .evidence = std::move(evidence)};
}

}  // namespace

std::string example_claim_text() {
  return R"toml(id = "example"
title = "An example"
statement = "Partial sums of $1/l^2$ stay below $\\pi^2/6$."
source = "Euler"
note = "example"
hypotheses = ["n is a number"]

[parameters]
n = { type = "integer", range = "1..10^6", meaning = "number of terms", unit = "terms" }
x = { type = "rational", range = "0..1", meaning = "a weight" }
k = { type = "odd", range = "1..9", meaning = "an odd number", default = "3" }

[hints]
L = { type = "odd", range = "1..99", candidates = "3, 9", meaning = "where the sum is cut" }

[[require]]
condition = "n >= 2"
otherwise = "one term is no sum"

[[require]]
condition = "x^2 < 1/2"
otherwise = "the weight is too large"

[[define]]
name = "partial(n, L)"
is = "sum(l = 1..min(n, L), 1/l^2)"
meaning = "a partial sum"

[[assert]]
name = "formulas"
title = "Below the limit"
left = "partial(n, L) * (1 - x)"
relation = "<="
right = "pi^2/6"
lemmas = ["example#1", "example#2"]

[[assert]]
name = "enclosure"
title = "Measured by an enclosure"
left = "pi/n"
relation = "<="
right = { measure = "gap(n, 2)", column = "gap" }
lemmas = ["example#3"]

[[assert]]
name = "sample"
title = "Measured by a sample"
left = { measure = "mean(n, k + 1)", column = "mean" }
relation = "<"
right = "sqrt(n)"
expect = "supported"
lemmas = ["example#4"]

[[assert]]
name = "refuted"
title = "A reading that fails"
left = "pi"
relation = ">"
right = "n"
expect = "refuted"
lemmas = ["example#4"]

[[assert]]
name = "inconclusive"
title = "An equation that no enclosure proves"
left = "sqrt(n)^2"
relation = "="
right = "n"
lemmas = ["example#4"]

[threshold]
of = "n"
holds = "refuted"
fails = "inconclusive"
meaning = "largest n"

[[suites.quick]]
assertions = ["formulas"]
set = { n = "2..5", x = "0, 1/4" }
)toml";
}

Certificate example_certificate(const std::string& name) {
  const Claim claim = parse_claim(example_claim_text(), "example.toml");
  const Assertion& assertion = *claim.find_assertion(name == "enclosed" ? "enclosure" : name);
  Assignment parameters = {{"n", name == "inconclusive" ? 3 : 1000}};
  Assignment hints;
  if (name == "formulas") parameters["x"] = Rational(1, 8), hints["L"] = 9;
  if (name == "sample") parameters["k"] = 3;
  Assignment all = parameters;
  all.insert(hints.begin(), hints.end());
  const auto side_of = [&](const Side& side) -> RecordedSide {
    const std::string text = closed_text(side, parameters, hints);
    if (!side.is_measured()) return {.text = text, .interval = enclose(claim, side.formula, all), .evidence = std::nullopt};
    if (name == "sample") return sample_side(text);
    if (name == "enclosure") return enclosure_side(text);
    return {.text = text, .interval = std::nullopt, .evidence = std::nullopt};
  };
  Certificate certificate{.tool = "by hand",
                          .claim_id = claim.id,
                          .claim_digest = claim.digest,
                          .claim_text = claim.text,
                          .prelude_digest = prelude_digest(),
                          .assertion = assertion.name,
                          .lemmas = assertion.lemmas,
                          .parameters = parameters,
                          .hints = hints,
                          .left = side_of(assertion.left),
                          .relation = assertion.relation,
                          .right = side_of(assertion.right),
                          .verdict = Verdict::inconclusive};
  certificate.verdict = decide(certificate.left.interval, certificate.relation, certificate.right.interval, name == "sample");
  return certificate;
}

std::vector<std::string> example_names() { return {"formulas", "enclosure", "sample", "enclosed", "refuted", "inconclusive"}; }

nlohmann::json body_of(const Certificate& certificate) {
  nlohmann::json body = nlohmann::json::parse(write_certificate(certificate));
  body.erase("digest");
  return body;
}

std::string signed_text(const nlohmann::json& body) {
  nlohmann::json whole = body;
  whole["digest"] = sha256(body.dump());
  return whole.dump(1) + "\n";
}

std::string with_claim_text(const std::string& claim_text) {
  nlohmann::json body = body_of(example_certificate("formulas"));
  body["claim"]["text"] = claim_text;
  body["claim"]["digest"] = sha256(claim_text);
  return signed_text(body);
}

}  // namespace rankcert::test
