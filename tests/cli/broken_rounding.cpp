// A library that is loaded into a program before its main (LD_PRELOAD) and leaves another floating-point environment, as a
// library built with -ffast-math does. RANKCERT_TEST_ROUNDING says which.
#include <cfenv>
#include <cstdlib>
#include <string_view>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace {

struct Breaker {
  Breaker() {
    const char* value = std::getenv("RANKCERT_TEST_ROUNDING");
    const std::string_view what = value == nullptr ? "" : value;
    if (what == "upward") std::fesetround(FE_UPWARD);
    if (what == "downward") std::fesetround(FE_DOWNWARD);
#if defined(__SSE2__)
    constexpr unsigned flush_to_zero = 0x8000;
    if (what == "flush") _mm_setcsr(_mm_getcsr() | flush_to_zero);
#endif
  }
};

const Breaker breaker;

}  // namespace
