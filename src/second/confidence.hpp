// Whether a sample gives its confidence interval: condition C9, by the theorem of proofs-notes/mean-confidence.md.
#pragma once

#include "second/certificate.hpp"
#include "second/interval.hpp"

namespace rankcert::second {

/// Whether the observations prove, at error probability alpha/2 on each side, that their mean is neither below bounds.lower
/// nor above bounds.upper: on either side the end does not exceed the range, or the capital W of mean-confidence.md, computed
/// from `bits` bits on, is at least 2/alpha there (Theorem 5). `no` is proved too; `unknown` where max_bits do not decide.
/// Requires: least < greatest, all observations between them, 0 < alpha < 1.
[[nodiscard]] Truth gives_bounds(const Sample& sample, const Bounds& bounds, mpfr_prec_t bits = 64, mpfr_prec_t max_bits = 1024);

/// An enclosure of W_lo(nu) of mean-confidence.md for the observations x -> (x - from)/(to - from); with the ends of the
/// range exchanged it is W_hi(1 - nu). Requires: 0 < nu <= 1.
[[nodiscard]] Interval capital(const Sample& sample, const Rational& from, const Rational& to, const Rational& nu, mpfr_prec_t bits);

}  // namespace rankcert::second
