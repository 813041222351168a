// The self-test of double and float: it holds here, and each way to break the environment is seen.
#include "machine/floating_point_test.hpp"

#include <doctest/doctest.h>

#include "machine/failed_tests.hpp"
#include "machine/floating_environment.hpp"

using namespace rankcert;
using namespace rankcert::test;

TEST_CASE("floating point: everything holds in the environment that a program starts in") {
  const SelfTests tests = test_floating_point();
  CHECK(tests.size() > 20);
  for (const SelfTest& test : tests) CHECK_MESSAGE(test.holds(), test.subject << ": " << test.property << ": " << test.found);
  CHECK(first_failure(tests) == nullptr);
}

TEST_CASE("floating point: each directed rounding mode is seen by its name and by its results, in double and float") {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    CAPTURE(mode);
    SelfTests tests;
    {
      const RoundingMode other(mode);
      tests = test_floating_point();
    }
    CHECK(fails(tests, "double", "the rounding mode is to nearest"));
    CHECK(fails(tests, "double", mode == FE_UPWARD ? "1 + 2^-53 = 1" : "1 - 2^-54 = 1"));
    CHECK(fails(tests, "double", mode == FE_DOWNWARD ? "-1/3" : mode == FE_UPWARD ? "1/3 is" : "5/3"));
    CHECK(fails(tests, "float", mode == FE_UPWARD ? "1 + 2^-24 = 1" : "1 - 2^-25 = 1"));
    REQUIRE(first_failure(tests) != nullptr);
    CHECK_FALSE(first_failure(tests)->found.empty());
  }
  CHECK(first_failure(test_floating_point()) == nullptr);
}

#if defined(__SSE2__)
TEST_CASE("floating point: flush-to-zero, denormals-are-zero and a rounding mode that fegetround does not know are seen") {
  const auto in = [](unsigned bits) {
    const ControlBits control(bits);
    return test_floating_point();
  };
  const SelfTests flushed = in(flush_to_zero);
  CHECK(fails(flushed, "double", "results below 2^-1022"));
  CHECK(fails(flushed, "float", "results below 2^-126"));
  CHECK_FALSE(fails(flushed, "double", "operands below"));
  const SelfTests taken_for_zero = in(denormals_are_zero);
  CHECK(fails(taken_for_zero, "double", "operands below 2^-1022"));
  CHECK(fails(taken_for_zero, "float", "operands below 2^-126"));
  const SelfTests down = in(round_down_in_sse);
  CHECK_FALSE(fails(down, "double", "the rounding mode is to nearest"));
  CHECK(fails(down, "double", "1 - 2^-54 = 1"));
  CHECK(fails(down, "double", "5/3"));
}
#endif
