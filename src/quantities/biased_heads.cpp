// biased_heads_mismatches(d, J, samples): the sum of 2J+1 biased full-rank hardmax heads against the closed form of the
// oscillating target, input by input.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "attention/biased_heads.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 3> kArguments{{{"d", "2", "4096"}, {"J", "1", "16777216"}, {"samples", "1", "10000000"}}};

// Half the heads run, and numbers drawn: ten minutes on two cores.
constexpr double kMostWork = 3e11;

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("biased_heads_mismatches", kArguments, arguments)) return line;
  const double work = static_cast<double>(integer_argument(arguments, 0) + integer_argument(arguments, 1)) *
                      static_cast<double>(integer_argument(arguments, 2));
  if (work <= kMostWork) return std::nullopt;
  return "biased_heads_mismatches: (d + J) samples must be at most 3*10^11; take fewer samples";
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t l = 0; l < a.size(); ++l) sum += a[l] * b[l];
  return sum;
}

void normalise(std::vector<double>& a) {
  const double length = std::sqrt(dot(a, a));
  for (double& x : a) x /= length;
}

/// One input: two orthonormal directions and a Gaussian query, rounded to float32.
struct Sample {
  std::vector<float> first;
  std::vector<float> second;
  std::vector<float> query;

  Sample(std::size_t d, std::uint64_t seed, std::uint32_t trial) : query(d) {
    std::vector<double> one = standard_normal_rows({seed, StreamPurpose::biased_head_point, trial, 0}, 1, d);
    std::vector<double> two = standard_normal_rows({seed, StreamPurpose::biased_head_point, trial, 1}, 1, d);
    normalise(one);
    const double along = dot(one, two);
    for (std::size_t l = 0; l < d; ++l) two[l] -= along * one[l];
    normalise(two);
    first.assign(one.begin(), one.end());
    second.assign(two.begin(), two.end());
    fill_standard_normal({seed, StreamPurpose::biased_head_query, trial, 0}, std::span<float>(query));
  }
};

Measurement measure(const MeasureRequest& request) {
  constexpr std::size_t in_one_go = 64;
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t waves = integer_argument(request.arguments, 1);
  const std::size_t samples = integer_argument(request.arguments, 2);
  const BiasedHeads heads(d, waves);
  const std::size_t blocks = (samples + in_one_go - 1) / in_one_go;
  const std::vector<Rational> mismatches = observe_trials(request, 1, blocks, [&](std::uint32_t block) {
    const std::size_t first = block * in_one_go;
    const std::size_t end = std::min(samples, first + in_one_go);
    std::int64_t found = 0;
    for (std::size_t i = first; i < end; ++i) {
      throw_if_stopped(request);
      const Sample sample(d, request.seed, static_cast<std::uint32_t>(i));
      const PointsAndQuery input{sample.first, sample.second, sample.query};
      if (heads.run(input) != heads.closed_form(input)) ++found;
    }
    return Rational(found);
  });
  MeasuredEnclosure measured;
  measured.lower = measured.upper = std::accumulate(mismatches.begin(), mismatches.end(), Rational(0));
  measured.method = "all heads run on float32 inputs from Philox streams, every score comparison decided exactly "
                    "(oscillating-separation, Lemma 15), and the closed form of the sum at the same inputs";
  return measured;
}

}  // namespace

Quantity biased_heads_mismatches_quantity() {
  return {.name = "biased_heads_mismatches",
          .signature = "biased_heads_mismatches(d, J, samples)",
          .meaning = "number of sampled inputs in R^d at which the sum of the 2J+1 biased full-rank hardmax heads, tau = 1/d, "
                     "is not the closed form of the oscillating target",
          .source = "proofs-notes/oscillating-separation.md, Lemma 1 and Theorem 2",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
