// The alternating sum of 2J+1 full-rank hardmax heads with a bias: the target of the claim oscillating-separation.
//
// Head j = -J..J reads two points and a query. Its scores are <x_1, y> + j/d and <x_2, y> (query and key matrix the identity,
// a bias on the first position), its value is (-1)^j x_i for the i of the larger score, the second point on a tie: the
// function (-1)^j NN_{j/d}. The output is the sum over the heads, an integer combination of the two points.
//
// Scores are compared as the real numbers they are. With u = d(<x_1, y> - <x_2, y>), head j selects the first point exactly
// if u + j > 0. A double close to u decides where it is farther from -j than its error (note oscillating-separation,
// Lemma 15); what is left is compared in integers, units of 2^-298.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rankcert {

/// Two points and a query of one dimension, float32.
struct PointsAndQuery {
  std::span<const float> first;
  std::span<const float> second;
  std::span<const float> query;
};

/// The vector first x_1 + second x_2.
struct PointCombination {
  std::int64_t first = 0;
  std::int64_t second = 0;
  bool operator==(const PointCombination&) const = default;
};

class BiasedHeads {
 public:
  /// 2 waves + 1 heads in `dimension` dimensions, tau = 1/dimension.
  /// Throws InputError unless 1 <= dimension <= 4096 and 1 <= waves <= 2^24.
  BiasedHeads(std::size_t dimension, std::size_t waves);

  /// The sum of all heads' outputs: each head's two scores compared, exactly.
  /// Throws InputError unless the spans have the heads' dimension, entries are finite and at most 2^20 in size.
  [[nodiscard]] PointCombination run(const PointsAndQuery& input) const;

  /// What the sum must be: ((-1)^J (x_1 + x_2) + Psi (x_1 - x_2))/2, Psi = sign sin(pi u) for |u| < J not an integer,
  /// (-1)^J sign u for |u| > J, and -(-1)^u for integers |u| <= J, where one head sees a tie. No head is run: the sign of
  /// the sine is that of u reduced modulo 2. Throws as `run` does.
  [[nodiscard]] PointCombination closed_form(const PointsAndQuery& input) const;

 private:
  void require_input(const PointsAndQuery& input) const;

  std::size_t dimension_;
  std::int64_t waves_;
};

}  // namespace rankcert
