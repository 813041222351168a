// Logarithm, sine and cosine for the Box-Muller transform, built from IEEE operations alone.
//
// The C library's log and sin are not correctly rounded: their last bit changes with the version, the CPU and the vector
// width, and a replay on another machine would measure another object. The functions here use only + - * / sqrt and bit
// operations in a fixed order, so they return the same bits on every IEEE machine. Their accuracy (a few units in the
// last place) concerns only how well the sample follows the normal law; no enclosure relies on it.
#pragma once

#include <bit>
#include <cstdint>

#include "sampling/vector_clones.hpp"

namespace rankcert {

/// log(x) for a normal double x > 0, to about 2 units in the last place of max(|log x|, 2^-52) (tested to 1e-14
/// relative). With x = 2^k m, m in [1/sqrt 2, sqrt 2): log x = k log 2 + 2 artanh(s), s = (m-1)/(m+1), |s| <= 0.1716,
/// by the Taylor series to s^23; the remainder is below 2 s^25/25/(1-s^2) < 6e-21.
RANKCERT_ALWAYS_INLINE double approx_log(double x) {
  constexpr std::uint64_t kRootHalf = 0x3FE6A09E667F3BCDU;  // bits of 1/sqrt 2
  constexpr std::uint64_t kMantissa = 0x000FFFFFFFFFFFFFU;
  constexpr std::uint64_t kOne = 0x3FF0000000000000U;
  constexpr double kLog2High = 0x1.62e42fefa3800p-1;  // 42 bits: k * kLog2High is exact
  constexpr double kLog2Low = 0x1.ef35793c76730p-45;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) + (kOne - kRootHalf);
  // the biased exponent, read as a double through the mantissa of 2^52
  const double k = std::bit_cast<double>((shifted >> 52) | 0x4330000000000000U) - (0x1p52 + 1023.0);
  const double m = std::bit_cast<double>((shifted & kMantissa) + kRootHalf);
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double p = 1.0 / 23;
  p = p * z + 1.0 / 21;
  p = p * z + 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  const double twice_s = s + s;
  return k * kLog2High + (k * kLog2Low + (twice_s + twice_s * (z * p)));
}

struct SineCosine {
  double sine;
  double cosine;
};

/// (sin 2 pi v, cos 2 pi v) for v in [0, 1), v a multiple of 2^-52: absolute error below 1e-15. The reduction to
/// |angle| <= pi/4 is exact; Taylor polynomials to degree 19 and 18, remainders below (pi/4)^21/21! < 2e-22 and
/// (pi/4)^20/20! < 4e-21.
RANKCERT_ALWAYS_INLINE SineCosine approx_sine_cosine_of_turn(double v) {
  constexpr double kRoundToInteger = 0x1.8p52;
  constexpr double kHalfPi = 0x1.921fb54442d18p+0;
  const double t = 4.0 * v;
  const double shifted = t + kRoundToInteger;
  const std::uint64_t quadrant = std::bit_cast<std::uint64_t>(shifted);  // its two lowest bits
  const double x = (t - (shifted - kRoundToInteger)) * kHalfPi;
  const double z = x * x;
  double s = -1.0 / 121645100408832000.0;
  s = s * z + 1.0 / 355687428096000.0;
  s = s * z - 1.0 / 1307674368000.0;
  s = s * z + 1.0 / 6227020800.0;
  s = s * z - 1.0 / 39916800.0;
  s = s * z + 1.0 / 362880.0;
  s = s * z - 1.0 / 5040.0;
  s = s * z + 1.0 / 120.0;
  s = s * z - 1.0 / 6.0;
  s = x + x * (z * s);
  double c = -1.0 / 6402373705728000.0;
  c = c * z + 1.0 / 20922789888000.0;
  c = c * z - 1.0 / 87178291200.0;
  c = c * z + 1.0 / 479001600.0;
  c = c * z - 1.0 / 3628800.0;
  c = c * z + 1.0 / 40320.0;
  c = c * z - 1.0 / 720.0;
  c = c * z + 1.0 / 24.0;
  c = c * z - 1.0 / 2.0;
  c = 1.0 + z * c;
  // quadrant 1: (c, -s), 2: (-s, -c), 3: (-c, s); signs and the exchange as bit masks, which vectorise
  const std::uint64_t exchange = ~((quadrant & 1U) - 1U);
  const std::uint64_t s_bits = std::bit_cast<std::uint64_t>(s);
  const std::uint64_t c_bits = std::bit_cast<std::uint64_t>(c);
  const std::uint64_t swapped = (s_bits ^ c_bits) & exchange;
  const std::uint64_t sine_sign = (quadrant & 2U) << 62;
  const std::uint64_t cosine_sign = ((quadrant + 1U) & 2U) << 62;
  return {std::bit_cast<double>((s_bits ^ swapped) ^ sine_sign),
          std::bit_cast<double>((c_bits ^ swapped) ^ cosine_sign)};
}

}  // namespace rankcert
