// How a function of the running variable grows towards infinity: bounds on a half line.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "second/interval.hpp"

namespace rankcert::second {

/// Coefficients of 1, t, t^2, ...
using Polynomial = std::vector<Interval>;

/// A bound of a function f defined on [start, infinity), start >= 1: |f(t)| is at most the sum of
/// factor t^power exp(exponent(t)) over the terms. Operations throw UnsupportedError where no such bound is seen; those of
/// two functions require the same start (constants have none). proofs-notes/integral.md, Lemma 9.
class Growth {
 public:
  [[nodiscard]] static Growth constant(const Interval& value);
  /// t, or -t if `mirrored`. Requires: a point >= 1.
  [[nodiscard]] static Growth variable(const Interval& start, bool mirrored);

  /// An upper bound of the integral of |f| over [start, infinity), as an interval from 0; nothing if a term is not seen to decay.
  [[nodiscard]] std::optional<Interval> tail() const;

  /// The number of terms and coefficients.
  [[nodiscard]] std::size_t size() const;

  friend Growth operator+(const Growth& f, const Growth& g);
  friend Growth operator-(const Growth& f);
  friend Growth operator*(const Growth& f, const Growth& g);
  friend Growth power(const Growth& f, const Rational& exponent);
  /// f^g for a constant f > 0.
  friend Growth power(const Growth& f, const Growth& g);
  /// A built-in function.
  friend Growth apply_function(std::string_view name, std::span<const Growth> arguments);

 private:
  struct Term {
    Interval factor;   ///< >= 0
    Rational power;    ///< >= 0
    Polynomial exponent;
  };

  Growth() = default;
  [[nodiscard]] bool is_constant() const { return !start_; }
  [[nodiscard]] mpfr_prec_t bits() const;
  static Growth of_polynomial(const std::optional<Interval>& start, Polynomial polynomial);
  static Growth bounded(const Growth& argument, const Interval& bound, bool nonnegative);
  static Growth exponential(const Growth& f);
  static const std::optional<Interval>& start_of(const Growth& f, const Growth& g);

  std::optional<Interval> start_;             ///< a point; nothing for a constant
  std::vector<Term> terms_;
  bool nonnegative_ = false;                  ///< f >= 0 on the half line, if true
  std::optional<Polynomial> polynomial_;      ///< f itself, where f is one
  std::optional<Polynomial> logarithm_;       ///< log f, where that is a polynomial
};

}  // namespace rankcert::second
