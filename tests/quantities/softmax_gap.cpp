#include <doctest/doctest.h>

#include <Eigen/SVD>
#include <cmath>

#include "attention/query_key_vectors.hpp"
#include "capture_binding.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasuredEnclosure measured(const char* name, std::vector<Rational> arguments) {
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = 1;
  REQUIRE_FALSE(find_quantity(name)->refusal(request.arguments));
  return std::get<MeasuredEnclosure>(find_quantity(name)->measure(request));
}

Eigen::MatrixXd approx_scores(long n, long d) {
  const QueryKeyVectors v = query_key_vectors({static_cast<std::size_t>(n), static_cast<std::size_t>(d), 1, 0});
  using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const Rows>(v.queries.data(), n, d).cast<double>() * Eigen::Map<const Rows>(v.keys.data(), n, d).cast<double>().transpose();
}

}  // namespace

TEST_CASE("softmax_row_gap_ratio: the largest quotient, by its definition in floating point") {
  for (const auto& [t, text] : {std::pair{0.2, "1/5"}, std::pair{1.0, "1"}, std::pair{7.0, "7"}}) {
    constexpr long n = 30;
    const Eigen::MatrixXd s = approx_scores(n, 5);
    double largest = 0;
    for (long i = 0; i < n; ++i) {
      Eigen::VectorXd row = s.row(i);
      std::sort(row.begin(), row.end(), std::greater<>());
      double x = 0;
      for (long j = 1; j < n; ++j) x += std::exp((row[j] - row[0]) / t);
      const double y = (n - 1) * std::exp((row[1] - row[0]) / t);
      if (x > 1e-280) largest = std::max(largest, x / (1 + x) / (y / (1 + y)));
    }
    const MeasuredEnclosure ratio = measured("softmax_row_gap_ratio", {n, 5, *parse_rational(text)});
    CAPTURE_BINDING(t);
    CHECK(ratio.lower.convert_to<double>() == doctest::Approx(largest).epsilon(1e-9));
    CHECK(ratio.upper - ratio.lower < Rational(1, 1'000'000'000'000));
    CHECK(ratio.upper < 1);
  }
}

TEST_CASE("softmax_row_gap_ratio: exactly 1 for two keys, toward 1 at high temperature") {
  const MeasuredEnclosure two = measured("softmax_row_gap_ratio", {2, 16, *parse_rational("1/7")});
  CHECK(two.lower == 1);
  CHECK(two.upper == 1);
  Rational last = 0;
  for (const std::int64_t t : {1, 10, 1000, 1'000'000, 1'000'000'000}) {
    const MeasuredEnclosure ratio = measured("softmax_row_gap_ratio", {20, 4, t});
    CHECK(ratio.lower > last);
    CHECK(ratio.upper < 1);
    last = ratio.upper;
  }
  CHECK(last > Rational(999'999, 1'000'000));
}

TEST_CASE("softmax_tail_ratio: the quotient of two approximate singular values") {
  for (const auto& [t, text] : {std::pair{0.1, "1/10"}, std::pair{1.0, "1"}, std::pair{20.0, "20"}}) {
    constexpr long n = 40;
    Eigen::MatrixXd p = approx_scores(n, 8) / t;
    Eigen::MatrixXd hard = Eigen::MatrixXd::Zero(n, n);
    for (long i = 0; i < n; ++i) {
      Eigen::Index best = 0;
      const double largest = p.row(i).maxCoeff(&best);
      p.row(i) = (p.row(i).array() - largest).exp();
      p.row(i) /= p.row(i).sum();
      hard(i, best) = 1;
    }
    const long rank = (hard.colwise().sum().array() > 0).count();
    const double tail = Eigen::JacobiSVD<Eigen::MatrixXd>(p).singularValues()[rank];
    const double distance = Eigen::JacobiSVD<Eigen::MatrixXd>(p - hard).singularValues()[0];
    const MeasuredEnclosure ratio = measured("softmax_tail_ratio", {n, 8, *parse_rational(text)});
    CAPTURE_BINDING(t);
    CHECK(ratio.lower.convert_to<double>() <= tail / distance + 1e-12);
    CHECK(ratio.upper.convert_to<double>() >= tail / distance - 1e-12);
    CHECK(ratio.upper - ratio.lower < Rational(1, 10'000'000'000));
    CHECK(ratio.upper < 1);
  }
}

TEST_CASE("softmax_tail_ratio: a temperature too low to tell softmax from hardmax ends in a limit") {
  CHECK_THROWS_AS((void)measured("softmax_tail_ratio", {30, 8, *parse_rational("1/1000000000")}), LimitError);
}

TEST_CASE("softmax gap quantities: refusals and the stop flag") {
  for (const char* name : {"softmax_row_gap_ratio", "softmax_tail_ratio"}) {
    const auto refused = [name](std::vector<Rational> arguments) { return find_quantity(name)->refusal(arguments).value_or(""); };
    CHECK(refused({1, 4, 1}).find("n must be an integer from 2 to 1024, not 1") != std::string::npos);
    CHECK(refused({4, 0, 1}).find("d_h") != std::string::npos);
    CHECK(refused({4, 4, 0}).find("T must be a rational") != std::string::npos);
    CHECK(refused({4, 4}).find("3 arguments") != std::string::npos);
    CHECK(refused({1024, 1024, Rational(1, 1'000'000'000)}).empty());
    const std::atomic<bool> stop = true;
    MeasureRequest request;
    request.arguments = {30, 4, 1};
    request.stop = &stop;
    CHECK_THROWS_AS((void)find_quantity(name)->measure(request), Interrupted);
  }
}
