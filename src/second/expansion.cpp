#include "second/expansion.hpp"

#include <algorithm>

namespace rankcert::second {
namespace {

/// The index of the first coefficient that is not bounded.
std::size_t bounded_part(const Coefficients& g, std::size_t known) {
  for (std::size_t k = 0; k < g.size() && k < known; ++k) {
    if (!g[k].is_bounded()) return k;
  }
  return known;
}

void resize(Coefficients& g, std::size_t size) {
  g.resize(size, Interval(g.front().bits()));
}

}  // namespace

Expansion Expansion::constant(const Interval& value) {
  Expansion result;
  if (!value.is_bounded()) return unknown(nullptr);
  result.middle_ = std::make_shared<const Coefficients>(Coefficients{value});
  result.over_ = result.middle_;
  return result;
}

Expansion Expansion::variable(const PiecePtr& piece) {
  const Interval one = Interval::integer(1, piece->bits());
  if (!piece->angle) return made(piece, piece->order + 1, {piece->middle, one}, {piece->whole(), one});
  Expansion result = made(piece, piece->order + 1, piece->angle->middle.sine, piece->angle->over.sine);
  result.role_ = Role::sine;
  return result;
}

Expansion Expansion::cosine(const PiecePtr& piece) {
  return made(piece, piece->order + 1, piece->angle->middle.cosine, piece->angle->over.cosine);
}

Expansion Expansion::ranging(const PiecePtr& piece, const Interval& range) { return made(piece, 1, {range}, {range}); }

Expansion Expansion::unknown(const PiecePtr& piece) {
  Expansion result;
  result.piece_ = piece;
  result.known_ = 0;
  return result;
}

Expansion Expansion::made(const PiecePtr& piece, std::size_t known, Coefficients middle, Coefficients over) {
  known = std::min(bounded_part(middle, known), bounded_part(over, known));
  if (known == 0) return unknown(piece);
  const std::size_t size = std::min(known, std::max(middle.size(), over.size()));
  resize(middle, size);
  resize(over, size);
  if (piece != nullptr && !sharpen(*piece, known, middle, over)) return unknown(piece);
  Expansion result;
  result.piece_ = piece;
  result.known_ = known;
  result.middle_ = std::make_shared<const Coefficients>(std::move(middle));
  result.over_ = std::make_shared<const Coefficients>(std::move(over));
  return result;
}

/// f^(k)(x)/k! = f^(k)(m)/k! + (x - m) (k + 1) f^(k+1)(y)/(k+1)! for a y between m and x. False if no function has such coefficients.
bool Expansion::sharpen(const Piece& piece, std::size_t known, const Coefficients& middle, Coefficients& over) {
  const Interval offset = piece.whole() - piece.middle;
  Interval bound(piece.bits());
  for (std::size_t k = over.size(); k-- > 0;) {
    if (k + 1 >= known) continue;
    if (k + 1 < over.size()) {
      mpfi_mul_ui(bound.raw(), over[k + 1].raw(), k + 1);
      mpfi_mul(bound.raw(), bound.raw(), offset.raw());
      mpfi_add(bound.raw(), bound.raw(), middle[k].raw());
    } else {
      mpfi_set(bound.raw(), middle[k].raw());
    }
    if (!bound.is_bounded()) continue;
    if (mpfr_cmp(bound.left(), over[k].right()) > 0 || mpfr_cmp(bound.right(), over[k].left()) < 0) return false;
    mpfi_intersect(over[k].raw(), over[k].raw(), bound.raw());
  }
  return true;
}

Interval Expansion::range() const {
  if (cosine_power_ != 0) return plain().range();
  return known_ == 0 ? Interval::whole_line(piece_ != nullptr ? piece_->bits() : 64) : over_->front();
}

Interval Expansion::at_middle() const {
  if (cosine_power_ != 0) return plain().at_middle();
  if (known_ == 0 || (piece_ != nullptr && piece_->order == 0)) return Interval::whole_line(64);
  return middle_->front();
}

Expansion Expansion::plain() const {
  if (cosine_power_ == 0) return *this;
  Expansion rest = *this;
  rest.cosine_power_ = 0;
  return rest * power(cosine(piece_), cosine_power_);
}

Expansion Expansion::times_cosine(const PiecePtr& piece) const {
  if (is_constant()) return *this * cosine(piece);
  Expansion result = *this;
  result.role_ = Role::none;
  result.cosine_power_ += 1;
  return result.plain();
}

void Expansion::bring_to_one_piece(Expansion& f, Expansion& g) {
  if (f.is_constant() || g.is_constant() || f.piece_ == g.piece_) return;
  Expansion& outer = f.piece_->born < g.piece_->born ? f : g;
  const Expansion& inner = f.piece_->born < g.piece_->born ? g : f;
  note_reading(*inner.piece_, outer.piece_);
  outer = constant(outer.range());
}

Expansion operator+(const Expansion& f, const Expansion& g) {
  return Expansion::mapped(f, g, [](const Coefficients& a, const Coefficients& b, std::size_t) { return sum(a, b); });
}

/// 1 - sin(u)^2 is cos(u)^2, kept apart.
Expansion operator-(const Expansion& f, const Expansion& g) {
  using Role = Expansion::Role;
  const bool is_one = f.is_constant() && f.known_ > 0 && f.over_->front().is_point() && f.over_->front().contains(Rational(1));
  if (is_one && g.role_ == Role::sine_squared) {
    Expansion result = Expansion::made(g.piece_, g.piece_->order + 1, *f.middle_, *f.over_);
    result.cosine_power_ = 2;
    return result;
  }
  return Expansion::mapped(f, g, [](const Coefficients& a, const Coefficients& b, std::size_t) { return difference(a, b); });
}

Expansion operator-(const Expansion& f) {
  if (f.known_ == 0) return f;
  Expansion result = f;
  result.role_ = Expansion::Role::none;
  const auto negated = [](Coefficients list) {
    for (Interval& a : list) a = -a;
    return std::make_shared<const Coefficients>(std::move(list));
  };
  result.middle_ = negated(f.middle());
  result.over_ = negated(f.over());
  return result;
}

Expansion operator*(const Expansion& f, const Expansion& g) {
  using Role = Expansion::Role;
  Expansion first = f;
  Expansion second = g;
  Expansion::bring_to_one_piece(first, second);
  const Rational cosines = first.cosine_power_ + second.cosine_power_;
  first.cosine_power_ = 0;
  second.cosine_power_ = 0;
  Expansion result = Expansion::mapped(first, second, [](const Coefficients& a, const Coefficients& b, std::size_t n) { return product(a, b, n); });
  if (result.known_ == 0) return result;
  result.cosine_power_ = cosines;
  if (f.role_ == Role::sine && g.role_ == Role::sine && first.piece_ == second.piece_) result.role_ = Role::sine_squared;
  return result;
}

Expansion operator/(const Expansion& f, const Expansion& g) {
  Expansion first = f;
  Expansion second = g;
  Expansion::bring_to_one_piece(first, second);
  const Rational cosines = first.cosine_power_ - second.cosine_power_;
  first.cosine_power_ = 0;
  second.cosine_power_ = 0;
  Expansion result = Expansion::mapped(first, second, [](const Coefficients& a, const Coefficients& b, std::size_t n) { return quotient(a, b, n); });
  if (result.known_ > 0) result.cosine_power_ = cosines;
  return result;
}

}  // namespace rankcert::second
