#include "linalg/precise_minimum.hpp"

#include <arb_mat.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/multiprecision/eigen.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <cmath>
#include <mutex>
#include <optional>

namespace rankcert {
namespace {

using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>, boost::multiprecision::et_off>;
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;

// mpfr_float takes its precision from a number that the whole program shares, in decimal digits: one proposal at a time.
class WorkingPrecision {
 public:
  explicit WorkingPrecision(slong bits) : lock_(mutex()), before_(Real::default_precision()) {
    Real::default_precision(static_cast<unsigned>(static_cast<double>(bits) * 0.30103) + 1);
  }
  WorkingPrecision(const WorkingPrecision&) = delete;
  WorkingPrecision& operator=(const WorkingPrecision&) = delete;
  ~WorkingPrecision() { Real::default_precision(before_); }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }

  std::lock_guard<std::mutex> lock_;
  unsigned before_;
};

class BallMatrix {
 public:
  BallMatrix(slong rows, slong columns) { arb_mat_init(raw_, rows, columns); }
  BallMatrix(const BallMatrix&) = delete;
  BallMatrix& operator=(const BallMatrix&) = delete;
  ~BallMatrix() { arb_mat_clear(raw_); }
  [[nodiscard]] arb_mat_struct* raw() { return raw_; }
  [[nodiscard]] arb_ptr at(slong i, slong j) { return arb_mat_entry(raw_, i, j); }

 private:
  arb_mat_t raw_;
};

Real midpoint(const Ball& ball) {
  Real value;
  arf_get_mpfr(value.backend().data(), arb_midref(ball.raw()), MPFR_RNDN);
  return value;
}

void set_exactly(arb_ptr ball, const Real& value) {
  arb_zero(ball);
  arf_set_mpfr(arb_midref(ball), value.backend().data());
}

struct Proposal {
  Vector weights;
  Matrix factor;  // of C - shift I
  Real shift;
};

// The least eigenvalue by a few steps of inverse iteration; any number is sound.
Real approx_least_eigenvalue(const Eigen::LLT<Matrix>& cholesky, Eigen::Index n) {
  Vector x(n);
  // a start that no symmetry of the matrix makes orthogonal to what is sought
  for (Eigen::Index i = 0; i < n; ++i) x(i) = std::fmod(static_cast<double>((i + 1) * (i + 1)) * 0.6180339887498949, 1.0) - 0.4;
  Real estimate = 0;
  for (int step = 0; step < 8; ++step) {
    x /= x.norm();
    x = cholesky.solve(x);
    estimate = 1 / x.norm();
  }
  return estimate;
}

std::optional<Proposal> approx_proposal(const EnclosedQuadratic& quadratic) {
  const auto n = static_cast<Eigen::Index>(quadratic.right_side.size());
  Matrix c(n, n);
  Vector b(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    b(i) = midpoint(quadratic.right_side[static_cast<std::size_t>(i)]);
    for (Eigen::Index j = 0; j < n; ++j) c(i, j) = midpoint(quadratic.matrix[static_cast<std::size_t>(i * n + j)]);
  }
  const Eigen::LLT<Matrix> cholesky(c);
  if (cholesky.info() != Eigen::Success) return std::nullopt;
  Proposal proposal{.weights = cholesky.solve(b), .factor = {}, .shift = approx_least_eigenvalue(cholesky, n) / 4};
  constexpr int kTries = 3;  // the estimate may be too large
  for (int i = 0; i < kTries; ++i, proposal.shift /= 1024) {
    const Eigen::LLT<Matrix> shifted(c - proposal.shift * Matrix::Identity(n, n));
    if (shifted.info() != Eigen::Success) continue;
    proposal.factor = shifted.matrixL();
    return proposal;
  }
  return std::nullopt;
}

// shift - ||C - shift I - L L^T||_F
Ball least_eigenvalue_bound(const EnclosedQuadratic& quadratic, const Proposal& proposal, slong bits) {
  const slong n = proposal.factor.rows();
  BallMatrix factor(n, n);
  for (slong i = 0; i < n; ++i) {
    for (slong j = 0; j <= i; ++j) set_exactly(factor.at(i, j), proposal.factor(i, j));
  }
  BallMatrix transposed(n, n);
  arb_mat_transpose(transposed.raw(), factor.raw());
  BallMatrix residual(n, n);
  arb_mat_mul(residual.raw(), factor.raw(), transposed.raw(), bits);
  Ball shift;
  set_exactly(shift.raw(), proposal.shift);
  for (slong i = 0; i < n; ++i) {
    arb_add(residual.at(i, i), residual.at(i, i), shift.raw(), bits);
    for (slong j = 0; j < n; ++j) arb_sub(residual.at(i, j), residual.at(i, j), quadratic.matrix[static_cast<std::size_t>(i * n + j)].raw(), bits);
  }
  Ball norm;
  arb_mat_frobenius_norm(norm.raw(), residual.raw(), bits);
  arb_sub(shift.raw(), shift.raw(), norm.raw(), bits);
  return shift;
}

// e(a) and |b - C a|^2 for the proposed weights a
struct AtWeights {
  Ball value;
  Ball residual_square;
};

AtWeights enclose_at_weights(const EnclosedQuadratic& quadratic, const Vector& weights, slong bits) {
  const slong n = weights.size();
  std::vector<Ball> a(static_cast<std::size_t>(n));
  for (slong i = 0; i < n; ++i) set_exactly(a[static_cast<std::size_t>(i)].raw(), weights(i));
  AtWeights result;
  arb_one(result.value.raw());
  for (slong i = 0; i < n; ++i) {
    const auto row = static_cast<std::size_t>(i);
    Ball residual = quadratic.right_side[row];  // e = 1 - a.b - a.(b - C a)
    arb_submul(result.value.raw(), a[row].raw(), residual.raw(), bits);
    for (std::size_t j = 0; j < a.size(); ++j) arb_submul(residual.raw(), quadratic.matrix[row * a.size() + j].raw(), a[j].raw(), bits);
    arb_submul(result.value.raw(), a[row].raw(), residual.raw(), bits);
    arb_addmul(result.residual_square.raw(), residual.raw(), residual.raw(), bits);
  }
  return result;
}

}  // namespace

EnclosedMinimum enclose_minimum(const QuadraticAt& quadratic, slong width_bits, slong most_bits, const std::function<void()>& poll) {
  EnclosedMinimum found{.lower = 0, .upper = 1, .precision_bits = 0};
  for (slong bits = 128; bits <= most_bits; bits *= 2) {
    poll();
    const WorkingPrecision precision(bits);
    const EnclosedQuadratic enclosed = quadratic(bits);
    const std::optional<Proposal> proposal = approx_proposal(enclosed);
    if (!proposal) continue;
    poll();
    const slong working_bits = 2 * bits;
    const Ball least = least_eigenvalue_bound(enclosed, *proposal, working_bits);
    if (!least.is_positive()) continue;
    AtWeights at = enclose_at_weights(enclosed, proposal->weights, working_bits);
    if (!at.value.is_finite() || !at.residual_square.is_finite()) continue;
    arb_div(at.residual_square.raw(), at.residual_square.raw(), least.raw(), working_bits);
    Ball below;
    arb_sub(below.raw(), at.value.raw(), at.residual_square.raw(), working_bits);
    found = {.lower = std::max(found.lower, below.lower(bits)), .upper = std::min(found.upper, at.value.upper(bits)), .precision_bits = bits};
    if (found.upper - found.lower <= Rational(1, Integer(1) << static_cast<unsigned>(width_bits))) break;
  }
  return found;
}

}  // namespace rankcert
