#include "attention/rank_one_vote.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "attention/inner_product_sign.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kHeadsInARow = 256;  // heads that are drawn as one row of the stream

std::size_t index_of_largest(std::span<const double> v) {
  return static_cast<std::size_t>(std::max_element(v.begin(), v.end()) - v.begin());
}

std::size_t index_of_smallest(std::span<const double> v) {
  return static_cast<std::size_t>(std::min_element(v.begin(), v.end()) - v.begin());
}

// The query's coordinates along the points and, where there are others, its length in all others.
std::vector<double> drawn_query(const Electorate& electorate) {
  std::vector<double> y(electorate.dimension);
  fill_standard_normal({electorate.seed, StreamPurpose::context_query, electorate.trial, 0}, y);
  if (electorate.dimension == electorate.points) return y;
  double squares = 0;
  for (std::size_t j = electorate.points; j < y.size(); ++j) squares += y[j] * y[j];
  y.resize(electorate.points);
  y.push_back(std::sqrt(squares));
  return y;
}

}  // namespace

std::size_t nearest_point(std::span<const double> y, std::size_t points) { return index_of_largest(y.first(points)); }

std::size_t selected_point(std::span<const double> g, std::span<const double> y, std::size_t points) {
  const int sign = inner_product_sign(g, y);
  if (sign == 0) return 0;
  return sign > 0 ? index_of_largest(g.first(points)) : index_of_smallest(g.first(points));
}

bool plurality_is_right(const Electorate& electorate, const std::function<void()>& poll) {
  const std::vector<double> y = drawn_query(electorate);
  std::vector<std::size_t> votes(electorate.points);
  std::vector<double> drawn;
  for (std::size_t first = 0; first < electorate.heads; first += kHeadsInARow) {
    poll();
    const std::size_t heads = std::min(kHeadsInARow, electorate.heads - first);
    drawn.resize(heads * y.size());
    const auto row = static_cast<std::uint32_t>(first / kHeadsInARow);
    fill_standard_normal({electorate.seed, StreamPurpose::context_head, electorate.trial, row}, drawn);
    for (std::size_t h = 0; h < heads; ++h) {
      ++votes[selected_point(std::span(drawn).subspan(h * y.size(), y.size()), y, electorate.points)];
    }
  }
  const std::size_t nearest = nearest_point(y, electorate.points);
  for (std::size_t i = 0; i < votes.size(); ++i) {
    if (i != nearest && votes[i] >= votes[nearest]) return false;
  }
  return true;
}

}  // namespace rankcert
