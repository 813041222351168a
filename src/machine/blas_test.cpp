#include "machine/blas_test.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "exact/rational.hpp"
#include "linalg/blas.hpp"

namespace rankcert {
namespace {

using Random = std::minstd_rand;

template <class Float>
using Matrix = std::vector<Float>;  // n x n, by rows

template <class Float>
constexpr const char* type_name = std::is_same_v<Float, double> ? "BLAS, double" : "BLAS, float";

/// a b^T.
template <class Float>
Matrix<Float> product(const Matrix<Float>& a, const Matrix<Float>& b, std::size_t n) {
  Matrix<Float> c(n * n);
  approx_product_transposed(a.data(), b.data(), c.data(), n, n, n, n);
  return c;
}

using Integers = std::vector<std::int64_t>;  // n x n, by rows

/// From -most to most each.
Integers integers(Random& random, std::size_t n, std::int64_t most) {
  Integers a(n * n);
  for (std::int64_t& x : a) x = static_cast<std::int64_t>(random()) % (2 * most + 1) - most;
  return a;
}

template <class Float>
Matrix<Float> times(const Integers& a, Float scale) {
  Matrix<Float> b(a.size());
  std::transform(a.begin(), a.end(), b.begin(), [&](std::int64_t x) { return static_cast<Float>(x) * scale; });
  return b;
}

template <class Float>
using Bits = std::conditional_t<std::is_same_v<Float, double>, std::uint64_t, std::uint32_t>;

/// k times the least number above 0, by its bits: whatever the processor does to such numbers, it is this one.
/// Requires: |k| < 2^(digits - 1).
template <class Float>
Float least_times(std::int64_t k) {
  const Bits<Float> sign = k < 0 ? Bits<Float>{1} << (8 * sizeof(Float) - 1) : Bits<Float>{0};
  return std::bit_cast<Float>(static_cast<Bits<Float>>(sign | static_cast<Bits<Float>>(std::abs(k))));
}

template <class Float>
bool is_same(Float x, Float y) {
  const auto a = std::bit_cast<Bits<Float>>(x);
  const auto b = std::bit_cast<Bits<Float>>(y);
  return a == b || ((a | b) << 1U) == 0;  // zeros of either sign
}

/// Whether each entry of c is that of a b^T, as `number` writes it.
template <class Float, class Number>
bool is_product(const Matrix<Float>& c, const Integers& a, const Integers& b, std::size_t n, const Number& number) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < n; ++k) sum += a[i * n + k] * b[j * n + k];
      if (!is_same(c[i * n + j], static_cast<Float>(number(sum)))) return false;
    }
  }
  return true;
}

/// An integer as itself.
template <class Float>
Float plain(std::int64_t k) { return static_cast<Float>(k); }

SelfTest verdict(const char* type, const char* property, bool holds) { return {type, property, holds ? "" : "it is not so in some entry"}; }

/// Each entry is 1 + t or 1 - t with t a quarter of the distance to the next number, at most.
template <class Float>
SelfTest test_rounding(std::size_t n) {
  const Float t = std::numeric_limits<Float>::epsilon() / 8;
  Matrix<Float> a(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    a[i * n + (7 * i + 3) % n] = 1;
    a[i * n + (7 * i + 3 + n / 2) % n] = i % 2 == 0 ? t : -t;
  }
  const Matrix<Float> c = product(a, Matrix<Float>(n * n, Float{1}), n);
  return verdict(type_name<Float>, "1 + t and 1 - t, t small, are rounded to 1", std::all_of(c.begin(), c.end(), [](Float x) { return x == 1; }));
}

/// Operands below the least normal number, then products below it.
template <class Float>
SelfTest test_underflow(std::size_t n, Random& random) {
  constexpr std::int64_t most = 3;
  constexpr int least = std::numeric_limits<Float>::min_exponent - std::numeric_limits<Float>::digits;  // 2^least is the least number
  const Integers a = integers(random, n, most);
  const Integers b = integers(random, n, most);
  Matrix<Float> tiny(n * n);
  std::transform(a.begin(), a.end(), tiny.begin(), least_times<Float>);
  const Matrix<Float> operands = product(tiny, times<Float>(b, 1), n);
  const Matrix<Float> results = product(times(a, std::ldexp(Float{1}, least / 2)), times(b, std::ldexp(Float{1}, least - least / 2)), n);
  const bool holds = is_product(operands, a, b, n, least_times<Float>) && is_product(results, a, b, n, least_times<Float>);
  return verdict(type_name<Float>, "numbers below the least normal one are kept", holds);
}

/// Sums below 2^digits are exact in any order. The blocks on the diagonal are multiplied apart; in a Strassen-like
/// product the large one would drown the other.
template <class Float>
SelfTest test_integers(std::size_t n, Random& random) {
  const auto most = static_cast<std::int64_t>(std::sqrt(std::ldexp(1.0, std::numeric_limits<Float>::digits - 1) / static_cast<double>(n)));
  const Float large = std::ldexp(Float{1}, std::numeric_limits<Float>::digits);
  Integers a = integers(random, n, most);
  Integers b = integers(random, n, most);
  bool holds = is_product(product(times<Float>(a, 1), times<Float>(b, 1), n), a, b, n, plain<Float>);
  const std::size_t half = n / 2;
  const auto is_low = [&](std::size_t at) { return at / n >= half && at % n >= half; };
  Matrix<Float> blocks_a = times<Float>(a, large);
  Matrix<Float> blocks_b = times<Float>(b, large);
  for (std::size_t at = 0; at < n * n; ++at) {
    const bool outside = (at / n < half) != (at % n < half);
    if (outside) blocks_a[at] = blocks_b[at] = 0;
    if (is_low(at)) blocks_a[at] /= large, blocks_b[at] /= large;
    else a[at] = b[at] = 0;  // what remains is what the low block of the product must be
  }
  Matrix<Float> c = product(blocks_a, blocks_b, n);
  for (std::size_t at = 0; at < n * n; ++at) c[at] = is_low(at) ? c[at] : 0;
  holds = holds && is_product(c, a, b, n, plain<Float>);
  return verdict(type_name<Float>, "sums of integers are exact, beside a block of large numbers too", holds);
}

/// c + a b^T, c - a b^T, c - a a^T and y + a x, on integers.
SelfTest test_updates(std::size_t n, Random& random) {
  constexpr std::int64_t most = 1000;
  const Integers a = integers(random, n, most);
  const Integers b = integers(random, n, most);
  const Matrix<double> x = times(a, 1.0);
  const Matrix<double> y = times(b, 1.0);
  const Matrix<double> start = times(integers(random, n, most), 1.0);
  Matrix<double> added = start;
  Matrix<double> subtracted = start;
  Matrix<double> own = start;
  Matrix<double> vector(start.begin(), start.begin() + static_cast<std::ptrdiff_t>(n));
  approx_add_product_transposed(x.data(), y.data(), added.data(), n, n, n, n);
  approx_subtract_product_transposed(x.data(), y.data(), subtracted.data(), n);
  approx_subtract_own_product(x.data(), own.data(), n);
  approx_add_vector_product(x.data(), y.data(), vector.data(), n, 1, Transpose::no);
  for (std::size_t at = 0; at < n * n; ++at) {
    added[at] -= start[at];
    subtracted[at] = start[at] - subtracted[at];
    own[at] = start[at] - own[at];
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) own[i * n + j] = own[j * n + i];  // only the triangle below was asked for
  }
  bool holds = is_product(added, a, b, n, plain<double>) && is_product(subtracted, a, b, n, plain<double>) && is_product(own, a, a, n, plain<double>);
  for (std::size_t i = 0; i < n; ++i) holds = holds && vector[i] - start[i] == added[i * n];
  return verdict("BLAS, double", "c + a b', c - a b', c - a a' and y + a x are exact on integers", holds);
}

/// Entries of sizes from 2^-20 to 2^40, whose products nearly cancel, held against the exact sum along two diagonals.
template <class Float>
SelfTest test_error_bound(std::size_t n, Random& random) {
  constexpr std::size_t widest = 41;
  constexpr int below = 20;  // the second half of a row is the first, changed in its last bits
  Matrix<Float> a = times<Float>(integers(random, n, 1 << 20U), 1);
  Matrix<Float> b = times<Float>(integers(random, n, 1 << 20U), 1);
  const std::size_t half = n / 2;
  for (Matrix<Float>* matrix : {&a, &b}) {
    for (std::size_t i = 0; i < n; ++i) {
      Float* row = matrix->data() + i * n;
      const auto scaled = [&](std::size_t k, int shift) { return std::ldexp(row[k], static_cast<int>(13 * (k % half) % widest) - below - shift); };
      for (std::size_t k = 0; k < half; ++k) row[k] = scaled(k, 0);
      for (std::size_t k = half; k < n; ++k) row[k] = row[k - half] + scaled(k, below);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = half; k < n; ++k) b[i * n + k] = -b[i * n + k];
  }
  const Matrix<Float> c = product(a, b, n);
  const Rational u = from_double(std::numeric_limits<Float>::epsilon() / 2);
  const Rational gamma = Rational(n) * u / (1 - Rational(n) * u);
  const std::size_t step = std::max<std::size_t>(1, n / 24);
  for (std::size_t i = 0; i < n; i += step) {
    for (const std::size_t j : {i, (i + n / 3) % n}) {
      Rational exact = 0;
      Rational size = 0;
      for (std::size_t k = 0; k < n; ++k) {
        const Rational term = from_double(static_cast<double>(a[i * n + k])) * from_double(static_cast<double>(b[j * n + k]));
        exact += term;
        size += abs(term);
      }
      if (abs(from_double(static_cast<double>(c[i * n + j])) - exact) > gamma * size) {
        return verdict(type_name<Float>, "errors are within gamma_n sum |a| |b|, entry by entry", false);
      }
    }
  }
  return verdict(type_name<Float>, "errors are within gamma_n sum |a| |b|, entry by entry", true);
}

template <class Float>
void add_tests(SelfTests& tests, std::size_t n, Random& random) {
  tests.push_back(test_rounding<Float>(n));
  tests.push_back(test_underflow<Float>(n, random));
  tests.push_back(test_integers<Float>(n, random));
  tests.push_back(test_error_bound<Float>(n, random));
}

}  // namespace

SelfTests test_blas(std::size_t n, std::size_t seed) {
  Random random(static_cast<Random::result_type>(seed));
  SelfTests tests;
  add_tests<double>(tests, n, random);
  add_tests<float>(tests, n, random);
  tests.push_back(test_updates(n, random));
  return tests;
}

}  // namespace rankcert
