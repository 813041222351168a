#include "attention/matching_layer.hpp"

#include <Eigen/LU>

#include <cmath>

#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "sampling/uniform_stream.hpp"

namespace rankcert {
namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Exponents = std::vector<std::uint8_t>;

constexpr double kUnit = 0x1p-53;

/// All exponents of `variables` variables that add up to `degree`, in lexicographic order.
void append_monomials(std::size_t variable, std::size_t left, Exponents& current, std::vector<Exponents>& all) {
  if (variable + 1 == current.size()) {
    current[variable] = static_cast<std::uint8_t>(left);
    all.push_back(current);
    return;
  }
  for (std::size_t power = 0; power <= left; ++power) {
    current[variable] = static_cast<std::uint8_t>(power);
    append_monomials(variable + 1, left - power, current, all);
  }
}

double factorial_of(std::size_t n) {
  double product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<double>(i);
  return product;
}

double multinomial(const Exponents& exponents, std::size_t degree) {
  double value = factorial_of(degree);
  for (const std::uint8_t power : exponents) value /= factorial_of(power);  // exact: at most 7!
  return value;
}

double power_product(std::span<const int> values, const Exponents& exponents) {
  double product = 1;
  for (std::size_t i = 0; i < exponents.size(); ++i) {
    for (int j = 0; j < exponents[i]; ++j) product *= static_cast<double>(values[i]);
  }
  return product;
}

std::vector<std::vector<int>> random_keys(std::size_t heads, std::size_t dimension, std::size_t degree, std::uint64_t seed,
                                          std::uint32_t draw) {
  const auto values = static_cast<double>(2 * degree + 1);
  std::vector<std::vector<int>> keys(heads, std::vector<int>(dimension));
  std::vector<double> row(dimension);
  for (std::size_t h = 0; h < heads; ++h) {
    fill_symmetric_uniform({.seed = seed, .purpose = StreamPurpose::matching_key, .trial = draw, .row = static_cast<std::uint32_t>(h)}, row);
    for (std::size_t i = 0; i < dimension; ++i) keys[h][i] = static_cast<int>(std::floor((row[i] + 1) / 2 * values)) - static_cast<int>(degree);
  }
  return keys;
}

/// An upper bound of every |entry| of m b - 1, b given transposed.
double residual_bound(const Rows& m, const Rows& b_transposed) {
  const auto n = static_cast<std::size_t>(m.rows());
  Rows product(m.rows(), m.rows());
  approx_product_transposed(m.data(), b_transposed.data(), product.data(), n, n, n, n);
  for (Eigen::Index i = 0; i < m.rows(); ++i) product(i, i) -= 1;
  const double difference = product.cwiseAbs().maxCoeff();
  const Rows m_size = m.cwiseAbs();
  const Rows b_size = b_transposed.cwiseAbs();
  approx_product_transposed(m_size.data(), b_size.data(), product.data(), n, n, n, n);
  const double size = product.maxCoeff();
  const double gamma = static_cast<double>(n) * kUnit / (1 - static_cast<double>(n) * kUnit);
  return (difference * (1 + 2 * kUnit) + gamma * size * (1 + 4 * gamma)) * (1 + 8 * kUnit) + 1e-290;
}

Rational over(std::size_t a, std::size_t b) { return Rational(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)); }

/// P_l(i)/i^l for odd l, P_l the Gegenbauer polynomial of R^d with P_l(1) = 1: the sum of the sizes of its coefficients.
Rational coefficient_sum(std::size_t d, std::size_t l) {
  Rational before = 1;
  Rational now = 1;  // degree 1
  for (std::size_t k = 1; k < l; ++k) {
    const Rational next = over(2 * k + d - 2, k + d - 2) * now + over(k, k + d - 2) * before;
    before = now;
    now = next;
  }
  return now;
}

/// dim of the harmonics of degree l on R^d.
Integer harmonics(std::size_t d, std::size_t l) {
  const auto forms = [&](std::size_t k) { return MatchingLayer::heads(d - 1, k); };
  return forms(l) + (l > 0 ? forms(l - 1) : Integer(0));
}

Integer root_above(const Integer& value) {
  Integer root = sqrt(value);
  return root * root == value ? root : Integer(root + 1);
}

/// N(d,l) lambda_l^2 over lambda_1^2.
Rational mass_over_first_squared(std::size_t d, std::size_t l) {
  Rational ratio = 1;
  for (std::size_t k = 1; k < l; k += 2) ratio *= over(k, k + d) * over(k, k + d);
  return ratio * Rational(harmonics(d, l));
}

/// G^2 for G = Gamma(d/2)/Gamma((d+1)/2), over pi for odd d and times pi for even d.
Rational gamma_ratio_squared(std::size_t d) {
  Rational ratio = d % 2 == 1 ? Rational(1) : Rational(4);
  for (std::size_t k = d % 2 == 1 ? 1 : 2; k < d; k += 2) ratio *= over(k, k + 1) * over(k, k + 1);
  return ratio;
}

}  // namespace

Integer MatchingLayer::heads(std::size_t dimension, std::size_t degree) {
  Integer count = 1;
  for (std::size_t i = 1; i <= degree; ++i) count = count * static_cast<std::int64_t>(dimension - 1 + i) / static_cast<std::int64_t>(i);
  return count;
}

MatchingLayer::MatchingLayer(std::size_t dimension, std::size_t degree, std::uint64_t seed, const std::function<void()>& poll)
    : dimension_(dimension), degree_(degree) {
  if (dimension < 3 || degree % 2 == 0 || degree > 7 || heads(dimension, degree) > most_heads) {
    throw InputError("a matching layer needs d >= 3, an odd degree up to 7 and at most " + std::to_string(most_heads) + " heads");
  }
  Exponents exponents(dimension);
  append_monomials(0, degree, exponents, monomials_);
  // Most keys are well enough conditioned; others are drawn again.
  constexpr std::uint32_t most_draws = 16;
  const double wanted = 1e-6 / std::pow(static_cast<double>(dimension), static_cast<double>(degree));
  for (std::uint32_t draw = 0; draw < most_draws; ++draw) {
    keys_ = random_keys(monomials_.size(), dimension, degree, seed, draw);
    invert(poll);
    if (residual_ <= wanted) return;
  }
  throw LimitError("the keys of this seed do not span the forms well enough for double precision; take another seed");
}

void MatchingLayer::invert(const std::function<void()>& poll) {
  const auto n = static_cast<Eigen::Index>(monomials_.size());
  Rows m(n, n);  // entries are integers below 7^7 7! < 2^53: exact
  for (Eigen::Index a = 0; a < n; ++a) {
    const Exponents& alpha = monomials_[static_cast<std::size_t>(a)];
    const double factor = multinomial(alpha, degree_);
    for (Eigen::Index h = 0; h < n; ++h) m(a, h) = factor * power_product(keys_[static_cast<std::size_t>(h)], alpha);
  }
  poll();
  const Rows inverse = m.partialPivLu().inverse();
  poll();
  const Rows transposed = inverse.transpose();
  residual_ = inverse.allFinite() ? residual_bound(m, transposed) : 1;
  inverse_.assign(inverse.data(), inverse.data() + inverse.size());
}

MatchingLayer::Enclosure enclose_mass_up_to(std::size_t dimension, std::size_t degree) {
  Rational sum = 0;
  for (std::size_t l = 1; l <= degree; l += 2) sum += mass_over_first_squared(dimension, l);
  sum *= gamma_ratio_squared(dimension);
  if (dimension % 2 == 1) return {sum, sum};
  // lambda_1^2 = G^2/pi carries pi^-2.
  const Rational pi_below = *parse_rational("3.14159265358979323846264338327");
  const Rational pi_above = *parse_rational("3.14159265358979323846264338328");
  return {sum / (pi_above * pi_above), sum / (pi_below * pi_below)};
}

MatchingLayer::Enclosure MatchingLayer::enclose_squared_error() const {
  const Enclosure mass = enclose_mass_up_to(dimension_, degree_);
  Rational coefficients = 0;
  for (std::size_t l = 1; l <= degree_; l += 2) coefficients += Rational(root_above(harmonics(dimension_, l))) * coefficient_sum(dimension_, l);
  const Rational deviation = from_double(residual_) * Rational(pow(Integer(static_cast<std::int64_t>(dimension_)), static_cast<unsigned>(degree_))) * coefficients;
  return {(1 - mass.upper) / 2, (1 - mass.lower) / 2 + deviation * deviation / 2};
}

}  // namespace rankcert
