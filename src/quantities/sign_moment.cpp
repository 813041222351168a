// sign_moment(m, n, p, trials), sign_instance_moment(m, n, p): the trace of (M M')^p of the sampled sign matrix M, exactly.
#include <array>

#include "attention/sign_instance.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kDimension{"m", "2", "1024"};
constexpr ArgumentRange kPower{"p", "2", "3"};
constexpr std::array<ArgumentRange, 4> kArguments{{kDimension, {"n", "1", "2048"}, kPower, {"trials", "1", "1000000"}}};
constexpr std::array<ArgumentRange, 3> kInstanceArguments{{kDimension, {"n", "1", "16384"}, kPower}};
constexpr std::size_t kMostRowsOfCube = 2048;
constexpr double kMostWork = 1e15;  // multiply-adds: some hours

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("sign_moment", kArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 1));
  if (n * n * n * static_cast<double>(integer_argument(arguments, 3)) <= kMostWork) return std::nullopt;
  return "sign_moment: n^3 trials must be at most 10^15 multiply-adds; take fewer trials";
}

std::optional<std::string> instance_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("sign_instance_moment", kInstanceArguments, arguments)) return line;
  if (integer_argument(arguments, 2) == 2 || integer_argument(arguments, 1) <= kMostRowsOfCube) return std::nullopt;
  return "sign_instance_moment: n must be at most 2048 for p = 3";
}

// tr (M M')^p with M = S/n.
Rational moment_of(const SignMatrix& s, std::size_t p, const SignRowsDone& rows_done) {
  const Integer trace = p == 2 ? gram_fourth_moment(s, rows_done) : gram_sixth_moment(s);
  return Rational(trace, pow(Integer(s.rows), static_cast<unsigned>(2 * p)));
}

Measurement measure(const MeasureRequest& request) {
  const std::size_t m = integer_argument(request.arguments, 0);
  const std::size_t n = integer_argument(request.arguments, 1);
  const std::size_t p = integer_argument(request.arguments, 2);
  MeasuredSample sample;
  sample.observations = observe_trials(request, n, integer_argument(request.arguments, 3), [&](std::uint32_t trial) {
    return moment_of(sign_matrix({m, n, request.seed, trial}), p, [&](std::size_t) { throw_if_stopped(request); });
  });
  sample.least = Rational(Integer(1), pow(Integer(n), static_cast<unsigned>(p - 1)));
  sample.greatest = 1;
  sample.method = "trace of (M M')^p, M the exactly decided signs of double Gaussian instances over n, an integer over n^(2p) "
                  "(sign-spectrum, Lemma 15); independent trials from Philox streams";
  return sample;
}

Measurement measure_instance(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 1);
  WorkMeter meter(request, n);
  const SignMatrix s = sign_matrix({integer_argument(request.arguments, 0), n, request.seed, 0});
  MeasuredEnclosure measured;
  measured.lower = moment_of(s, integer_argument(request.arguments, 2), [&](std::size_t rows) { meter.advance(rows); });
  measured.upper = measured.lower;
  measured.method = "trace of (M M')^p, M the exactly decided signs of a double Gaussian instance over n: an exact number "
                    "(sign-spectrum, Lemma 15)";
  return measured;
}

}  // namespace

Quantity sign_moment_quantity() {
  return {.name = "sign_moment",
          .signature = "sign_moment(m, n, p, trials)",
          .meaning = "trace of (M M')^p of the sampled sign matrix M_ij = sign<w_i, y_j>/n, n uniform directions each in R^m "
                     "(one observation a trial)",
          .source = "proofs-notes/sign-spectrum.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

Quantity sign_instance_moment_quantity() {
  return {.name = "sign_instance_moment",
          .signature = "sign_instance_moment(m, n, p)",
          .meaning = "trace of (M M')^p of one sampled sign matrix, exactly",
          .source = "proofs-notes/sign-spectrum.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kInstanceArguments.size(),
          .refusal = instance_refusal,
          .measure = measure_instance};
}

}  // namespace rankcert
