// Adaptive integration of a function that can be expanded on pieces of its range.
#pragma once

#include <cstdint>
#include <functional>

#include "second/expansion.hpp"

namespace rankcert::second {

/// The function on the piece. Its expansion may belong to a piece of another integral, whose variable then is a parameter.
using Integrand = std::function<Expansion(const PiecePtr& piece)>;

/// What an integration is asked for, and may take.
struct QuadratureOptions {
  mpfr_prec_t bits;         ///< of the arithmetic; the width aimed at is 2^(10 - bits) of the integral of |f|
  std::uint64_t born = 0;   ///< of every piece
  bool is_angle = false;    ///< pieces have an Angle
  std::function<bool()> may_go_on{};    ///< asked between evaluations, if given; a no ends the search
  std::size_t most_evaluations = 4000;  ///< of the integrand
};

/// What came out.
struct Quadrature {
  Interval value;           ///< encloses the integral; the whole line if the integrand could not be bounded
  PiecePtr reads{};         ///< see Piece::reads
};

/// The coefficients up to which functions are expanded at that precision: even, so that (x - m)^order >= 0.
[[nodiscard]] std::size_t expansion_order(mpfr_prec_t bits);

/// The integral of f from any number of `from` to any number of `to`: over pieces, the Taylor sum about the middle with its
/// remainder, or the range times the length. Width: as asked for if f is smooth but for finitely many points; if the evaluations do not
/// suffice, wide but true. proofs-notes/integral.md, Theorem 7.
[[nodiscard]] Quadrature integrate(const Integrand& f, const Interval& from, const Interval& to, const QuadratureOptions& options);

}  // namespace rankcert::second
