// Random rank-one hardmax heads with equal query and key vector, over n orthonormal points: which point a head selects,
// and which one most heads select.
//
// The points are the first n unit vectors of R^m, so that <x_i, v> is the entry v_i (long-context, Lemma 1: no loss). Head g
// has the score <g, x_i> <g, y> = g_i <g, y>; its selection is the smallest index with the largest exact score.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace rankcert {

/// argmax_i <x_i, y>, i < points, the smallest index of several. Requires: 1 <= points <= y.size().
[[nodiscard]] std::size_t nearest_point(std::span<const double> y, std::size_t points);

/// argmax_i g_i <g, y>, i < points, of the exact real numbers, the smallest index of several.
/// Requires: 1 <= points <= y.size() = g.size(), entries as inner_product_sign wants them.
[[nodiscard]] std::size_t selected_point(std::span<const double> g, std::span<const double> y, std::size_t points);

/// One query and H heads, drawn from the streams (seed, context_query | context_head) of a trial.
struct Electorate {
  std::size_t points;     ///< n
  std::size_t dimension;  ///< d >= n
  std::size_t heads;      ///< H
  std::uint64_t seed;
  std::uint32_t trial;
};

/// Whether strictly more heads select the nearest point than any other point. The d - n coordinates that no point sees
/// enter through the length of the query there only, and are drawn as one (long-context, Lemma 2). `poll` is called before
/// every block of 256 heads and may throw to end the work.
[[nodiscard]] bool plurality_is_right(const Electorate& electorate, const std::function<void()>& poll = [] {});

}  // namespace rankcert
