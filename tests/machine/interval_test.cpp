#include "machine/interval_test.hpp"

#include <doctest/doctest.h>

#include "machine/floating_environment.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

void check_all(const SelfTests& tests) {
  CHECK(tests.size() == 6);
  for (const SelfTest& test : tests) CHECK_MESSAGE(test.holds(), test.subject << ": " << test.property << ": " << test.found);
}

}  // namespace

TEST_CASE("enclosures: Arb and MPFI hold what they should") {
  check_all(test_balls());
  check_all(test_intervals());
}

// The kernel rests on integers: what breaks floating point breaks nothing there.
TEST_CASE("enclosures: Arb and MPFI do not depend on the rounding mode of the processor") {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    SelfTests balls;
    SelfTests intervals;
    {
      const RoundingMode other(mode);
      balls = test_balls();
      intervals = test_intervals();
    }
    check_all(balls);
    check_all(intervals);
  }
}
