// A piece of the range of an integral, about whose middle functions are expanded.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "second/coefficients.hpp"

namespace rankcert::second {

struct Piece;
using PiecePtr = std::shared_ptr<const Piece>;

/// sin(u) and cos(u) on a piece of u: at its middle, and over all of it.
struct Angle {
  SineAndCosine middle;
  SineAndCosine over;
};

/// [left, right] with a point in between, and how far functions are expanded on it.
struct Piece {
  Interval left;         ///< a point; likewise the next two
  Interval right;        //
  Interval middle;       ///< left <= middle <= right
  std::size_t order;     ///< coefficients 0..order are computed
  std::uint64_t born;    ///< pieces of an inner integral are born after that of the outer one in which they lie
  std::optional<Angle> angle{};  ///< where the running variable is sin(u), u in the piece
  /// The innermost piece of another integral whose running variable was read on this piece; null if there was none.
  mutable PiecePtr reads{};

  [[nodiscard]] mpfr_prec_t bits() const { return middle.bits(); }
  [[nodiscard]] Interval whole() const { return hull(left, right); }
};

/// The piece [left, right] with its rounded middle. Requires: points, left <= right.
[[nodiscard]] PiecePtr make_piece(const Interval& left, const Interval& right, std::size_t order, std::uint64_t born, bool is_angle);

/// Notes that a function on `inner` reads the running variable of `outer`.
void note_reading(const Piece& inner, const PiecePtr& outer);

}  // namespace rankcert::second
