#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <Eigen/SVD>
#include <cmath>

#include "attention/query_key_vectors.hpp"
#include "capture_binding.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasureRequest request(const char* name, std::vector<Rational> arguments, std::uint64_t seed = 1) {
  MeasureRequest result;
  result.arguments = std::move(arguments);
  result.seed = seed;
  REQUIRE_FALSE(find_quantity(name)->refusal(result.arguments));
  return result;
}

std::pair<Rational, Rational> measured(const char* name, std::vector<Rational> arguments) {
  const auto e = std::get<MeasuredEnclosure>(find_quantity(name)->measure(request(name, std::move(arguments))));
  return {e.lower, e.upper};
}

// Softmax by std::exp and its singular values by one-sided Jacobi rotations: another method in floating point.
struct Approximation {
  Eigen::MatrixXd p;
  Eigen::MatrixXd difference;
  long rank;
  Eigen::VectorXd values() const { return Eigen::JacobiSVD<Eigen::MatrixXd>(p).singularValues(); }
};

Approximation approximation(long n, long d, double temperature, std::uint32_t trial = 0) {
  const QueryKeyVectors v = query_key_vectors({static_cast<std::size_t>(n), static_cast<std::size_t>(d), 1, trial});
  using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::MatrixXd q = Eigen::Map<const Rows>(v.queries.data(), n, d).cast<double>();
  const Eigen::MatrixXd k = Eigen::Map<const Rows>(v.keys.data(), n, d).cast<double>();
  Approximation result{q * k.transpose() / temperature, {}, 0};
  Eigen::MatrixXd hard = Eigen::MatrixXd::Zero(n, n);
  for (long i = 0; i < n; ++i) {
    Eigen::Index best = 0;
    const double largest = result.p.row(i).maxCoeff(&best);
    result.p.row(i) = (result.p.row(i).array() - largest).exp();
    result.p.row(i) /= result.p.row(i).sum();
    hard(i, best) = 1;
  }
  result.difference = result.p - hard;
  result.rank = (hard.colwise().sum().array() > 0).count();
  return result;
}

}  // namespace

TEST_CASE("softmax_numerical_rank: agrees with an approximate spectrum") {
  for (const auto& [t, text] : {std::pair{0.001, "1/1000"}, std::pair{0.1, "1/10"}, std::pair{1.0, "1"}, std::pair{3.0, "3"}}) {
    const Eigen::VectorXd values = approximation(40, 8, t).values();
    for (const auto& [tau, tolerance] : {std::pair{1e-6, "1/1000000"}, std::pair{0.01, "1/100"}, std::pair{0.3, "3/10"}}) {
      CAPTURE_BINDING(t);
      CAPTURE_BINDING(tau);
      // far from every singular value, so that rounding cannot matter
      REQUIRE((values.array() - tau).abs().minCoeff() > 1e-12);
      const auto [lower, upper] = measured("softmax_numerical_rank", {40, 8, *parse_rational(text), *parse_rational(tolerance)});
      CHECK(lower == upper);
      CHECK(lower == (values.array() > tau).count());
    }
  }
}

TEST_CASE("softmax_numerical_rank: the hardmax rank at low temperature, 1 at high temperature") {
  for (const std::int64_t d : {1, 3, 16}) {
    const long rank = approximation(60, d, 1).rank;
    const auto [lower, upper] = measured("softmax_numerical_rank", {60, d, *parse_rational("1/1000000000"), *parse_rational("1/2")});
    CHECK(lower == rank);
    CHECK(upper == rank);
    const auto hot = measured("softmax_numerical_rank", {60, d, 1'000'000'000, *parse_rational("1/1000")});
    CHECK(hot.first == 1);
    CHECK(hot.second == 1);
  }
}

TEST_CASE("softmax_numerical_rank: does not grow with tau, lies in 1..n") {
  for (const char* t : {"1/20", "2"}) {
    Rational last = 50;
    for (const char* tau : {"1/1000000", "1/10000", "1/100", "1/10", "1/2", "9/10"}) {
      const auto [lower, upper] = measured("softmax_numerical_rank", {50, 4, *parse_rational(t), *parse_rational(tau)});
      CHECK(lower <= upper);
      CHECK(upper <= last);
      CHECK(lower >= 1);  // the largest singular value is at least 1
      last = upper;
    }
  }
}

TEST_CASE("softmax_numerical_rank: a tolerance that is no double") {
  const auto third = measured("softmax_numerical_rank", {30, 4, 1, *parse_rational("1/3")});
  CHECK(third.first == (approximation(30, 4, 1).values().array() > 1.0 / 3).count());
  CHECK(third.second == third.first);
  // one key: P = (1), whose singular value 1 does not exceed 1 and cannot be told from it
  const auto one = measured("softmax_numerical_rank", {1, 4, 1, 1});
  CHECK(one.first == 0);
  CHECK(one.second >= 0);
  CHECK(one.second <= 1);
}

TEST_CASE("softmax_rank_excess: count minus rank and bad rows, by an approximate computation") {
  for (const auto& [t, text] : {std::pair{0.01, "1/100"}, std::pair{0.2, "1/5"}, std::pair{2.0, "2"}}) {
    const Approximation a = approximation(40, 8, t);
    const Eigen::VectorXd values = a.values();
    for (const auto& [tau, tolerance] : {std::pair{1e-4, "1/10000"}, std::pair{0.05, "1/20"}, std::pair{0.7, "7/10"}}) {
      CAPTURE_BINDING(t);
      CAPTURE_BINDING(tau);
      std::vector<double> norms;
      for (long i = 0; i < 40; ++i) norms.push_back(a.difference.row(i).squaredNorm());
      std::sort(norms.begin(), norms.end());
      long kept = 0;
      for (double sum = 0; kept < 40 && sum + norms[static_cast<std::size_t>(kept)] <= tau * tau; ++kept) sum += norms[static_cast<std::size_t>(kept)];
      const long expected = (values.array() > tau).count() - std::min(40L, a.rank + 40 - kept);
      const auto [lower, upper] = measured("softmax_rank_excess", {40, 8, *parse_rational(text), *parse_rational(tolerance)});
      CHECK(lower == expected);
      CHECK(upper == expected);
      CHECK(upper <= 0);
    }
  }
}

TEST_CASE("softmax_mean_numerical_rank: trial 0 is the instance, trials are independent of their number and of threads") {
  const Quantity& quantity = *find_quantity("softmax_mean_numerical_rank");
  const Rational t(1, 4);
  const Rational tau(1, 100);
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(std::get<MeasuredSample>(quantity.measure(request("softmax_mean_numerical_rank", {40, 8, t, tau, 10}))).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0].front() == measured("softmax_numerical_rank", {40, 8, t, tau}).first);
  const auto shorter = std::get<MeasuredSample>(quantity.measure(request("softmax_mean_numerical_rank", {40, 8, t, tau, 4})));
  CHECK(std::equal(shorter.observations.begin(), shorter.observations.end(), results[0].begin()));
  CHECK(shorter.least == 0);
  CHECK(shorter.greatest == 40);
  for (std::uint32_t trial = 0; trial < 4; ++trial) {
    CHECK(shorter.observations[trial] == (approximation(40, 8, 0.25, trial).values().array() > 0.01).count());
  }
  // at tau = 1 one key's only singular value is at the tolerance: no sample is taken
  CHECK_THROWS_AS((void)quantity.measure(request("softmax_mean_numerical_rank", {1, 4, 1, 1, 2})), LimitError);
}

TEST_CASE("softmax quantities: refusals name the range, the stop flag interrupts") {
  const auto refused = [](const char* name, std::vector<Rational> arguments) { return find_quantity(name)->refusal(arguments).value_or(""); };
  CHECK(refused("softmax_numerical_rank", {1025, 1, 1, 1}).find("n must be an integer from 1 to 1024") != std::string::npos);
  CHECK(refused("softmax_numerical_rank", {8, 1, 0, 1}).find("T must be a rational from 1/1000000000 to 1000000000, not 0") != std::string::npos);
  CHECK(refused("softmax_numerical_rank", {8, 1, 1, 0}).find("tau") != std::string::npos);
  CHECK(refused("softmax_numerical_rank", {8, 1, 1, 2}).find("tau") != std::string::npos);
  CHECK(refused("softmax_numerical_rank", {8, Rational(1, 2), 1, 1}).find("integer") != std::string::npos);
  CHECK(refused("softmax_rank_excess", {8, 1, -1, 1}).find("T must") != std::string::npos);
  CHECK(refused("softmax_mean_numerical_rank", {8, 1, 1, 1, 0}).find("trials") != std::string::npos);
  CHECK(refused("softmax_mean_numerical_rank", {1024, 1, 1, 1, 1000}).find("10^9") != std::string::npos);
  CHECK(refused("softmax_numerical_rank", {1024, 1024, 1'000'000'000, 1}).empty());
  const std::atomic<bool> stop = true;
  for (const char* name : {"softmax_numerical_rank", "softmax_rank_excess"}) {
    MeasureRequest stopped = request(name, {50, 4, 1, Rational(1, 100)});
    stopped.stop = &stop;
    CHECK_THROWS_AS((void)find_quantity(name)->measure(stopped), Interrupted);
  }
  MeasureRequest stopped = request("softmax_mean_numerical_rank", {50, 4, 1, Rational(1, 100), 3});
  stopped.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("softmax_mean_numerical_rank")->measure(stopped), Interrupted);
}
