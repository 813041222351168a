// Integrals: interval Taylor arithmetic with bisection (quadrature.cpp). Where an end is 1 or -1 and the integrand is not smooth
// there, t = sin(u) is tried; infinite ranges are cut where the growth of the integrand bounds the rest. proofs-notes/integral.md.
#include "second/integral.hpp"

#include "second/evaluation_error.hpp"
#include "second/quadrature.hpp"
#include "second/series.hpp"

namespace rankcert::second {
namespace {

using Kind = Expression::Kind;

bool is_infinite(const Expression& node) {
  return node.kind == Kind::infinity || (node.kind == Kind::negate && node.children[0]->kind == Kind::infinity);
}

/// One integral of the formula.
class Integral {
 public:
  Integral(Walk& walk, const Expression& node) : walk_(walk), node_(node), bits_(walk.arithmetic().bits) {}

  Value finite();
  Value infinite(bool from_infinity, bool to_infinity);

 private:
  Value evaluated(Value variable) { return walk_.evaluate_with(*node_.children[2], node_.name, std::move(variable)); }
  Expansion integrand(const PiecePtr& piece);
  Interval end_of(const Value& value);
  bool wants_sine(const Value& from, const Value& to);
  bool is_rough_at(long end, bool below);
  Interval between(const Interval& from, const Interval& to, bool is_angle);
  std::optional<Interval> tail(const Interval& start, bool mirrored);
  struct Cut {
    Interval at;    ///< an integer
    Interval rest;  ///< from 0 to a bound of the integral of |f| beyond
  };
  Cut cut(const Interval& least, bool mirrored, double most);
  Value result(const Interval& value) const;

  Walk& walk_;
  const Expression& node_;
  mpfr_prec_t bits_;
  std::uint64_t born_ = 0;
  PiecePtr reads_;  ///< the innermost piece of an integral around this one that was read
};

void note(PiecePtr& reads, const PiecePtr& more, mpfr_prec_t bits) {
  if (more == nullptr) return;
  const PiecePtr both = make_piece(Interval(bits), Interval(bits), 0, 0, false);
  if (reads != nullptr) note_reading(*both, reads);
  note_reading(*both, more);
  reads = both->reads;
}

Expansion Integral::integrand(const PiecePtr& piece) {
  walk_.charge(1 + piece->order);
  const Value value = evaluated(std::make_shared<const Series>(Expansion::variable(piece)));
  Expansion f = is_series(value) ? *std::get<SeriesPtr>(value)->expansion() : Expansion::constant(to_interval(value, bits_));
  if (!piece->angle) return f.plain();
  if (!f.is_constant() && f.piece() != piece) {
    note_reading(*piece, f.piece());
    f = Expansion::constant(f.range());
  }
  return f.times_cosine(piece);
}

/// The value at the end of the range: a number, or any one of those that the variable around gives.
Interval Integral::end_of(const Value& value) {
  if (const auto* series = std::get_if<SeriesPtr>(&value)) {
    const Expansion* expansion = (*series)->expansion();
    if (expansion == nullptr) throw UnsupportedError("an integral inside an integrand on an infinite range");
    note(reads_, expansion->piece(), bits_);
  }
  return to_interval(value, bits_);
}

/// Whether the integrand has no bounded derivatives on a short piece at that end.
bool Integral::is_rough_at(long end, bool below) {
  const Interval at = Interval::integer(end, bits_);
  const Interval beside = at + scaled(Interval::integer(below ? -1 : 1, bits_), -5);
  const PiecePtr piece = make_piece(below ? beside : at, below ? at : beside, 4, born_, false);
  const Expansion f = integrand(piece);
  return !f.is_constant() && f.known() <= 4;
}

bool Integral::wants_sine(const Value& from, const Value& to) {
  if (!is_exact(from) || !is_exact(to)) return false;
  const auto& a = std::get<Rational>(from);
  const auto& b = std::get<Rational>(to);
  const bool within = a >= -1 && a <= 1 && b >= -1 && b <= 1 && a != b;
  return within && (((a == 1 || b == 1) && is_rough_at(1, true)) || ((a == -1 || b == -1) && is_rough_at(-1, false)));
}

Interval Integral::between(const Interval& from, const Interval& to, bool is_angle) {
  // One integral takes a quarter of the work that is left: what it then has is wide, and true.
  const std::uint64_t reserve = walk_.work_left() / 4 * 3;
  const Quadrature found = integrate([this](const PiecePtr& piece) { return integrand(piece); }, from, to,
                                     {.bits = bits_, .born = born_, .is_angle = is_angle, .may_go_on = [&] { return walk_.work_left() > reserve; }});
  note(reads_, found.reads, bits_);
  return found.value;
}

Value Integral::result(const Interval& value) const {
  if (reads_ == nullptr) return value;
  return std::make_shared<const Series>(Expansion::ranging(reads_, value));
}

Value Integral::finite() {
  const Value from = walk_.evaluate(*node_.children[0]);
  const Value to = walk_.evaluate(*node_.children[1]);
  const Interval left = end_of(from);
  const Interval right = end_of(to);
  walk_.charge(1);
  born_ = ~walk_.work_left();
  if (wants_sine(from, to)) return result(between(asin(left), asin(right), true));
  return result(between(left, right, false));
}

/// A bound of the integral of |f(t)|, or |f(-t)| if `mirrored`, over t > start.
std::optional<Interval> Integral::tail(const Interval& start, bool mirrored) {
  const Value value = evaluated(std::make_shared<const Series>(Growth::variable(start, mirrored)));
  if (!is_series(value)) return std::nullopt;
  return std::get<SeriesPtr>(value)->growth()->tail();
}

/// The first of growing integers, above `least`, at which the logarithm of the rest is at most `most`; the last that is tried, if it has a
/// bound at all.
Integral::Cut Integral::cut(const Interval& least, bool mirrored, double most) {
  constexpr int most_cuts = 80;
  std::optional<Cut> found;
  Interval at = max(ceil(least), Interval::integer(4, bits_)).upper_point();
  for (int i = 0; i < most_cuts; ++i) {
    if (const std::optional<Interval> rest = tail(at, mirrored)) {
      found = Cut{.at = at, .rest = *rest};
      if (rest->approx_log2_magnitude() <= most) return *found;
    }
    at = ceil(at * 5 / 4).upper_point();
  }
  if (!found) throw UnsupportedError("the integrand's decay at infinity is not seen by the second opinion");
  return *found;
}

Value Integral::infinite(bool from_infinity, bool to_infinity) {
  const auto end = [&](std::size_t child) {
    const Value value = walk_.evaluate(*node_.children[child]);
    if (is_series(value)) throw UndefinedError("an integral over an infinite range cannot depend on the variable of an integral around it");
    return to_interval(value, bits_);
  };
  const Interval zero(bits_);
  const Interval from = from_infinity ? zero : end(0);
  const Interval to = to_infinity ? zero : end(1);
  if (!from.is_bounded() || !to.is_bounded()) return Interval::whole_line(bits_);
  walk_.charge(1);
  born_ = ~walk_.work_left();
  double most = -static_cast<double>(bits_);
  constexpr int most_rounds = 3;
  for (int round = 1;; ++round) {
    const Cut low = from_infinity ? cut(-to, true, most) : Cut{.at = -from, .rest = zero};
    const Cut high = to_infinity ? cut(from, false, most) : Cut{.at = to, .rest = zero};
    const Interval inner = between(-low.at, high.at, false);
    const double size = inner.approx_log2_magnitude();
    const Interval beyond = low.rest + high.rest;
    const Interval value = inner + hull(-beyond, beyond);
    if (round == most_rounds || !value.is_bounded() || beyond.approx_log2_magnitude() <= size + 10 - static_cast<double>(bits_)) return result(value);
    most = size - static_cast<double>(bits_);
  }
}

}  // namespace

Value integral(Walk& walk, const Expression& node) {
  const Expression& from = *node.children[0];
  const Expression& to = *node.children[1];
  if (!is_infinite(from) && !is_infinite(to)) return Integral(walk, node).finite();
  if (from.kind == Kind::infinity || (to.kind == Kind::negate && is_infinite(to))) {
    throw UndefinedError("an integral runs upward: -inf can only be its start and inf its end");
  }
  return Integral(walk, node).infinite(is_infinite(from), is_infinite(to));
}

}  // namespace rankcert::second
