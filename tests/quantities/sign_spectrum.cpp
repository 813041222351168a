#include <doctest/doctest.h>

#include <Eigen/Core>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <cmath>
#include <utility>

#include "attention/sign_instance.hpp"
#include "quantities/quantity.hpp"
#include "quantities/sign_operator.hpp"
#include "sampled_mean.hpp"

using namespace rankcert;
using rankcert::test::mean_of;
using rankcert::test::sampled;

namespace {

struct Ends {
  double lower, upper;
  [[nodiscard]] bool holds(double x, double slack) const { return lower - slack <= x && x <= upper + slack; }
};

Ends enclosed(std::string_view name, std::vector<Rational> arguments) {
  const Quantity* quantity = find_quantity(name);
  REQUIRE(quantity != nullptr);
  REQUIRE_FALSE(quantity->refusal(arguments));
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = 1;
  const auto measured = std::get<MeasuredEnclosure>(quantity->measure(request));
  CHECK(measured.lower <= measured.upper);
  return {measured.lower.convert_to<double>(), measured.upper.convert_to<double>()};
}

// sigma_k^2 of the instance by Eigen's Jacobi method, which the quantities do not use.
Eigen::VectorXd squares_by_jacobi(std::size_t m, std::size_t n, std::uint32_t trial = 0) {
  const SignMatrix s = sign_matrix({m, n, 1, trial});
  Eigen::MatrixXd matrix(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = s(i, j);
  }
  return Eigen::JacobiSVD<Eigen::MatrixXd>(matrix / static_cast<double>(n)).singularValues().array().square();
}

}  // namespace

TEST_CASE("sign operator: squares of eigenvalues by independent quadrature, with their multiplicities") {
  struct Row {
    std::size_t m, first, last;  // s_first = ... = s_last, counted from 1
    double eigenvalue;
  };
  for (const Row& row : {Row{3, 1, 3, 0.5}, Row{3, 4, 10, 0.125}, Row{3, 22, 36, 0.0390625}, Row{4, 1, 4, 0.42441318157838756},
                         Row{4, 5, 20, 0.084882636315677512}, Row{9, 10, 165, 0.02734375}, Row{31, 1, 31, 0.14446444809436798},
                         Row{31, 32, 32, 0.0045145140029489994}}) {
    const OperatorSquares squares = enclose_operator_squares(row.m, row.last + 1);
    REQUIRE(squares.square.size() == row.last + 1);
    CHECK(squares.relative_error < 1e-13);
    for (const std::size_t k : {row.first, row.last}) {
      CHECK(std::abs(squares.square[k - 1] / (row.eigenvalue * row.eigenvalue) - 1) <= squares.relative_error + 1e-15);
    }
    if (row.m != 31) CHECK(squares.square[row.last] < 0.9 * squares.square[row.last - 1]);
  }
  // dimension two: 2/(pi l), twice each
  const OperatorSquares plane = enclose_operator_squares(2, 6);
  for (std::size_t k = 0; k < 6; ++k) CHECK(plane.square[k] == doctest::Approx(std::pow(2 / (M_PI * static_cast<double>(2 * (k / 2) + 1)), 2)).epsilon(1e-14));
  // a multiplicity beyond 64 bits
  CHECK(enclose_operator_squares(1024, 5000).square.size() == 5000);
}

TEST_CASE("sign instance: singular values, rank errors and distance by another algorithm") {
  for (const auto& [m, n] : {std::pair{3U, 1U}, std::pair{4U, 30U}, std::pair{9U, 100U}}) {
    const Eigen::VectorXd squares = squares_by_jacobi(m, n);
    CHECK(squares.sum() == doctest::Approx(1));
    const OperatorSquares truth = enclose_operator_squares(m, n);
    double distance = 0;
    double rest = 1;
    for (std::size_t k = 1; k <= n; ++k) {
      const double square = squares[static_cast<Eigen::Index>(k - 1)];
      distance += std::pow(square - truth.square[k - 1], 2);
      rest -= square;
      if (k % 9 != 1 && k != n) continue;
      CHECK(enclosed("sign_singular_value", {m, n, k}).holds(std::sqrt(square), 1e-13));
      const Ends error = enclosed("sign_instance_rank_error", {m, n, k});
      CHECK(error.holds(std::max(0.0, rest), 1e-13));
      CHECK(error.upper - error.lower < 1e-11);
    }
    const Ends found = enclosed("sign_instance_spectrum_distance", {m, n});
    CHECK(found.holds(distance, 1e-13));
    CHECK(found.upper - found.lower < 1e-11);
  }
  CHECK(enclosed("sign_instance_rank_error", {4, 30, 0}).lower == 1);
  CHECK(enclosed("sign_singular_value", {3, 1, 1}).upper == 1);  // no value is reported above the norm
  CHECK(enclosed("sign_instance_rank_error", {4, 30, 30}).upper == 0);
}

TEST_CASE("sign samples: observations are those of the trials, rounded up") {
  const MeasuredSample errors = sampled("sign_rank_error", {4, 20, 3, 4});
  const MeasuredSample distances = sampled("sign_spectrum_distance", {4, 20, 4});
  const OperatorSquares truth = enclose_operator_squares(4, 20);
  for (std::uint32_t trial = 0; trial < 4; ++trial) {
    const Eigen::VectorXd squares = squares_by_jacobi(4, 20, trial);
    const double error = 1 - squares.head(3).sum();
    double distance = 0;
    for (Eigen::Index k = 0; k < 20; ++k) distance += std::pow(squares[k] - truth.square[static_cast<std::size_t>(k)], 2);
    for (const auto& [observed, exact] : {std::pair{errors.observations[trial], error}, std::pair{distances.observations[trial], distance}}) {
      CHECK(is_integer(observed * Rational(1 << 20)));
      CHECK(observed.convert_to<double>() >= exact - 1e-12);
      CHECK(observed.convert_to<double>() <= exact + 0x1p-20 + 1e-12);
    }
  }
  CHECK(errors.greatest >= Rational(17, 20));
  CHECK(errors.greatest <= Rational(17, 20) + Rational(1, 1 << 20));
  for (const Rational& x : sampled("sign_rank_error", {4, 5, 9, 3}).observations) CHECK(x == 0);
}

TEST_CASE("sign samples: n = 2 in closed form") {
  // rank one with probability p, else two equal values: 1/2 is left. E tr(MM')^2 = p + (1 - p)/2 = 3/4 + tau_4/4
  const auto error = mean_of(sampled("sign_rank_error", {4, 2, 1, 20'000}));
  const double p = 0.5 + 0.13069096604865779 / 2;
  CHECK(error.agrees((1 - p) / 2));
}

TEST_CASE("sign spectrum: beyond the dense method, against orthogonal iteration") {
  // the 4 largest squares are near 0.18, the fifth near 0.007: 20 steps leave nothing of it
  const SignMatrix s = sign_matrix({4, 2049, 1, 0});
  using Signs = Eigen::Matrix<std::int8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::MatrixXd matrix = Eigen::Map<const Signs>(s.entries.data(), 2049, 2049).cast<double>() / 2049;
  Eigen::MatrixXd x = matrix.leftCols(4) * 2049;
  for (int step = 0; step < 20; ++step) {
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(matrix * (matrix.transpose() * x));
    x = qr.householderQ() * Eigen::MatrixXd::Identity(2049, 4);
  }
  const Eigen::MatrixXd image = matrix.transpose() * x;
  const Eigen::VectorXd values = Eigen::JacobiSVD<Eigen::MatrixXd>(image).singularValues();
  for (const std::size_t k : {1U, 4U}) {
    const Ends value = enclosed("sign_singular_value", {4, 2049, k});
    CHECK(value.holds(values[static_cast<Eigen::Index>(k - 1)], 1e-12));
    CHECK(value.upper - value.lower < 1e-9);
  }
  const Ends error = enclosed("sign_instance_rank_error", {4, 2049, 4});
  CHECK(error.holds(1 - values.squaredNorm(), 1e-12));
  CHECK(error.upper - error.lower < 1e-9);
}

TEST_CASE("sign spectrum: refusals name the range") {
  CHECK(test::refused("sign_singular_value", {4, 100, 101}).find("at most n") != std::string::npos);
  CHECK(test::refused("sign_singular_value", {4, 2049, 129}).find("128") != std::string::npos);
  CHECK(test::refused("sign_singular_value", {4, 2048, 129}).empty());
  CHECK(test::refused("sign_instance_rank_error", {4, 8193, 1}).find("from 1 to 8192") != std::string::npos);
  CHECK(test::refused("sign_instance_spectrum_distance", {4, 4097}).find("from 1 to 4096") != std::string::npos);
  CHECK(test::refused("sign_rank_error", {4, 1024, 1, 1'000'000}).find("10^13") != std::string::npos);
  CHECK(test::refused("sign_spectrum_distance", {1025, 10, 1}).find("from 2 to 1024") != std::string::npos);
}
