// A layer of random hardmax heads of rank r, as an approximation of nearest neighbour of two points, on sample points.
//
// Head h has the score <K_h^T x_i, Q_h^T y>, K_h and Q_h in R^(d x r), and the value matrix a_h I. With s = (x_1+x_2)/sqrt 2,
// w = (x_1-x_2)/sqrt 2 it outputs a_h (s + eps_h w)/sqrt 2, eps_h = sign <K_h^T w, Q_h^T y>, and nearest neighbour is
// (s + eps w)/sqrt 2, eps = sign <w, y>: the squared error at (w, y) is (1/2)(1 - sum a)^2 + (1/2)(eps - sum a_h eps_h)^2
// (rank-r-heads, Lemma 1). A score of exactly 0 selects x_1: sign 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "exact/rational.hpp"

namespace rankcert {

/// The signs eps_h of some heads and eps of the target at some points.
struct SampledSigns {
  std::size_t heads = 0;
  std::size_t points = 0;
  std::vector<float> head;    ///< heads x points, row-major, each 1 or -1
  std::vector<float> target;  ///< each 1 or -1
};

/// Called with points just finished, from any thread; may throw to end the computation.
using PointsDone = std::function<void(std::size_t)>;

class RankRHeads {
 public:
  /// Heads with K_h^T and Q_h^T given row by row, rank x dimension each, one head after the other. Requires:
  /// 1 <= rank <= dimension <= 1024, whole heads, equal sizes, finite entries 0 or of size in [2^-200, 2^200]
  /// (Lemma 2 of rank-r-heads). Throws InputError if not.
  RankRHeads(std::vector<double> keys, std::vector<double> queries, std::size_t dimension, std::size_t rank);

  /// `heads` pairs (K_h, Q_h) with independent standard normal entries, from the stream (seed, rank_head): row h of trial 0
  /// is K_h^T, of trial 1 is Q_h^T.
  [[nodiscard]] static RankRHeads random(std::size_t dimension, std::size_t rank, std::size_t heads, std::uint64_t seed);

  /// Which of two independent samples of points (w, y), each with independent standard normal entries: row i of a trial of
  /// its own of the stream (seed, rank_head_point).
  enum class Sample : std::uint32_t { training = 0, test = 2 };

  /// The exact signs at `points` points of a sample: a double matrix product where Lemma 2 of rank-r-heads decides, exact
  /// rationals where not. The same for every number of threads, and for a longer sample's first points.
  [[nodiscard]] SampledSigns signs(Sample sample, std::size_t points, std::uint64_t seed,
                                   const PointsDone& done = [](std::size_t) {}) const;

  /// The exact signs at given points: w and y, one row a point, entries as the constructor wants them.
  [[nodiscard]] SampledSigns signs_at(std::span<const double> w, std::span<const double> y) const;

  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  [[nodiscard]] std::size_t rank() const { return rank_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// K_h^T and Q_h^T, rank x dimension each, one head after the other.
  [[nodiscard]] std::span<const double> keys() const { return keys_; }
  [[nodiscard]] std::span<const double> queries() const { return queries_; }

 private:
  void decide(std::span<const double> w, std::span<const double> y, std::size_t first, SampledSigns& signs) const;
  void decide_tile(std::span<const double> w, std::span<const double> y, std::size_t first, std::size_t head, std::size_t heads,
                   SampledSigns& signs) const;

  std::size_t dimension_;
  std::size_t rank_;
  std::size_t size_;
  std::vector<double> keys_;
  std::vector<double> queries_;
  std::vector<double> head_sizes_;  ///< sum over k of |row k of K_h^T| |row k of Q_h^T|
};

/// Weights are integer multiples of 1/kWeightScale, so that errors at sample points are exact.
inline constexpr std::int64_t kWeightScale = 65'536;

/// Weights of least squared error on a sample, with a ridge that keeps them small, in units of 1/kWeightScale: a proposal by
/// floating-point Cholesky, no error bound; any weights are sound. Memory: 8 H^2 bytes. `poll` is called for every tile of the
/// normal equations, from any thread, and may throw to end the work.
[[nodiscard]] std::vector<std::int64_t> approx_trained_weights(const SampledSigns& sample,
                                                               const std::function<void()>& poll = [] {});

/// |NN - T|^2 at each point, exactly. `poll` is called for every head and may throw to end the work.
[[nodiscard]] std::vector<Rational> squared_errors(const SampledSigns& sample, std::span<const std::int64_t> weights,
                                                   const std::function<void()>& poll = [] {});

/// What no squared error of a layer with these weights exceeds: (1/2)(1 - sum a)^2 + (1/2)(1 + sum |a|)^2.
[[nodiscard]] Rational largest_squared_error(std::span<const std::int64_t> weights);

}  // namespace rankcert
