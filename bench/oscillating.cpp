// The inverse question of oscillating-separation over all ranks of one dimension: the largest number of heads at which the
// bound reaches 1/40, both ends certified. `bessel` counts the enclosures of scaled Bessel functions behind one set of
// masses; every rank and every number of heads is answered from that set, one a thread. `tried` counts the numbers of heads.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "claim/claim_library.hpp"
#include "claim/threshold.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/parser.hpp"

namespace {

using namespace rankcert;

double number(Evaluator& evaluator, const std::string& formula) {
  return to_ball(evaluator.enclose(*parse_formula(formula)), 64).lower(64).convert_to<double>();
}

/// Pairs (k, l) whose harmonic is summed in degree l, at the claim's largest K.
double bessel_evaluations(const Claim& claim, long d) {
  const Limits limits;
  Evaluator evaluator(claim.definitions, 64, limits);
  const std::string at = "(" + std::to_string(d) + ", 1";
  const double first = number(evaluator, "wave_first" + at + ")");
  const double last = number(evaluator, "wave_last" + at + ")");
  const std::string largest = to_text(claim.find_hint("K")->candidates.back());
  const double end = 2 * number(evaluator, "block_degrees" + at + ")") * number(evaluator, "block_count" + at + ", " + largest + ")");
  double pairs = 0;
  for (double l = 1; l < end; l += 2) {
    const double low = std::max(0.0, std::ceil((l / last - 1) / 2));
    const double high = std::floor((l / first - 1) / 2);
    pairs += std::max(0.0, high - low + 1);
  }
  return pairs;
}

void table(benchmark::State& state) {
  const Claim claim = load_claim("oscillating-separation");
  const long d = state.range(0);
  std::vector<Rational> ranks;
  for (long r = 1; r <= d - 3; ++r) ranks.emplace_back(r);
  double widest = 0;
  double tried = 0;
  for (auto _ : state) {
    widest = tried = 0;
    for (const ThresholdPoint& point : find_thresholds(claim, {{"d", {Rational(d)}}, {"r", ranks}}, ProverOptions{})) {
      if (!point.answer.holds || !point.answer.fails) return state.SkipWithError("a rank without an answer");
      const Rational ratio = point.answer.fails->point.parameters.at("H") / point.answer.holds->point.parameters.at("H");
      tried += static_cast<double>(point.answer.tried);
      widest = std::max(widest, ratio.convert_to<double>());
    }
  }
  state.counters["ranks"] = static_cast<double>(ranks.size());
  state.counters["bessel"] = bessel_evaluations(claim, d);
  state.counters["tried"] = tried;
  state.counters["ratio_of_ends"] = widest;
}
BENCHMARK(table)->ArgName("d")->Arg(8)->Arg(16)->Arg(32)->Arg(64)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

}  // namespace
