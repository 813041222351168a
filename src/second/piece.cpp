#include "second/piece.hpp"

namespace rankcert::second {

PiecePtr make_piece(const Interval& left, const Interval& right, std::size_t order, std::uint64_t born, bool is_angle) {
  Piece piece{.left = left, .right = right, .middle = hull(left, right).middle(), .order = order, .born = born};
  if (is_angle) {
    const Interval one = Interval::integer(1, piece.bits());
    piece.angle = Angle{.middle = sine_and_cosine({piece.middle, one}, -1, order + 1),
                        .over = sine_and_cosine({piece.whole(), one}, -1, order + 1)};
  }
  return std::make_shared<const Piece>(std::move(piece));
}

void note_reading(const Piece& inner, const PiecePtr& outer) {
  if (inner.reads == nullptr) {
    inner.reads = outer;
  } else if (inner.reads->born < outer->born) {
    const PiecePtr further = inner.reads;
    inner.reads = outer;
    note_reading(*outer, further);
  } else if (inner.reads != outer) {
    note_reading(*inner.reads, outer);
  }
}

}  // namespace rankcert::second
