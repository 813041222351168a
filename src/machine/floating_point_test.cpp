#include "machine/floating_point_test.hpp"

#include <fmt/core.h>

#include <bit>
#include <cfenv>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

namespace rankcert {
namespace {

/// The same number, of which the compiler knows nothing.
template <class Number>
Number opaque(Number x) {
  volatile Number hidden = x;
  return hidden;
}

/// By the bits, so that zeros have a sign and a compiler that knows no NaN cannot help.
template <class Float, class Bits>
void expect(SelfTests& tests, const char* type, const char* property, Float expected, Float found) {
  const bool same = std::bit_cast<Bits>(opaque(expected)) == std::bit_cast<Bits>(opaque(found));
  tests.push_back({type, property, same ? "" : fmt::format("{:a}", static_cast<double>(found))});
}

void expect(SelfTests& tests, const char* property, double expected, double found) {
  expect<double, std::uint64_t>(tests, "double", property, expected, found);
}

void expect(SelfTests& tests, const char* property, float expected, float found) {
  expect<float, std::uint32_t>(tests, "float", property, expected, found);
}

void expect(SelfTests& tests, const char* property, bool holds) {
  tests.push_back({"double", property, holds ? "" : "it does not"});
}

void add_rounding(SelfTests& tests) {
  const double one = opaque(1.0);
  const double half_ulp = opaque(0x1p-53);
  expect(tests, "the rounding mode is to nearest", std::fegetround() == FE_TONEAREST);
  expect(tests, "1 + 2^-53 = 1", 1.0, one + half_ulp);
  expect(tests, "-1 - 2^-53 = -1", -1.0, -one - half_ulp);
  expect(tests, "1 - 2^-54 = 1", 1.0, one - opaque(0x1p-54));
  expect(tests, "1 + 3 2^-53 = 1 + 2^-51", 0x1.0000000000002p0, opaque(0x1.0000000000001p0) + half_ulp);
  expect(tests, "1/3 is rounded to nearest", 0x1.5555555555555p-2, one / opaque(3.0));
  expect(tests, "-1/3 is rounded to nearest", -0x1.5555555555555p-2, -one / opaque(3.0));
  expect(tests, "5/3 is rounded to nearest", 0x1.aaaaaaaaaaaabp0, opaque(5.0) / opaque(3.0));
  expect(tests, "1/10 times 3 is rounded to nearest", 0x1.3333333333334p-2, opaque(0.1) * opaque(3.0));
  expect(tests, "sqrt(2) is rounded to nearest", 0x1.6a09e667f3bcdp0, std::sqrt(opaque(2.0)));
  expect(tests, "2^53 + 1 as an integer becomes 2^53", 0x1p53, static_cast<double>(opaque(std::int64_t{(1LL << 53) + 1})));
  expect(tests, "3/2 and 5/2 are both rounded to 2", 4.0, std::nearbyint(opaque(1.5)) + std::nearbyint(opaque(2.5)));
}

void add_compilation(SelfTests& tests) {
  const double large = opaque(1e16);
  const double small = opaque(1.0);
  const double above = opaque(1 + 0x1p-30);
  const double below = opaque(1 - 0x1p-30);
  const double huge = opaque(0x1p1000);
  expect(tests, "(10^16 + 1) - 10^16 = 0: no operations are reordered", 0.0, (large + small) - large);
  expect(tests, "(1 + 2^-30)(1 - 2^-30) - 1 = 0: products and sums are rounded apart", 0.0, above * below - small);
  expect(tests, "1 + (2^-53 + 2^-75) = 1 + 2^-52: nothing is rounded twice", 0x1.0000000000001p0, small + opaque(0x1p-53 + 0x1p-75));
  expect(tests, "2^1000 2^1000 / 2^1000 is infinite: no wider range in between", std::numeric_limits<double>::infinity(), huge * huge / huge);
  expect(tests, "5/49 is rounded to nearest: no product with a reciprocal", 0x1.a1f58d0fac688p-4, opaque(5.0) / opaque(49.0));
#ifdef __FAST_MATH__
  expect(tests, "the program was not compiled with -ffast-math", false);
#endif
}

void add_special_numbers(SelfTests& tests) {
  const double least_normal = opaque(std::numeric_limits<double>::min());
  const double least = opaque(std::numeric_limits<double>::denorm_min());
  const double zero = opaque(0.0);
  const double nan = opaque(std::numeric_limits<double>::quiet_NaN());
  expect(tests, "2^-1022 / 2 = 2^-1023: results below 2^-1022 are not flushed to 0", 0x1p-1023, least_normal / opaque(2.0));
  expect(tests, "2^-1074 2^100 = 2^-974: operands below 2^-1022 are not taken for 0", 0x1p-974, least * opaque(0x1p100));
  expect(tests, "1/-0 is minus infinity", -std::numeric_limits<double>::infinity(), opaque(1.0) / -zero);
  expect(tests, "-0 + 0 = 0", 0.0, -zero + zero);
  expect(tests, "NaN is not equal to itself", nan != opaque(nan));
}

void add_float(SelfTests& tests) {
  const float one = opaque(1.0F);
  const float huge = opaque(0x1p100F);
  expect(tests, "1 + 2^-24 = 1", 1.0F, one + opaque(0x1p-24F));
  expect(tests, "1 - 2^-25 = 1", 1.0F, one - opaque(0x1p-25F));
  expect(tests, "1/3 is rounded to nearest", 0x1.555556p-2F, one / opaque(3.0F));
  expect(tests, "(1 + 2^-15)(1 - 2^-15) - 1 = 0: products and sums are rounded apart", 0.0F, opaque(1 + 0x1p-15F) * opaque(1 - 0x1p-15F) - one);
  expect(tests, "2^100 2^100 / 2^100 is infinite: no wider range in between", std::numeric_limits<float>::infinity(), huge * huge / huge);
  expect(tests, "2^-126 / 2 = 2^-127: results below 2^-126 are not flushed to 0", 0x1p-127F, opaque(0x1p-126F) / opaque(2.0F));
  expect(tests, "2^-149 2^30 = 2^-119: operands below 2^-126 are not taken for 0", 0x1p-119F, opaque(0x1p-149F) * opaque(0x1p30F));
}

}  // namespace

SelfTests test_floating_point() {
  SelfTests tests;
  add_rounding(tests);
  add_compilation(tests);
  add_special_numbers(tests);
  add_float(tests);
  return tests;
}

}  // namespace rankcert
