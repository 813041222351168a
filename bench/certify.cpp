// The bound of low-rank-separation at a point and over a grid, the enclosure of a sum of masses, and what checking
// costs beside proving.
#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

#include "checker/check_certificate.hpp"
#include "checker/prelude.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "formula/parser.hpp"

namespace {

using namespace rankcert;
using Ranges = std::map<std::string, std::vector<Rational>>;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

const Claim& claim() {
  static const Claim loaded = load_claim("low-rank-separation");
  return loaded;
}

std::vector<Point> bound_points(const Ranges& ranges) {
  return make_points(claim(), {claim().find_assertion("general-values")}, ranges, {});
}

/// One point, nothing remembered from before.
void bound_at_point(benchmark::State& state) {
  const std::vector<Point> points = bound_points({{"d", {64}}, {"r", {4}}, {"H", {1024}}});
  for (auto _ : state) {
    Prover prover({});
    benchmark::DoNotOptimize(prover.prove(points.front(), std::nullopt, "not measured"));
  }
}
BENCHMARK(bound_at_point)->Unit(benchmark::kMicrosecond);

/// 20 dimensions up to 1014, 20 ranks, 25 head counts too large to measure: 10,000 bounds on all cores.
void bound_over_grid(benchmark::State& state) {
  const std::vector<Point> points = bound_points(
      {{"d", parse_range("d", "45..1024 step 51")}, {"r", parse_range("r", "1..20")}, {"H", parse_range("H", "2^13..2^37")}});
  for (auto _ : state) benchmark::DoNotOptimize(run_points(points, {}));
  state.counters["points"] = static_cast<double>(points.size());
}
BENCHMARK(bound_over_grid)->Unit(benchmark::kMillisecond)->UseRealTime();

void sum_of_masses(benchmark::State& state) {
  const ExpressionPtr formula = parse_formula("sum(l = 1..41 step 2, sign_mass(9, l))");
  const Limits limits;
  for (auto _ : state) {
    Evaluator evaluator(prelude(), state.range(0), limits);
    benchmark::DoNotOptimize(evaluator.enclose(*formula));
  }
}
BENCHMARK(sum_of_masses)->Arg(53)->Arg(128)->Arg(1024)->Unit(benchmark::kMicrosecond);

/// The quick suites of all claims, as `rankcert check` runs them: proving, measurements included, against checking the
/// certificates that come out.
void check_over_prove(benchmark::State& state) {
  std::vector<std::unique_ptr<Claim>> claims;
  std::vector<Point> points;
  for (const EmbeddedText& built_in : built_in_claims()) {
    claims.push_back(std::make_unique<Claim>(load_claim(built_in.name)));
    for (Point& point : suite_points(*claims.back(), "quick", {})) points.push_back(std::move(point));
  }
  double proving = 0;
  double checking = 0;
  for (auto _ : state) {
    double start = seconds_now();
    const std::vector<Result> results = run_points(points, {});
    proving += seconds_now() - start;
    std::vector<std::string> certificates;
    for (const Result& result : results) certificates.push_back(write_certificate(make_certificate(result, "bench")));
    start = seconds_now();
    Checker checker;
    for (const std::string& certificate : certificates) benchmark::DoNotOptimize(checker.check(certificate));
    checking += seconds_now() - start;
  }
  state.counters["check_over_prove"] = checking / proving;
  state.counters["certificates"] = static_cast<double>(points.size());
}
BENCHMARK(check_over_prove)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
