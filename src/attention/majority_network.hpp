// Two rank-one hardmax layers that compute the majority of H rank-one heads on two points.
//
// Tokens: a point x_i in R^d with a position p_1 = 1, p_2 = -1; the query token y in R^d with a scratch coordinate, 0
// at first. Only y attends, and only to the two points; the residual connection keeps x_i, p_i and y.
//   layer 1, head h: score <g_h, x_i><g_h, y> (a rank-one matrix), value p_i added to the scratch coordinate: S = sum
//     of H signs, odd because H is, so never 0;
//   layer 2, one head: score S p_i (rank one), value x_i: the output.
// Scores are compared as the real numbers they are: hardmax selects argmax_i, the first point on a tie (note
// majority-depth, Theorem 2 and Lemma 11).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rankcert {

/// Two points of one dimension.
struct PointPair {
  std::span<const double> first;
  std::span<const double> second;
};

/// 0 or 1: the point with the larger inner product with the query, the first one on a tie; exact.
/// Requires: spans of one size, finite entries of size at most 2^500.
[[nodiscard]] std::size_t nearest_of_two(const PointPair& points, std::span<const double> query);

class MajorityNetwork {
 public:
  /// `directions`: the rows g_h, row-major. Throws InputError unless they are an odd number of rows of `dimension`
  /// finite entries of size at most 2^500.
  MajorityNetwork(std::vector<double> directions, std::size_t dimension);

  /// `heads` rows of standard normal doubles from the streams (seed, majority_direction, trial, row index * heads + h):
  /// independent networks for different (trial, index). Requires: (index + 1) * heads <= 2^32.
  struct Address {
    std::uint64_t seed = 0;
    std::uint32_t trial = 0;
    std::uint32_t index = 0;
  };
  [[nodiscard]] static MajorityNetwork random(std::size_t dimension, std::size_t heads, const Address& address);

  struct Run {
    std::int64_t scratch = 0;  ///< S after the first layer
    std::size_t output = 0;    ///< 0 or 1: the point that the second layer copies
  };
  /// The forward pass. Throws InputError for points or a query of another dimension, or with entries beyond 2^500.
  [[nodiscard]] Run run(const PointPair& points, std::span<const double> query) const;

  /// How many heads select the first point, each by its two scores multiplied out in exact arithmetic: `run` must
  /// output 0 exactly if these are more than half. Throws as `run` does.
  [[nodiscard]] std::size_t votes_for_first(const PointPair& points, std::span<const double> query) const;

  [[nodiscard]] std::size_t heads() const { return directions_.size() / dimension_; }

 private:
  [[nodiscard]] std::span<const double> direction(std::size_t h) const {
    return {directions_.data() + h * dimension_, dimension_};
  }
  void require_inputs(const PointPair& points, std::span<const double> query) const;

  std::vector<double> directions_;
  std::size_t dimension_;
};

}  // namespace rankcert
