// The rank profile's enclosures on one core, nothing remembered from before: U from both sides and the lower bound of the
// mean rank. `width` is how far apart the ends are, relative to n.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>

#include "checker/prelude.hpp"
#include "checker/verdict.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/parser.hpp"

namespace {

using namespace rankcert;

constexpr slong kBits = 64;

Interval enclosed(Evaluator& evaluator, const std::string& function, const benchmark::State& state) {
  const std::string point = "(10^" + std::to_string(state.range(0)) + ", " + std::to_string(state.range(1)) + ")";
  const Ball ball = to_ball(evaluator.enclose(*parse_formula(function + point)), kBits);
  return {ball.lower(kBits), ball.upper(kBits)};
}

/// U(n, d): its lower and its upper end.
void profile(benchmark::State& state) {
  double width = 0;
  for (auto _ : state) {
    const Limits limits;
    Evaluator evaluator(prelude(), kBits, limits);
    const Interval below = enclosed(evaluator, "profile_below", state);
    const Interval above = enclosed(evaluator, "profile_above", state);
    width = Rational(above.upper - below.lower).convert_to<double>();
  }
  state.counters["width"] = width;
}
BENCHMARK(profile)->ArgNames({"log10_n", "d_h"})->ArgsProduct({{2, 4, 6, 8, 10, 12}, {64}})->Args({12, 6'819})->Unit(benchmark::kMillisecond);

/// The lower bound, beside U's upper end.
void mean_rank_below(benchmark::State& state) {
  double lower = 0;
  for (auto _ : state) {
    const Limits limits;
    Evaluator evaluator(prelude(), kBits, limits);
    lower = enclosed(evaluator, "mean_rank_below", state).lower.convert_to<double>();
  }
  const Limits limits;
  Evaluator evaluator(prelude(), kBits, limits);
  state.counters["lower"] = lower;
  state.counters["below_U"] = enclosed(evaluator, "profile_above", state).upper.convert_to<double>() - lower;
}
BENCHMARK(mean_rank_below)->ArgNames({"log10_n", "d_h"})->Args({4, 64})->Args({12, 6'819})->Unit(benchmark::kMillisecond);

}  // namespace
