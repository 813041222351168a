// One full-rank softmax head on orthonormal points, and its squared error at one query.
//
// With K = Q = V = I and orthonormal x_1, ..., x_n the head outputs sum_j p_j x_j, p the softmax of b<x_j, y>. If x_1
// is the nearest point, its squared error is (1-p_1)^2 + sum_{j>1} p_j^2 = (S^2 + Q)/(1 + S)^2, where S and Q are the
// sums over j > 1 of e_j = exp(-b(<x_1,y> - <x_j,y>)) and of e_j^2 (note full-rank-head, Lemma 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "exact/rational.hpp"

namespace rankcert {

/// The address of a direction y = g/|g| of a seeded Gaussian vector g. The head sees its first n coordinates as the
/// scores of n points: by rotation invariance the points may be taken to be the first n unit vectors.
struct HeadQuery {
  std::size_t dimension = 0;  ///< d
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
  std::uint32_t row = 0;
};

/// The d doubles g of the stream (seed, full_rank_query, trial, row).
[[nodiscard]] std::vector<double> head_query(const HeadQuery& address);

/// The squared error of the head at the direction of `query` (not zero), the first `points` coordinates being the
/// scores, rounded to a multiple of 2^-50: it differs from that of exactly these doubles by at most 2^-50, and lies in
/// [0, 1 - 1/points], as the exact one does. The same on every machine: ball arithmetic, no library exponential.
/// Requires: 2 <= points <= query.size(), 1 <= inverse_temperature <= 2^30. Throws InputError if not, or if query is 0.
[[nodiscard]] Rational head_squared_error(std::span<const double> query, std::size_t points,
                                          std::uint64_t inverse_temperature);

/// Whether the two largest of the first `points` coordinates differ by at most gap * |query|, decided exactly.
/// Requires: as above, gap >= 0.
[[nodiscard]] bool largest_two_within(std::span<const double> query, std::size_t points, const Rational& gap);

}  // namespace rankcert
