// A function of the running variable of an integral, expanded on one piece of the range: interval Taylor arithmetic.
#pragma once

#include <algorithm>
#include <limits>
#include <span>
#include <string_view>

#include "second/coefficients.hpp"
#include "second/piece.hpp"

namespace rankcert::second {

/// What is known of a function f on a piece X with middle m: for k < known(), f is k times differentiable on X, f^(k)(m)/k!
/// lies in middle()[k], and f^(k)(x)/k! lies in over()[k] for every x in X; entries that are not stored are 0. Both lists have one size.
/// known() == 0: nothing is known, f may be undefined; known() == 1: only the range (f may have kinks and jumps).
/// Every operation keeps this true (proofs-notes/integral.md, Lemmas 2 to 5).
class Expansion {
 public:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  /// A number, the same on every piece.
  [[nodiscard]] static Expansion constant(const Interval& value);
  /// The running variable: x itself, or sin(u) where the piece is one of an angle u.
  [[nodiscard]] static Expansion variable(const PiecePtr& piece);
  /// A function of which only the range is known.
  [[nodiscard]] static Expansion ranging(const PiecePtr& piece, const Interval& range);

  [[nodiscard]] std::size_t known() const { return known_; }
  [[nodiscard]] bool is_constant() const { return piece_ == nullptr; }
  [[nodiscard]] const PiecePtr& piece() const { return piece_; }
  [[nodiscard]] const Coefficients& middle() const { return *middle_; }
  [[nodiscard]] const Coefficients& over() const { return *over_; }
  /// All values on the piece; the whole line if known() == 0.
  [[nodiscard]] Interval range() const;
  /// The value at the middle; the whole line if known() == 0, or on a piece of order 0, which may be no wider than the rounding of an end.
  [[nodiscard]] Interval at_middle() const;
  /// The same function without a power of the cosine kept apart (see cosine_power_).
  [[nodiscard]] Expansion plain() const;
  /// This function times the cosine of `piece`, the one of this function if it is no constant. Requires: it is one of an angle.
  [[nodiscard]] Expansion times_cosine(const PiecePtr& piece) const;

  friend Expansion operator+(const Expansion& f, const Expansion& g);
  friend Expansion operator-(const Expansion& f, const Expansion& g);
  friend Expansion operator-(const Expansion& f);
  friend Expansion operator*(const Expansion& f, const Expansion& g);
  friend Expansion operator/(const Expansion& f, const Expansion& g);
  /// f^exponent: for an exponent that is no integer by the end rule (LANGUAGE.md, Integrals).
  friend Expansion power(const Expansion& f, const Rational& exponent);
  /// f^g = exp(g log f), where f is positive; where f touches 0 and g is positive, only the range, by the end rule.
  friend Expansion power(const Expansion& f, const Expansion& g);
  /// One of both, not known which: the range is known. Where the choice is the same on the whole piece, so is more.
  friend Expansion hull(const Expansion& f, const Expansion& g);
  /// A built-in function other than a power. Throws UnsupportedError.
  friend Expansion apply_function(std::string_view name, std::span<const Expansion> arguments);

 private:
  /// What the running variable is to 1 - sin(u)^2 = cos(u)^2: sin(u), its square, or neither.
  enum class Role { none, sine, sine_squared };

  Expansion() = default;
  static Expansion cosine(const PiecePtr& piece);
  static Expansion unknown(const PiecePtr& piece);
  /// An operation's result: cut off where a coefficient is not bounded, and made sharper by the mean value theorem.
  static Expansion made(const PiecePtr& piece, std::size_t known, Coefficients middle, Coefficients over);
  /// The function whose coefficients `make` gives from those of f, or of f and g: once those at the middle, once those over the piece.
  template <class Make>
  static Expansion mapped(const Expansion& f, const Make& make);
  template <class Make>
  static Expansion mapped(const Expansion& f, const Expansion& g, const Make& make);
  /// The running variable of an outer integral is any one number of its range while the inner one runs.
  static void bring_to_one_piece(Expansion& f, Expansion& g);
  static Expansion least(std::span<const Expansion> arguments, bool greatest);
  static bool sharpen(const Piece& piece, std::size_t known, const Coefficients& middle, Coefficients& over);

  PiecePtr piece_;           ///< null for a constant
  std::size_t known_ = all;  ///< at most piece_->order + 1, unless constant
  std::shared_ptr<const Coefficients> middle_;  ///< shared, since expansions are copied often; null if known_ is 0
  std::shared_ptr<const Coefficients> over_;
  Role role_ = Role::none;
  /// The function is what the coefficients give times this power of the cosine of the piece, kept apart so that (1-t^2)^(-1/2) dt
  /// = (cos u)^(-1) cos u du has no pole.
  Rational cosine_power_ = 0;
};

template <class Make>
Expansion Expansion::mapped(const Expansion& f, const Make& make) {
  const Expansion plain = f.plain();
  if (plain.known_ == 0) return plain;
  const std::size_t n = plain.is_constant() ? 1 : plain.known_;
  return made(plain.piece_, plain.known_, make(*plain.middle_, n), make(*plain.over_, n));
}

template <class Make>
Expansion Expansion::mapped(const Expansion& f, const Expansion& g, const Make& make) {
  Expansion first = f.plain();
  Expansion second = g.plain();
  bring_to_one_piece(first, second);
  const PiecePtr& piece = first.is_constant() ? second.piece_ : first.piece_;
  const std::size_t known = std::min(first.known_, second.known_);
  if (known == 0) return unknown(piece);
  const std::size_t n = piece == nullptr ? 1 : known;
  return made(piece, known, make(*first.middle_, *second.middle_, n), make(*first.over_, *second.over_, n));
}

}  // namespace rankcert::second
