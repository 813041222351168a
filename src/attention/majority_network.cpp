#include "attention/majority_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "attention/inner_product_sign.hpp"
#include "enclosure/ball.hpp"
#include "exact/error.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::array<std::int64_t, 2> kPositions{1, -1};

bool are_moderate(std::span<const double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::abs(x) <= 0x1p500; });
}

/// (x_1, -x_2), so that <(a, a), (x_1, -x_2)> = <a, x_1> - <a, x_2>.
std::vector<double> opposed(const PointPair& points) {
  std::vector<double> both(points.first.begin(), points.first.end());
  for (const double x : points.second) both.push_back(-x);
  return both;
}

/// The sign of <a, x_1> - <a, x_2>; `doubled` is room for 2d numbers.
int sign_of_difference(std::span<const double> a, std::span<const double> opposed_points,
                       std::vector<double>& doubled) {
  doubled.assign(a.begin(), a.end());
  doubled.insert(doubled.end(), a.begin(), a.end());
  return inner_product_sign(doubled, opposed_points);
}

/// The hardmax of two scores, given the sign of the first minus the second: the first index on a tie.
std::size_t argmax_of_two(int order) { return order >= 0 ? 0 : 1; }

/// <a, b> as an exact ball: doubles are dyadic numbers.
Ball exact_product(std::span<const double> a, std::span<const double> b) {
  Ball sum;
  Ball x;
  Ball y;
  for (std::size_t l = 0; l < a.size(); ++l) {
    arf_set_d(arb_midref(x.raw()), a[l]);
    arf_set_d(arb_midref(y.raw()), b[l]);
    arf_addmul(arb_midref(sum.raw()), arb_midref(x.raw()), arb_midref(y.raw()), ARF_PREC_EXACT, ARF_RND_DOWN);
  }
  return sum;
}

}  // namespace

std::size_t nearest_of_two(const PointPair& points, std::span<const double> query) {
  std::vector<double> doubled;
  return argmax_of_two(sign_of_difference(query, opposed(points), doubled));
}

MajorityNetwork::MajorityNetwork(std::vector<double> directions, std::size_t dimension)
    : directions_(std::move(directions)), dimension_(dimension) {
  const bool fits = dimension >= 1 && directions_.size() % dimension == 0 && directions_.size() / dimension % 2 == 1 &&
                    are_moderate(directions_);
  if (!fits) {
    throw InputError("majority network: the directions must be an odd number of rows of entries of size at most 2^500");
  }
}

MajorityNetwork MajorityNetwork::random(std::size_t dimension, std::size_t heads, const Address& address) {
  const auto first = static_cast<std::uint32_t>(address.index * heads);
  return {standard_normal_rows({address.seed, StreamPurpose::majority_direction, address.trial, first}, heads, dimension),
          dimension};
}

void MajorityNetwork::require_inputs(const PointPair& points, std::span<const double> query) const {
  for (const std::span<const double> vector : {points.first, points.second, query}) {
    if (vector.size() != dimension_ || !are_moderate(vector)) {
      throw InputError(
          "majority network: points and query must have the dimension of the heads, and entries of size at most 2^500");
    }
  }
}

MajorityNetwork::Run MajorityNetwork::run(const PointPair& points, std::span<const double> query) const {
  require_inputs(points, query);
  const std::vector<double> opposed_points = opposed(points);
  std::vector<double> doubled;
  Run state;
  for (std::size_t h = 0; h < heads(); ++h) {
    // the first score minus the second is (<g,x_1> - <g,x_2>) <g,y>
    const int difference = sign_of_difference(direction(h), opposed_points, doubled);
    const int order = difference * inner_product_sign(direction(h), query);
    state.scratch += kPositions[argmax_of_two(order)];
  }
  const std::array<std::int64_t, 2> scores{state.scratch * kPositions[0], state.scratch * kPositions[1]};
  state.output = scores[0] >= scores[1] ? 0 : 1;
  return state;
}

std::size_t MajorityNetwork::votes_for_first(const PointPair& points, std::span<const double> query) const {
  require_inputs(points, query);
  std::size_t votes = 0;
  for (std::size_t h = 0; h < heads(); ++h) {
    const Ball query_product = exact_product(direction(h), query);
    std::array<Ball, 2> scores{exact_product(direction(h), points.first), exact_product(direction(h), points.second)};
    for (Ball& score : scores) {
      arf_mul(arb_midref(score.raw()), arb_midref(score.raw()), arb_midref(query_product.raw()), ARF_PREC_EXACT,
              ARF_RND_DOWN);
    }
    if (arf_cmp(arb_midref(scores[0].raw()), arb_midref(scores[1].raw())) >= 0) ++votes;
  }
  return votes;
}

}  // namespace rankcert
