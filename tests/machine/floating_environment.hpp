// Floating-point environments that no verdict may be given in, set for a while.
#pragma once

#include <cfenv>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace rankcert::test {

/// Another rounding mode as long as this lives.
class RoundingMode {
 public:
  explicit RoundingMode(int mode) : before_(std::fegetround()) { std::fesetround(mode); }
  ~RoundingMode() { std::fesetround(before_); }
  RoundingMode(const RoundingMode&) = delete;
  RoundingMode& operator=(const RoundingMode&) = delete;

 private:
  int before_;
};

#if defined(__SSE2__)
inline constexpr unsigned flush_to_zero = 0x8000;
inline constexpr unsigned denormals_are_zero = 0x0040;
inline constexpr unsigned round_down_in_sse = 0x2000;

/// Bits of the SSE control register set as long as this lives. The x87 unit, which fegetround asks, does not see them.
class ControlBits {
 public:
  explicit ControlBits(unsigned bits) : before_(_mm_getcsr()) { _mm_setcsr(before_ | bits); }
  ~ControlBits() { _mm_setcsr(before_); }
  ControlBits(const ControlBits&) = delete;
  ControlBits& operator=(const ControlBits&) = delete;

 private:
  unsigned before_;
};
#endif

}  // namespace rankcert::test
