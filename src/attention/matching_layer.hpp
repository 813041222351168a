// A layer of rank-one generalized heads that reproduces the best polynomial of odd degree L for nearest neighbour.
//
// x_1, x_2 orthonormal in R^d, s = (x_1+x_2)/sqrt 2, w = (x_1-x_2)/sqrt 2, y a unit vector. Head h has the key k_h (a vector
// of small integers), V_h = I and phi_h = c_h(y) <k_h,w>^L (1/2, -1/2), head 1 also (1/2, 1/2). The layer is then
//   T = s/sqrt 2 + g(w,y) w/sqrt 2,  g(w,y) = sum_h c_h(y) <k_h,w>^L.
// q is the polynomial of degree L nearest to sign in the law of <w,y>. On the sphere q(<w,y>) is a form of degree L in w;
// f(y) are its coefficients in the monomials of degree L. With M_{alpha,h} = multinomial(alpha) k_h^alpha, g has the
// coefficients M c. The layer has c = B f(y) for a matrix of doubles B, nearly the inverse of M, so g - q has the
// coefficients (M B - 1) f(y). Proved in proofs-notes/separation-threshold.md, Theorems 13 and 15.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "exact/rational.hpp"

namespace rankcert {

class MatchingLayer {
 public:
  /// Keys with independent entries, uniform on -L..L, from the stream (seed, matching_key), drawn up to 16 times until the
  /// residual is below 10^-6 d^-L. Requires: 3 <= dimension, degree odd, at most 7, heads(dimension, degree) <= most_heads
  /// (InputError). Throws LimitError if no draw will do. `poll` may throw to end the work.
  MatchingLayer(std::size_t dimension, std::size_t degree, std::uint64_t seed, const std::function<void()>& poll = [] {});

  static constexpr std::size_t most_heads = 1024;

  /// binomial(degree + dimension - 1, degree): the number of monomials.
  [[nodiscard]] static Integer heads(std::size_t dimension, std::size_t degree);

  [[nodiscard]] std::size_t size() const { return monomials_.size(); }

  /// A proved upper bound of every |entry| of M B - 1 (Lemma 16 of the note).
  [[nodiscard]] double residual() const { return residual_; }

  /// The exponents of the monomials, each adding up to the degree.
  [[nodiscard]] const std::vector<std::vector<std::uint8_t>>& monomials() const { return monomials_; }
  /// k_h, head by head.
  [[nodiscard]] const std::vector<std::vector<int>>& keys() const { return keys_; }
  /// B, heads x monomials, row-major.
  [[nodiscard]] std::span<const double> coefficients() const { return inverse_; }

  struct Enclosure {
    Rational lower;
    Rational upper;
  };

  /// lower <= E|NN - T|^2 <= upper for exactly this B, y uniform: half the mass beyond degree L from below, and what the
  /// residual can add to it from above (Theorem 15). Width: about (residual d^L)^2, and 10^-20 for even dimensions.
  [[nodiscard]] Enclosure enclose_squared_error() const;

 private:
  void invert(const std::function<void()>& poll);

  std::size_t dimension_;
  std::size_t degree_;
  std::vector<std::vector<std::uint8_t>> monomials_;  ///< exponents, each adding up to the degree
  std::vector<std::vector<int>> keys_;
  std::vector<double> inverse_;  ///< B, row-major: heads x monomials
  double residual_ = 0;
};

/// An enclosure of the mass of sign in the odd degrees up to `degree` on the sphere of R^dimension, from exact ratios of
/// Gamma values: exact for odd dimensions.
[[nodiscard]] MatchingLayer::Enclosure enclose_mass_up_to(std::size_t dimension, std::size_t degree);

}  // namespace rankcert
