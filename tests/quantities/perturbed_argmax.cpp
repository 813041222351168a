#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <cmath>
#include <set>

#include "attention/perturbed_scores.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasureRequest request(std::vector<Rational> arguments) {
  MeasureRequest result;
  result.arguments = std::move(arguments);
  result.seed = 1;
  return result;
}

MeasuredSample sample(const char* name, std::vector<Rational> arguments) {
  REQUIRE_FALSE(find_quantity(name)->refusal(arguments));
  return std::get<MeasuredSample>(find_quantity(name)->measure(request(std::move(arguments))));
}

MeasuredEnclosure measured(const char* name, std::vector<Rational> arguments) {
  REQUIRE_FALSE(find_quantity(name)->refusal(arguments));
  return std::get<MeasuredEnclosure>(find_quantity(name)->measure(request(std::move(arguments))));
}

// The same instance in plain floating point: an approximation of everything that is measured.
struct Approximation {
  double unchanged = 0;
  double certified = 0;
  long rank_before = 0;
  long rank_after = 0;
};

Approximation approximation(long n, long d, const Rational& eps, std::uint32_t trial) {
  const QueryKeyVectors v = query_key_vectors({static_cast<std::size_t>(n), static_cast<std::size_t>(d), 1, trial});
  using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::MatrixXd s0 = Eigen::Map<const Rows>(v.queries.data(), n, d).cast<double>() * Eigen::Map<const Rows>(v.keys.data(), n, d).cast<double>().transpose();
  const DenseMatrix e = input_perturbation(static_cast<std::size_t>(n), eps, 1, trial);
  const Eigen::MatrixXd dense = Eigen::Map<const Eigen::MatrixXd>(e.entries.data(), n, n);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(dense + Eigen::MatrixXd::Identity(n, n));
  const Eigen::MatrixXd m = solver.operatorSqrt();
  const Eigen::MatrixXd s = m * s0 * m;
  const double g = 1 - std::sqrt(1 - (solver.eigenvalues().array() - 1).abs().maxCoeff());
  const double norm = Eigen::JacobiSVD<Eigen::MatrixXd>(s0).singularValues()[0];
  Approximation result;
  std::set<Eigen::Index> before;
  std::set<Eigen::Index> after;
  for (long i = 0; i < n; ++i) {
    Eigen::Index a = 0;
    Eigen::Index b = 0;
    const double largest = s0.row(i).maxCoeff(&a);
    s.row(i).maxCoeff(&b);
    double second = -1e300;
    for (long j = 0; j < n; ++j) second = j == a ? second : std::max(second, s0(i, j));
    before.insert(a);
    after.insert(b);
    result.unchanged += a == b ? 1.0 / static_cast<double>(n) : 0;
    const double needed = 2 * (g * (s0.row(i).norm() + s0.colwise().norm().maxCoeff()) + g * g * norm);
    result.certified += largest - second > needed ? 1.0 / static_cast<double>(n) : 0;
  }
  result.rank_before = static_cast<long>(before.size());
  result.rank_after = static_cast<long>(after.size());
  return result;
}

}  // namespace

TEST_CASE("perturbed argmax: shares and ranks agree with a floating-point computation") {
  for (const char* text : {"1/100000", "1/2000", "1/60"}) {
    CAPTURE(text);
    const Rational eps = *parse_rational(text);
    const MeasuredSample certified = sample("perturbed_argmax_certified", {40, 6, eps, 4});
    const MeasuredSample unchanged = sample("perturbed_argmax_unchanged", {40, 6, eps, 4});
    const MeasuredSample rank = sample("perturbed_hardmax_rank", {40, 6, eps, 4});
    CHECK(rank.least == 1);
    CHECK(rank.greatest == 40);
    for (std::uint32_t trial = 0; trial < 4; ++trial) {
      const Approximation expected = approximation(40, 6, eps, trial);
      CHECK(certified.observations[trial].convert_to<double>() == doctest::Approx(expected.certified));
      CHECK(unchanged.observations[trial].convert_to<double>() == doctest::Approx(expected.unchanged));
      CHECK(certified.observations[trial] <= unchanged.observations[trial]);
      CHECK(rank.observations[trial] == expected.rank_after);
    }
    const Approximation first = approximation(40, 6, eps, 0);
    const MeasuredEnclosure excess = measured("perturbed_rank_excess", {40, 6, eps});
    CHECK(excess.lower == excess.upper);
    CHECK(excess.lower.convert_to<double>() == doctest::Approx(static_cast<double>(std::abs(first.rank_after - first.rank_before)) - 40 * (1 - first.unchanged)));
  }
}

TEST_CASE("perturbed argmax: without perturbation every row stays") {
  const MeasuredSample ranks = sample("perturbed_hardmax_rank", {40, 6, 0, 5});
  const MeasuredSample hardmax = sample("hardmax_rank", {40, 6, 5});
  CHECK(ranks.observations == hardmax.observations);
  for (const Rational& x : sample("perturbed_argmax_unchanged", {40, 6, 0, 5}).observations) CHECK(x == 1);
  for (const Rational& x : sample("perturbed_argmax_certified", {40, 6, 0, 5}).observations) CHECK(x == 1);
  CHECK(measured("perturbed_rank_excess", {40, 6, 0}).upper == 0);
  CHECK(measured("perturbed_argmax_violations", {40, 6, 0}).upper == 0);
}

TEST_CASE("perturbed argmax: the certified share falls with eps, no violation, ratio below 1") {
  Rational last = 2;
  for (const char* text : {"1/1000000", "1/10000", "1/1000", "1/100", "1/30"}) {
    const Rational eps = *parse_rational(text);
    const Rational share = sample("perturbed_argmax_certified", {50, 8, eps, 1}).observations[0];
    CHECK(share < last);
    last = share;
    CHECK(measured("perturbed_argmax_violations", {50, 8, eps}).upper == 0);
    const MeasuredEnclosure ratio = measured("perturbed_entry_ratio", {50, 8, eps});
    CHECK(ratio.lower > Rational(1, 100));
    CHECK(ratio.upper < 1);
    CHECK(ratio.upper - ratio.lower < Rational(1, 100));
  }
  CHECK(last == 0);
}

TEST_CASE("perturbed argmax: does not depend on the threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sample("perturbed_argmax_certified", {40, 6, Rational(1, 1000), 6}).observations);
    results.push_back({measured("perturbed_entry_ratio", {40, 6, Rational(1, 1000)}).upper});
  }
  CHECK(results[0] == results[2]);
  CHECK(results[1] == results[3]);
}

TEST_CASE("perturbed argmax: refusals, a norm of 1 and the stop flag") {
  const auto refused = [](const char* name, std::vector<Rational> arguments) { return find_quantity(name)->refusal(arguments).value_or(""); };
  CHECK(refused("perturbed_argmax_certified", {1, 4, 0, 1}).find("n must be an integer from 2 to 512") != std::string::npos);
  CHECK(refused("perturbed_argmax_unchanged", {4, 4, Rational(1, 9), 1}).find("eps must be a rational from 0 to 1/10") != std::string::npos);
  CHECK(refused("perturbed_argmax_unchanged", {512, 4, 0, 10'000}).find("10^11") != std::string::npos);
  CHECK(refused("perturbed_hardmax_rank", {4, 4, -1, 1}).find("eps") != std::string::npos);
  CHECK(refused("perturbed_argmax_violations", {4, 4, 1}).find("eps") != std::string::npos);
  CHECK(refused("perturbed_entry_ratio", {4, 4, 0}).find("1/1000000000000") != std::string::npos);
  CHECK(refused("perturbed_rank_excess", {513, 4, 0}).find("512") != std::string::npos);
  // E of norm near 0.1 sqrt(512) 2/sqrt(3) > 1
  CHECK_THROWS_AS((void)measured("perturbed_rank_excess", {512, 1, Rational(1, 10)}), LimitError);
  const std::atomic<bool> stop = true;
  for (const char* name : {"perturbed_argmax_violations", "perturbed_entry_ratio", "perturbed_rank_excess"}) {
    MeasureRequest stopped = request({20, 4, Rational(1, 100)});
    stopped.stop = &stop;
    CHECK_THROWS_AS((void)find_quantity(name)->measure(stopped), Interrupted);
  }
  for (const char* name : {"perturbed_argmax_certified", "perturbed_argmax_unchanged", "perturbed_hardmax_rank"}) {
    MeasureRequest stopped = request({20, 4, Rational(1, 100), 2});
    stopped.stop = &stop;
    CHECK_THROWS_AS((void)find_quantity(name)->measure(stopped), Interrupted);
  }
}
