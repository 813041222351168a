#include "machine/interval_test.hpp"

#include <fmt/core.h>
#include <mpfi.h>

#include <array>

#include "enclosure/ball.hpp"
#include "exact/decimal.hpp"

namespace rankcert {
namespace {

constexpr std::array precisions = {16L, 53L, 64L, 128L, 320L};

/// What a library enclosed, exactly.
struct Ends {
  Rational lower;
  Rational upper;
};

/// A number between digits and digits + 10^-101. Sources: OEIS A001113, A000796, A002193.
struct KnownNumber {
  const char* name;
  const char* digits;
};
constexpr KnownNumber e{"e", "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217852516642742"};
constexpr KnownNumber pi{"pi", "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798"};
constexpr KnownNumber root{"sqrt(2)", "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157273"};

Ends ends_of(const KnownNumber& number) {
  static const Rational unit = Rational(1) / pow(Integer(10), 101U);
  const Rational digits = *parse_rational(number.digits);
  return {digits, digits + unit};
}

/// Whether the enclosure can hold a number of `known`, and is no wider than 2^(4 - bits) of its size.
std::string fault(const Ends& found, const Ends& known, long bits) {
  const Rational widest = abs(known.upper) * Rational(16) / Rational(Integer(1) << static_cast<unsigned>(bits));
  const bool holds = found.lower <= known.upper && known.lower <= found.upper;
  if (holds && found.upper - found.lower <= widest) return "";
  constexpr std::size_t digits = 25;
  return fmt::format("[{}, {}]", decimal_below(found.lower, digits), decimal_above(found.upper, digits));
}

/// One line for a number at all precisions, with the first that goes wrong.
template <class Enclose>
SelfTest at_every_precision(const char* library, const std::string& name, const Ends& known, const Enclose& enclose) {
  SelfTest test{library, name + " lies in its enclosure at 16 to 320 bits", ""};
  for (const long bits : precisions) {
    const std::string found = fault(enclose(bits), known, bits);
    if (test.holds() && !found.empty()) test.found = fmt::format("{} at {} bits", found, bits);
  }
  return test;
}

const Rational third(1, 3);

/// The width of a ball's ends in bits is at most that of its midpoint and radius together.
Ends ends_of(const Ball& ball, long bits) { return {ball.lower(bits + 64), ball.upper(bits + 64)}; }

/// An interval of MPFI.
class MpfiNumber {
 public:
  explicit MpfiNumber(long bits) { mpfi_init2(raw_, bits); }
  ~MpfiNumber() { mpfi_clear(raw_); }
  MpfiNumber(const MpfiNumber&) = delete;
  MpfiNumber& operator=(const MpfiNumber&) = delete;
  [[nodiscard]] mpfi_ptr raw() { return raw_; }
  [[nodiscard]] Ends ends() const {
    Ends ends;
    mpfr_get_q(ends.lower.backend().data(), &raw_->left);
    mpfr_get_q(ends.upper.backend().data(), &raw_->right);
    return ends;
  }

 private:
  mpfi_t raw_;
};

template <class Compute>
Ends with_mpfi(long bits, const Compute& compute) {
  MpfiNumber number(bits);
  compute(number.raw());
  return number.ends();
}

/// Whether the ends are the two numbers of that precision around 1/3.
SelfTest test_neighbours() {
  SelfTest test{"MPFI", "the ends of 1/3 are neighbours, below and above it", ""};
  for (const long bits : precisions) {
    MpfiNumber quotient(bits);
    mpfi_set_ui(quotient.raw(), 1);
    mpfi_div_ui(quotient.raw(), quotient.raw(), 3);
    const Ends ends = quotient.ends();
    mpfr_nextabove(&quotient.raw()->left);
    const bool good = ends.lower < third && third < ends.upper && mpfr_equal_p(&quotient.raw()->left, &quotient.raw()->right) != 0;
    if (!good && test.holds()) test.found = fmt::format("not so at {} bits", bits);
  }
  return test;
}

}  // namespace

SelfTests test_balls() {
  const auto quotient = [](long bits) {
    Ball ball;
    arb_set_ui(ball.raw(), 1);
    arb_div_ui(ball.raw(), ball.raw(), 3, bits);
    return ends_of(ball, bits);
  };
  const auto sum = [](long bits) {
    Ball ball;
    arb_set_ui(ball.raw(), 1);
    Ball small;
    arb_mul_2exp_si(small.raw(), ball.raw(), -bits - 1);
    arb_add(ball.raw(), ball.raw(), small.raw(), bits);
    const Rational exact = 1 + Rational(1) / Rational(Integer(1) << static_cast<unsigned>(bits + 1));
    Ends ends = ends_of(ball, bits);
    return Ends{ends.lower - exact + 1, ends.upper - exact + 1};  // so that every precision has one exact value, 1
  };
  const auto constant = [](void (*compute)(arb_t, slong)) {
    return [compute](long bits) {
      Ball ball;
      compute(ball.raw(), bits);
      return ends_of(ball, bits);
    };
  };
  return {at_every_precision("Arb", "1/3, divided,", {third, third}, quotient),
          at_every_precision("Arb", "1/3, a rational,", {third, third}, [](long bits) { return ends_of(Ball::enclose(third, bits), bits); }),
          at_every_precision("Arb", "1 + 2^-(bits+1)", {1, 1}, sum),
          at_every_precision("Arb", e.name, ends_of(e), constant(arb_const_e)),
          at_every_precision("Arb", pi.name, ends_of(pi), constant(arb_const_pi)),
          at_every_precision("Arb", root.name, ends_of(root), constant([](arb_t x, slong bits) { arb_sqrt_ui(x, 2, bits); }))};
}

SelfTests test_intervals() {
  const auto quotient = [](mpfi_ptr x) {
    mpfi_set_ui(x, 1);
    mpfi_div_ui(x, x, 3);
  };
  const auto exponential = [](mpfi_ptr x) {
    mpfi_set_ui(x, 1);
    mpfi_exp(x, x);
  };
  const auto square_root = [](mpfi_ptr x) {
    mpfi_set_ui(x, 2);
    mpfi_sqrt(x, x);
  };
  const auto enclosed = [](const auto& compute) { return [compute](long bits) { return with_mpfi(bits, compute); }; };
  return {at_every_precision("MPFI", "1/3, divided,", {third, third}, enclosed(quotient)),
          at_every_precision("MPFI", "1/3, a rational,", {third, third}, enclosed([](mpfi_ptr x) { mpfi_set_q(x, third.backend().data()); })),
          test_neighbours(),
          at_every_precision("MPFI", e.name, ends_of(e), enclosed(exponential)),
          at_every_precision("MPFI", pi.name, ends_of(pi), enclosed([](mpfi_ptr x) { mpfi_const_pi(x); })),
          at_every_precision("MPFI", root.name, ends_of(root), enclosed(square_root))};
}

}  // namespace rankcert
