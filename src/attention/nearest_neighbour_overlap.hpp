// The overlap of a rank-one hardmax head with the nearest-neighbour function, enclosed.
//
// For unit vectors q, k in R^d with t = <q, k>, w uniform on the sphere, y an independent uniform direction:
//   beta(t) = 1/2 E[sign<k,w> sign<q,y> sign<w,y>] = 1/pi E[sign<k,w> arcsin<q,w>],   b = 1/2 + beta.
//
// Lemma B2. beta is odd, and for t >= 0
//   beta(t) = (2 w_d/pi) sum_{k>=0} a_k J_k(t),  a_k = c_k E_{v ~ mu_{d-1}} v^(2k+2),  J_k(t) = int_0^t (1-x^2)^k dx,
// with arcsin v = sum c_k v^(2k+1) and w_d = Gamma(d/2)/(sqrt(pi) Gamma((d-1)/2)) the density of <k,w> at 0.
// Proof: turn k = q cos(th) + p sin(th); d/dth E[sign<k,w> arcsin<q,w>] lives on <k,w> = 0, where <q,w> = -v sin(th) with
// v ~ mu_{d-1}: it is -2 w_d E[v arcsin(v sin th)] = -2 w_d sum a_k sin^(2k+1)(th). The function vanishes at th = pi/2;
// integrate from th to pi/2, x = cos. [] Equal to 1/2 sum_{l odd} N(d,l) lambda_l^3 P_l(t) (random-heads, Theorem 4); every term here
// is positive, so nothing cancels.
//
// Lemma B3. a_0 = 1/(d-1), a_k/a_(k-1) = (2k-1)^2/(2k (2k+d-1)); J_0 = t, (2k+1) J_k = t (1-t^2)^k + 2k J_(k-1);
// sum_{k>K} a_k J_k(t) <= J_(K+1)(t) sum_{k>K} a_k <= J_K(t) a_K (2K+1)/(d-2). (The last: a_k/a_(k-1) <=
// (2k-1)/(2k+d-1), and T_K = A_K (2K+1)/(d-2) telescopes, T_(K-1) - T_K = A_K, for a sequence A with that ratio.)
//
// Lemma B4. |beta'| <= (2 w_d/pi) sum a_k = 2 w_(d-1)/(pi (d-2)) <= 2/pi^2 < 1/4 for d >= 3.
// (sum a_k = E[v arcsin v] by parts; w_m/(m-1) falls by m/(m+1) when m grows by 2, and 1/pi at m = 2, 1/4 at m = 3.)
//
// Lemma B5 (rounding). With the recurrences in double: a_k passes 2k+1 roundings, (1-t^2)^k 4k, J_k 4k+3, a_k J_k 6k+5,
// the sum to K 7K+5, w_d and the factor d+6: as all is positive, the relative error is at most gamma_(7K+d+12), plus
// 10^-300 for underflow.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rankcert {

class NearestNeighbourOverlap {
 public:
  /// Requires: 3 <= dimension <= 1024. Series length: the least K with a tail below 2^-50 for every t, at most 16384
  /// (reached for d = 3, 4: tails below 2e-8 and 3e-10).
  explicit NearestNeighbourOverlap(std::size_t dimension);

  /// For every i: |beta(t_i) - centre[i]| <= radius[i], for the double t_i, |t_i| <= 1. All spans of one size.
  void enclose(std::span<const double> t, std::span<double> centre, std::span<double> radius) const;

  /// Lemma B4's constant: how much beta moves if t moves by 1.
  static constexpr double kLipschitz = 0.25;

 private:
  std::size_t dimension_;
  double factor_ = 0;              ///< 2 w_d / pi
  std::vector<double> a_;          ///< a_0 .. a_K
  double tail_factor_ = 0;         ///< a_K (2K+1)/(d-2)
};

}  // namespace rankcert
