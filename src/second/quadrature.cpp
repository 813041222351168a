#include "second/quadrature.hpp"

#include <cmath>

namespace rankcert::second {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// log2 of the largest absolute value, for decisions that need no proof; -infinity for 0.
double approx_log2(const Interval& x) {
  if (!x.is_bounded()) return infinite;
  long exponent = 0;
  mpfr_srcptr larger = mpfr_cmpabs(x.left(), x.right()) > 0 ? x.left() : x.right();
  if (mpfr_zero_p(larger) != 0) return -infinite;
  const double mantissa = mpfr_get_d_2exp(&exponent, larger, MPFR_RNDN);
  return std::log2(std::abs(mantissa)) + static_cast<double>(exponent);
}

/// A part of the range and what the integral over it is known to be.
struct Part {
  Interval left;
  Interval right;
  Interval value;
  double error = 0;       ///< log2 of the width that smaller parts would take away
  std::size_t order = 0;  ///< of the remainder
};

class AdaptiveSum {
 public:
  AdaptiveSum(const Integrand& f, const QuadratureOptions& options) : f_(f), options_(options), order_(expansion_order(options.bits)) {}

  Interval between(const Interval& left, const Interval& right);
  /// An enclosure of all values between the two.
  Interval range(const Interval& left, const Interval& right);

  [[nodiscard]] const PiecePtr& reads() const { return recorder_->reads; }

 private:
  std::pair<Expansion, PiecePtr> expand(const Interval& left, const Interval& right, std::size_t order);
  Part make_part(const Interval& left, const Interval& right);
  [[nodiscard]] bool may_go_on() const {
    return evaluations_ < options_.most_evaluations && (!options_.may_go_on || options_.may_go_on());
  }
  bool split(const Part& part, double most, std::vector<Part>& parts);

  const Integrand& f_;
  const QuadratureOptions& options_;
  std::size_t order_;
  std::size_t evaluations_ = 0;
  PiecePtr recorder_ = make_piece(Interval(2), Interval(2), 0, options_.born, false);
};

/// Order 0 is for the rounding of an end alone: an end that is wide for another reason may hide a stretch where f is undefined,
/// which order 2 sees (Lemma 5).
Interval AdaptiveSum::range(const Interval& left, const Interval& right) {
  constexpr long count = 8;
  const double rounding = std::max(0.0, approx_log2(hull(left, right))) + 16 - static_cast<double>(options_.bits);
  if (approx_log2(right - left) <= rounding) return expand(left, right, 0).first.range();
  Interval from = left;
  Interval all(options_.bits);
  for (long i = 1; i <= count; ++i) {
    const Interval to = i == count ? right : ((left * (count - i) + right * i) / count).middle();
    const Interval here = expand(from, to, 2).first.range();
    all = i == 1 ? here : hull(all, here);
    from = to;
  }
  return all;
}

std::pair<Expansion, PiecePtr> AdaptiveSum::expand(const Interval& left, const Interval& right, std::size_t order) {
  ++evaluations_;
  PiecePtr piece = make_piece(left, right, order, options_.born, options_.is_angle);
  Expansion f = f_(piece);
  if (!f.is_constant() && f.piece() != piece) {
    note_reading(*piece, f.piece());
    f = Expansion::constant(f.range());
  }
  if (piece->reads != nullptr) note_reading(*recorder_, piece->reads);
  return {std::move(f), std::move(piece)};
}

/// The sum over k < n of f_k times the integral of (x - m)^k, and the n-th coefficient over the piece times that of (x - m)^n, for
/// the n that leaves the least width.
Part AdaptiveSum::make_part(const Interval& left, const Interval& right) {
  const auto [f, piece] = expand(left, right, order_);
  Part part{.left = left, .right = right, .value = Interval::whole_line(options_.bits), .error = infinite};
  if (f.known() == 0) return part;
  const std::size_t stored = f.over().size();
  // With fewer coefficients than are known the function is a polynomial.
  const bool is_polynomial = stored < f.known();
  std::vector<Interval> moments;
  const Interval low = left - piece->middle;
  const Interval high = right - piece->middle;
  Interval low_power = low;
  Interval high_power = high;
  for (std::size_t k = 0; k < stored; ++k) {
    moments.push_back((high_power - low_power) / static_cast<long>(k + 1));
    low_power *= low;
    high_power *= high;
  }
  if (is_polynomial) {
    part.order = stored;
    part.error = -infinite;
  } else {
    for (std::size_t k = 0; k < stored; k += 2) {
      const double error = f.over()[k].approx_log2_width() + approx_log2(moments[k]);
      if (error < part.error) {
        part.error = error;
        part.order = k;
      }
    }
  }
  part.value = is_polynomial ? Interval(options_.bits) : f.over()[part.order] * moments[part.order];
  for (std::size_t k = 0; k < part.order; ++k) part.value += f.middle()[k] * moments[k];
  return part;
}

/// Puts the parts of `part` into `parts`, as many as a remainder of its order suggests; false if there is no number in between.
bool AdaptiveSum::split(const Part& part, double most, std::vector<Part>& parts) {
  long count = 2;
  if (part.order >= 4 && part.error < infinite) {
    count = static_cast<long>(std::clamp(std::ceil(std::exp2((part.error - most) / static_cast<double>(part.order + 1))), 2.0, 4.0));
  }
  std::vector<Interval> ends{part.left};
  for (long i = 1; i < count; ++i) {
    ends.push_back(((part.left * (count - i) + part.right * i) / count).middle());
    if (less(ends[ends.size() - 2], ends.back()) != Truth::yes || less(ends.back(), part.right) != Truth::yes) return false;
  }
  ends.push_back(part.right);
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) parts.push_back(make_part(ends[i], ends[i + 1]));
  return true;
}

/// In each round, the parts that are wide for their number are split.
Interval AdaptiveSum::between(const Interval& left, const Interval& right) {
  const double narrowest = approx_log2(right - left) - 2.0 * static_cast<double>(options_.bits);
  std::vector<Part> parts{make_part(left, right)};
  for (bool improved = true; improved && may_go_on();) {
    double size = -infinite;
    for (const Part& part : parts) size = std::max(size, approx_log2(part.value));
    double total = 0;
    double target = size + 10 - static_cast<double>(options_.bits);
    if (size < infinite) {
      double sum = 0;
      for (const Part& part : parts) sum += std::exp2(approx_log2(part.value) - size);
      if (sum > 0) target += std::log2(sum);
      for (const Part& part : parts) total += std::exp2(part.error - target);
      if (total <= 1 || size == -infinite) break;
    }
    const double most = size < infinite ? target - 1 - std::log2(static_cast<double>(parts.size())) : infinite;
    improved = false;
    std::vector<Part> next;
    for (Part& part : parts) {
      const bool is_wide = size < infinite ? part.error > most : part.error == infinite;
      if (is_wide && part.error == infinite && approx_log2(part.right - part.left) < narrowest) return Interval::whole_line(options_.bits);
      if (is_wide && may_go_on() && split(part, most, next)) improved = true;
      else next.push_back(std::move(part));
    }
    parts = std::move(next);
  }
  Interval sum(options_.bits);
  for (const Part& part : parts) sum += part.value;
  return sum;
}

}  // namespace

std::size_t expansion_order(mpfr_prec_t bits) { return 2 * static_cast<std::size_t>(std::clamp<mpfr_prec_t>(bits * 18 / 100, 4, 128)); }

Quadrature integrate(const Integrand& f, const Interval& from, const Interval& to, const QuadratureOptions& options) {
  if (!from.is_bounded() || !to.is_bounded()) return {.value = Interval::whole_line(options.bits)};
  if (less(to, from) == Truth::yes) {
    Quadrature result = integrate(f, to, from, options);
    result.value = -result.value;
    return result;
  }
  AdaptiveSum sum(f, options);
  Interval value(options.bits);
  if (less(from, to) == Truth::yes) {
    // From anywhere in `from` to its upper end, on to the lower end of `to`, and to anywhere in there.
    const Interval left = from.upper_point();
    const Interval right = to.lower_point();
    if (!from.is_point()) value += (left - from) * sum.range(from.lower_point(), left);
    if (!to.is_point()) value += (to - right) * sum.range(right, to.upper_point());
    if (value.is_bounded()) value += sum.between(left, right);
  } else {
    const Interval both = hull(from, to);
    value = (to - from) * sum.range(both.lower_point(), both.upper_point());
  }
  return {.value = value, .reads = sum.reads()};
}

}  // namespace rankcert::second
