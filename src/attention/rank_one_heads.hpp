// A layer of rank-one hardmax heads and its exact population error as an approximation of nearest neighbour.
//
// Head h attends with score <k_h, x_i> <q_h, y> and has V_h = a_h I; x_1, x_2 orthonormal, y a uniform direction. Only
// the directions of q_h and k_h matter. With s = (x_1+x_2)/sqrt 2, w = (x_1-x_2)/sqrt 2 the head is
// (s + sign<k_h,w> sign<q_h,y> w)/sqrt 2, so (w and y independent, each uniform on the sphere)
//   E<head_g, head_h> = 1/2 + (2/pi^2) A^q_gh A^k_gh,  A^q_gh = arcsin<q_g,q_h>, A^k_gh = arcsin<k_g,k_h> (unit vectors),
//   E<head_h, NN> = 1/2 + beta(<q_h,k_h>)  (nearest_neighbour_overlap.hpp),
// and the squared error of the layer is, exactly,
//   Lemma B6.  e = 1/2 + 1/2 (1 - sum a)^2 + 1/2 sum a^2 - 2 sum a_h beta_h + (4/pi^2) sum_{g<h} a_g a_h A^q_gh A^k_gh.
// The first three terms are rational; the rest is enclosed by Lemmas B1 to B5 and:
//   Lemma B7 (dot products). Let v^ be the double normalisation of v, d <= 1024 entries that are 0 or of size in
//   [2^-400, 2^400], and X the computed product <v^, v'^>, in any order, fma or not. Then |X - <v,v'>/(|v||v'|)| <=
//   (2d + 10) u, u = 2^-53. (The norm errs by gamma_d/2 + u, the quotient by u: v^ = unit (1 + eps), |eps| <= (d/2 + 2.1)
//   u; two factors give (d + 4.3) u, the product gamma_d; Cauchy-Schwarz.) Clipping X to [-1,1] only helps.
//   Lemma B8 (arcsine of an inexact argument). If |x - X| <= delta, x, X in [-1,1], y = |X| + delta, then |arcsin x -
//   arcsin X| <= delta/sqrt(max((1-y)(1+y), delta/5)), the maximum read as delta/5 if y >= 1. (If the first is the larger:
//   mean value theorem. If not: the oscillation over an interval of length delta is at most arccos(1-delta) =
//   2 arcsin sqrt(delta/2) <= (pi/2) sqrt(2 delta) < sqrt(5 delta).) The code takes delta = (2d + 16) u, which leaves 6 u for
//   the rounding of y.
//   Lemma B9 (sums). A tile sums at most n rows and n columns of terms rounded 3 times: error gamma_(2n+8) sum |terms|;
//   the tiles' sums are added exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "exact/rational.hpp"
#include "linalg/positive_matrix.hpp"

namespace rankcert {

/// Called with work just finished, in pairs of heads, from any thread; may throw to end the computation.
using PairsDone = std::function<void(std::size_t)>;

class RankOneHeads {
 public:
  /// Queries and keys: heads x dimension, row-major. Requires 3 <= dimension <= 1024, equal sizes. Throws InputError if
  /// a row is zero or has an entry outside 0 and [2^-400, 2^400] in size (Lemma B7).
  RankOneHeads(std::span<const double> queries, std::span<const double> keys, std::size_t dimension);

  /// `heads` pairs (q_h, k_h) of independent standard normal vectors from the streams (seed, head_query | head_key).
  [[nodiscard]] static RankOneHeads random(std::size_t dimension, std::size_t heads, std::uint64_t seed);

  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Nearly best weights by a floating-point Cholesky solve with a small ridge: a proposal, no error bound. Rounded to
  /// multiples of kWeightUnit. Memory: 8 H^2 bytes.
  [[nodiscard]] std::vector<double> approx_best_weights(const PairsDone& done = [](std::size_t) {}) const;

  struct Enclosure {
    Rational lower;
    Rational upper;
  };

  /// lower <= E|NN - sum_h a_h head_h|^2 <= upper for exactly these double vectors and weights; both ends are multiples of
  /// 2^-80. Requires: every weight a multiple of kWeightUnit, at most kLargestWeight in size (throws InputError).
  /// Width: about 10^-14 (1 + sum|a|)^2 for generic heads, d >= 8; near-parallel heads and d <= 6 widen it. The interval
  /// depends on the BLAS kernel, not on the number of threads.
  [[nodiscard]] Enclosure enclose_squared_error(std::span<const double> weights,
                                                const PairsDone& done = [](std::size_t) {}) const;

  struct BestError {
    std::vector<double> weights;  ///< nearly best, as enclose_squared_error takes them
    Enclosure error;              ///< of min over all a in R^H of e(a) + ridge |a|^2
    double least_eigenvalue = 0;  ///< proved to be at most that of C + ridge I; 0 if nothing was: then error.lower is 0
  };

  /// Encloses the least error that any weights of these heads reach, e* = 1 - b^T C^+ b, or its regularised form: with
  /// l > 0 a proved lower bound of the least eigenvalue of C + ridge I, r = b - (C + ridge I) a and any a,
  ///   e(a) + ridge |a|^2 - |r|^2 / l <= min <= e(a) + ridge |a|^2   (Theorems 21 and 22 of random-heads).
  /// `weights`: the a to use, or none, and they are searched. ridge: 0, or a multiple of 2^-40 up to 1/4; with a ridge l
  /// is known, without one it is proved by a Cholesky factor, which fails only if C is singular to about H^2 2^-46.
  /// Width: that of enclose_squared_error plus about H^2 10^-19 for generic heads. Memory: 8 H^2 bytes. Throws as
  /// enclose_squared_error.
  [[nodiscard]] BestError enclose_best_error(double ridge, std::span<const double> weights,
                                             const PairsDone& done = [](std::size_t) {}) const;

  /// About the work that approx_best_weights and enclose_best_error report, in pairs of heads; `proved`: without a ridge.
  [[nodiscard]] static std::uint64_t proposal_work(std::size_t heads);
  [[nodiscard]] static std::uint64_t best_error_work(std::size_t heads, bool proved);

  static constexpr double kWeightUnit = 0x1p-60;
  static constexpr double kLargestWeight = 0x1p20;

 private:
  struct Overlaps {
    std::vector<double> centre;
    std::vector<double> radius;
  };
  struct Gram {
    PositiveMatrix matrix;  ///< near C + ridge I
    double error;           ///< at least the Frobenius norm of the difference
  };
  [[nodiscard]] Overlaps enclose_overlaps() const;
  [[nodiscard]] Gram enclose_gram(double ridge, const PairsDone& done) const;
  [[nodiscard]] double dot_error() const { return static_cast<double>(2 * dimension_ + 16) * 0x1p-53; }

  std::size_t dimension_;
  std::size_t size_ = 0;
  std::vector<double> queries_;  ///< normalised in double
  std::vector<double> keys_;
  Overlaps overlaps_;  ///< of every head with the target
};

}  // namespace rankcert
