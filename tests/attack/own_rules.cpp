#include "attack/own_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rankcert::attack {
namespace {

using nlohmann::json;

Rational end_of(const json& side, const char* end) { return *parse_dyadic(side.at(end).get<std::string>(), 20'000); }
Rational number_of(const json& text) { return *parse_rational(text.get<std::string>(), 20'000); }

bool is_sample(const json& side) { return side.contains("evidence") && side["evidence"].contains("sample"); }

/// The mean over the five bets of prod(1 + c (x_i/nu - 1)), as a logarithm.
long double log_capital(const std::vector<long double>& x, long double nu) {
  constexpr std::array bets = {1.0L / 8, 1.0L / 4, 1.0L / 2, 3.0L / 4, 15.0L / 16};
  std::array<long double, bets.size()> logs{};
  for (std::size_t k = 0; k < bets.size(); ++k) {
    for (const long double one : x) logs[k] += std::log1p(bets[k] * (one / nu - 1));
  }
  const long double most = *std::max_element(logs.begin(), logs.end());
  long double sum = 0;
  for (const long double one : logs) sum += std::exp(one - most);
  return most + std::log(sum / bets.size());
}

/// Whether observations of [0, 1] show that their mean is at least nu > 0, at error alpha/2.
Judgement shows_at_least(const std::vector<long double>& x, long double nu, long double alpha) {
  const long double excess = log_capital(x, nu) - std::log(2 / alpha);
  constexpr long double doubt = 1e-9L;
  return excess > doubt ? Judgement::holds : excess < -doubt ? Judgement::fails : Judgement::unclear;
}

Judgement both(Judgement a, Judgement b) {
  if (a == Judgement::fails || b == Judgement::fails) return Judgement::fails;
  return a == Judgement::holds ? b : a;
}

Judgement judge_side(const json& side, const std::optional<Known>& known) {
  if (!side.contains("lower")) return side.contains("evidence") ? Judgement::fails : Judgement::holds;
  const Rational lower = end_of(side, "lower");
  const Rational upper = end_of(side, "upper");
  if (lower > upper) return Judgement::fails;
  if (is_sample(side)) return sample_gives(side["evidence"]["sample"], lower, upper);
  if (!known) return Judgement::holds;
  if (lower <= known->lower && known->upper <= upper) return Judgement::holds;
  return upper < known->lower || known->upper < lower ? Judgement::fails : Judgement::unclear;
}

}  // namespace

std::string verdict_of(const json& body) {
  const json& left = body.at("left");
  const json& right = body.at("right");
  if (!left.contains("lower") || !right.contains("lower")) return "enclosed";
  const Rational l = end_of(left, "lower"), L = end_of(left, "upper"), r = end_of(right, "lower"), R = end_of(right, "upper");
  const std::string relation = body.at("relation");
  bool always = false;
  bool never = false;
  if (relation == "<") always = L < r, never = l >= R;
  if (relation == "<=") always = L <= r, never = l > R;
  if (relation == ">") always = l > R, never = L <= r;
  if (relation == ">=") always = l >= R, never = L < r;
  if (relation == "=") always = l == L && r == R && l == r, never = L < r || R < l;
  if (always) return is_sample(left) || is_sample(right) ? "supported" : "certified";
  return never ? "refuted" : "inconclusive";
}

Judgement sample_gives(const json& sample, const Rational& lower, const Rational& upper) {
  const Rational alpha = number_of(sample.at("alpha")), least = number_of(sample.at("least")), greatest = number_of(sample.at("greatest"));
  const json& observations = sample.at("observations");
  if (alpha <= 0 || alpha > Rational(1, 10) || least > greatest || observations.empty()) return Judgement::fails;
  std::vector<long double> x;
  for (const json& text : observations) {
    const Rational one = number_of(text);
    if (one < least || one > greatest) return Judgement::fails;
    if (least < greatest) x.push_back(static_cast<long double>(Rational((one - least) / (greatest - least))));
  }
  if (lower == least && upper == greatest) return Judgement::holds;
  if (least == greatest) return Judgement::fails;
  const auto scaled = [&](const Rational& end) { return static_cast<long double>(Rational((end - least) / (greatest - least))); };
  const auto level = static_cast<long double>(alpha);
  Judgement judgement = Judgement::holds;
  if (lower > greatest || upper < least) return Judgement::fails;
  if (lower > least) judgement = both(judgement, shows_at_least(x, scaled(lower), level));
  for (long double& one : x) one = 1 - one;
  if (upper < greatest) judgement = both(judgement, shows_at_least(x, 1 - scaled(upper), level));
  return judgement;
}

Judgement judge_numbers(const Base& base, const json& body) {
  const Judgement sides = both(judge_side(body.at("left"), base.left), judge_side(body.at("right"), base.right));
  return both(sides, verdict_of(body) == body.at("verdict") ? Judgement::holds : Judgement::fails);
}

}  // namespace rankcert::attack
