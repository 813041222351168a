#include "claim/run.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <set>

#include "claim/claim_library.hpp"
#include "claim/example.hpp"

using namespace rankcert;

namespace {

std::vector<std::string> certificates(const std::vector<Result>& results) {
  std::vector<std::string> texts;
  for (const Result& result : results) texts.push_back(write_certificate(make_certificate(result, "test")));
  return texts;
}

std::vector<Result> run_with(const std::vector<Point>& points, unsigned threads, std::uint64_t seed = 5) {
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
  RunOptions options;
  options.seed = seed;
  return run_points(points, options);
}

}  // namespace

TEST_CASE("run: results do not depend on the number of threads, nor on the order of the points") {
  const Claim separation = load_claim("low-rank-separation");
  const Claim barrier = load_claim("rank-barrier");
  std::vector<Point> points = make_points(separation, {separation.find_assertion("general-values")}, {{"d", {10, 12}}, {"r", {1, 2}}, {"H", {1, 8}}}, {});
  for (Point& point : make_points(barrier, {barrier.find_assertion("mean-rank")}, {{"n", {50, 60}}, {"d_h", {2}}, {"trials", {200}}}, {})) points.push_back(std::move(point));
  const auto once = certificates(run_with(points, 1));
  CHECK(certificates(run_with(points, 4)) == once);
  std::vector<Point> reversed(points.rbegin(), points.rend());
  auto backwards = certificates(run_with(reversed, 2));
  std::reverse(backwards.begin(), backwards.end());
  CHECK(backwards == once);
  CHECK(certificates(run_with(points, 1, 6)) != once);
}

TEST_CASE("run: every point is reported once, and the fraction done ends at one") {
  const Claim claim = test::one_assertion("n", "<", "n + 1");
  std::map<std::string, std::vector<Rational>> ranges;
  for (int n = 0; n < 500; ++n) ranges["n"].push_back(n);
  RunOptions options;
  std::set<Rational> seen;
  double last = -1;
  options.finished = [&](const Result& result) { CHECK(seen.insert(result.point.parameters.at("n")).second); };
  options.progress = [&](double fraction, const std::string&) { last = fraction; };
  const auto results = run_points(make_points(claim, {&claim.assertions.front()}, ranges, {}), options);
  CHECK(results.size() == 500);
  CHECK(seen.size() == 500);
  CHECK(last == doctest::Approx(1));
  for (int n = 0; n < 500; ++n) CHECK(results[static_cast<std::size_t>(n)].point.parameters.at("n") == n);
}

TEST_CASE("run: the error probability is shared by the distinct samples") {
  const Claim barrier = load_claim("rank-barrier");
  const auto alpha = [&](std::vector<Rational> ns, std::vector<Rational> heads) {
    RunOptions options;
    options.confidence = Rational(9, 10);
    const auto results = run_points(make_points(barrier, {barrier.find_assertion("mean-rank")}, {{"n", ns}, {"d_h", heads}, {"trials", {50}}}, {}), options);
    for (const Result& result : results) CHECK(result.evidence->sample->alpha == results.front().evidence->sample->alpha);
    return results.front().evidence->sample->alpha;
  };
  CHECK(alpha({20}, {2}) == Rational(1, 10));
  CHECK(alpha({20, 30}, {2, 3}) == Rational(1, 40));
  CHECK(alpha({20, 20}, {2}) == Rational(1, 10));  // the same sample twice is one
}

TEST_CASE("run: points, and what is wrong with them") {
  const Claim separation = load_claim("low-rank-separation");
  const auto reason_of = [&](const std::map<std::string, std::vector<Rational>>& ranges) {
    return test::input_error([&] { (void)make_points(separation, {separation.find_assertion("general-values")}, ranges, {}); });
  };
  CHECK(reason_of({{"d", {10}}, {"r", {1}}, {"H", {1}}}).empty());
  CHECK(reason_of({{"d", {10}}, {"r", {1}}}).find("'H'") != std::string::npos);
  CHECK(reason_of({{"d", {10}}, {"r", {1}}}).find("range 0..2^1024") != std::string::npos);
  CHECK(reason_of({{"d", {10}}, {"r", {1}}, {"H", {-1}}}).find("out of range 0..2^1024") != std::string::npos);
  CHECK(reason_of({{"d", {10}}, {"r", {1, 8}}, {"H", {1}}}).find("vacuous") != std::string::npos);
  CHECK(reason_of({{"d", {10}}, {"r", {1}}, {"H", {1}}, {"error", {0}}}).find("none of the chosen assertions") != std::string::npos);
  CHECK(reason_of({{"d", {10}}, {"r", {1}}, {"H", {1}}, {"q", {0}}}).find("has no parameter 'q'; it has") != std::string::npos);
  CHECK_THROWS_AS((void)suite_points(separation, "slow", {}), InputError);
}

TEST_CASE("run: an interrupt keeps what was finished") {
  const Claim claim = test::one_assertion("sum(i = 1..2000, sin(i + n))", "<", "2000");
  std::map<std::string, std::vector<Rational>> ranges;
  for (int n = 0; n < 2000; ++n) ranges["n"].push_back(n);
  std::atomic<bool> stop{false};
  RunOptions options;
  options.prover.stop = &stop;
  std::size_t finished = 0;
  options.finished = [&](const Result&) { stop = ++finished >= 10; };
  CHECK_THROWS_AS((void)run_points(make_points(claim, {&claim.assertions.front()}, ranges, {}), options), Interrupted);
  CHECK(finished >= 10);
  CHECK(finished < 2000);
}
