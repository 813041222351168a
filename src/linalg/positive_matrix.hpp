// A symmetric matrix that is proved positive definite by its Cholesky factor, at sizes where one copy is all that fits.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace rankcert {

/// Called with work just finished, in tile products, from any thread; may throw to end the computation.
using TilesDone = std::function<void(std::size_t)>;

/// A symmetric n x n matrix A with one number all along its diagonal, cut into tiles of kTile x kTile, row-major each; the
/// tiles on and above the diagonal hold A, those on and below it the factor L, so that both fit in 8 n^2 bytes. Rows
/// and columns beyond n, up to the next multiple of kTile, are those of the identity times the diagonal.
/// Results do not depend on the number of threads.
class PositiveMatrix {
 public:
  static constexpr std::size_t kTile = 256;

  /// Zero off the diagonal. Requires: n >= 1, 1/2 <= diagonal <= 2 a multiple of 2^-40.
  PositiveMatrix(std::size_t n, double diagonal);

  [[nodiscard]] std::size_t size() const { return n_; }
  [[nodiscard]] std::size_t tiles() const { return tiles_; }

  /// Tile (i, j), i <= j, of A: entry (p, q) of it at [p * kTile + q]. In a tile on the diagonal only q > p is A's.
  [[nodiscard]] double* tile(std::size_t i, std::size_t j) { return entries_.data() + (i * tiles_ + j) * kTile * kTile; }
  [[nodiscard]] const double* tile(std::size_t i, std::size_t j) const {
    return entries_.data() + (i * tiles_ + j) * kTile * kTile;
  }

  /// Tile products of one factorisation, and of one bound, of an n x n matrix.
  [[nodiscard]] static std::size_t factor_work(std::size_t n) {
    const std::size_t tiles = (n + kTile - 1) / kTile;
    return tiles * (tiles + 1) * (tiles + 2) / 6;
  }

  /// Factors A - shift I as L L^T in floating point; false if a pivot is not positive (then there is no factor). The
  /// matrix itself stays. Requires: |shift| <= 1 a multiple of 2^-40.
  [[nodiscard]] bool approx_factor(double shift, const TilesDone& done = [](std::size_t) {});

  /// A number l with l <= the least eigenvalue of A, for exactly the doubles stored: the shift less a bound of
  /// ||A - shift I - L L^T||_2 (Lemma 19 of proofs-notes/random-heads.md), rounded down; about shift - 2 n^2 2^-53 for
  /// entries of size at most 1. The factor may be anything: nothing is assumed of how it was found. Requires a factor.
  [[nodiscard]] double least_eigenvalue_bound(const TilesDone& done = [](std::size_t) {}) const;

  /// x becomes (L L^T)^-1 x, in floating point, no error bound. Requires a factor.
  void approx_solve(std::span<double> x) const;

  /// A x: for proofs, every entry a sum of its n products in some order, with at most n + tiles() roundings each.
  [[nodiscard]] std::vector<double> approx_multiply(std::span<const double> x) const;

 private:
  [[nodiscard]] std::vector<double> factor_tile(std::size_t i, std::size_t j) const;

  std::size_t n_;
  std::size_t tiles_;
  double diagonal_;
  double shift_ = 0;
  std::vector<double> entries_;
};

}  // namespace rankcert
