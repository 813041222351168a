#include "machine/blas_test.hpp"

#include <doctest/doctest.h>

#include "machine/failed_tests.hpp"
#include "machine/floating_environment.hpp"

using namespace rankcert;
using namespace rankcert::test;

TEST_CASE("BLAS: products round as proofs assume, at sizes of the small and of the blocked kernels") {
  for (const std::size_t n : {8U, 16U, 33U, 100U, 256U}) {
    CAPTURE(n);
    const SelfTests tests = test_blas(n, n);
    CHECK(tests.size() == 9);
    for (const SelfTest& test : tests) CHECK_MESSAGE(test.holds(), test.subject << ": " << test.property << ": " << test.found);
  }
}

TEST_CASE("BLAS: directed rounding inside a product is seen") {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    CAPTURE(mode);
    SelfTests tests;
    {
      const RoundingMode other(mode);
      tests = test_blas(32);
    }
    CHECK(fails(tests, "BLAS, double", "rounded to 1"));
    CHECK(fails(tests, "BLAS, float", "rounded to 1"));
  }
}

#if defined(__SSE2__)
TEST_CASE("BLAS: flushed subnormal numbers inside a product are seen") {
  for (const unsigned bits : {flush_to_zero, denormals_are_zero}) {
    SelfTests tests;
    {
      const ControlBits control(bits);
      tests = test_blas(32);
    }
    CHECK(fails(tests, "BLAS, double", "below the least normal"));
    CHECK(fails(tests, "BLAS, float", "below the least normal"));
  }
}
#endif
