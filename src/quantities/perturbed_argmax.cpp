// perturbed_argmax_certified, perturbed_argmax_unchanged, perturbed_argmax_violations, perturbed_entry_ratio,
// perturbed_hardmax_rank, perturbed_rank_excess: hardmax attention of inputs with X X^T = I + E against that of
// orthonormal inputs.
#include <array>
#include <cmath>
#include <functional>

#include "attention/perturbed_scores.hpp"
#include "exact/error.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kRows{"n", "2", "512"};
constexpr ArgumentRange kHeadDimension{"d_h", "1", "1024"};
constexpr std::array<ArgumentRange, 3> kArguments{{kRows, kHeadDimension, {"eps", "0", "1/10", true}}};
// A share of the bound needs a bound above 0 and above the rounding errors.
constexpr std::array<ArgumentRange, 3> kRatioArguments{{kRows, kHeadDimension, {"eps", "1/1000000000000", "1/10", true}}};
constexpr std::array<ArgumentRange, 4> kMeanArguments{{kRows, kHeadDimension, kArguments[2], {"trials", "1", "10000"}}};
// Multiply-adds of the decompositions: about an hour.
constexpr double kMostWork = 1e11;

constexpr const char* kMethod =
    "scores S0 of a float32 Gaussian instance and S' = (I+G) S0 (I+G), (I+G)^2 = I+E, E seeded symmetric uniform with "
    "|E_ij| <= eps; square root, norms and every argmax verified (perturbed-inputs, Lemmas 5 to 7)";

std::optional<std::string> mean_refusal(std::string_view name, std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, kMeanArguments, arguments)) return line;
  const double n = static_cast<double>(integer_argument(arguments, 0));
  const double d = static_cast<double>(integer_argument(arguments, 1));
  if (n * n * (n + d) * static_cast<double>(integer_argument(arguments, 3)) <= kMostWork) return std::nullopt;
  return std::string(name) + ": n^2 (n + d_h) trials must be at most 10^11; take fewer trials";
}
std::optional<std::string> certified_refusal(std::span<const Rational> arguments) {
  return mean_refusal("perturbed_argmax_certified", arguments);
}
std::optional<std::string> unchanged_refusal(std::span<const Rational> arguments) {
  return mean_refusal("perturbed_argmax_unchanged", arguments);
}
std::optional<std::string> mean_rank_refusal(std::span<const Rational> arguments) {
  return mean_refusal("perturbed_hardmax_rank", arguments);
}
std::optional<std::string> violations_refusal(std::span<const Rational> arguments) {
  return refusal_of("perturbed_argmax_violations", kArguments, arguments);
}
std::optional<std::string> ratio_refusal(std::span<const Rational> arguments) {
  return refusal_of("perturbed_entry_ratio", kRatioArguments, arguments);
}
std::optional<std::string> rank_refusal(std::span<const Rational> arguments) {
  return refusal_of("perturbed_rank_excess", kArguments, arguments);
}

PerturbedScores sampled(const MeasureRequest& request, std::uint32_t trial) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  return enclose_perturbed_scores(query_key_vectors({n, d, request.seed, trial}), d,
                                  input_perturbation(n, request.arguments[2], request.seed, trial));
}

PerturbedScores sampled_once(const MeasureRequest& request) {
  WorkMeter meter(request, 1);
  meter.poll();
  PerturbedScores scores = sampled(request, 0);
  meter.advance(1);
  return scores;
}

[[noreturn]] void fail_undecided(std::size_t trial) {
  throw LimitError("perturbed argmax: a row of trial " + std::to_string(trial) + " is too close to call");
}

using Observe = std::function<Rational(const PerturbedScores&, std::size_t trial)>;

/// One observation a trial, each in [least, greatest].
MeasuredSample measure_trials(const MeasureRequest& request, const Observe& observe, const Rational& least,
                              const Rational& greatest) {
  const std::size_t trials = integer_argument(request.arguments, 3);
  std::vector<Rational> observations(trials);
  WorkMeter meter(request, trials);
  for_each_trial(integer_argument(request.arguments, 0), trials, [&](std::size_t trial) {
    meter.poll();
    observations[trial] = observe(sampled(request, static_cast<std::uint32_t>(trial)), trial);
    meter.advance(1);
  });
  return {std::move(observations), least, greatest, std::string(kMethod) + "; independent trials from Philox streams"};
}

/// The share of rows for which `field` is yes.
MeasuredSample measure_share(const MeasureRequest& request, Truth PerturbedRow::*field) {
  const auto share = [field](const PerturbedScores& scores, std::size_t trial) {
    std::int64_t rows = 0;
    for (const PerturbedRow& row : scores.rows) {
      if (row.*field == Truth::unknown) fail_undecided(trial);
      rows += row.*field == Truth::yes ? 1 : 0;
    }
    return Rational(rows, static_cast<std::int64_t>(scores.rows.size()));
  };
  return measure_trials(request, share, 0, 1);
}

Measurement measure_mean_rank(const MeasureRequest& request) {
  const auto rank = [](const PerturbedScores& scores, std::size_t trial) {
    std::vector<std::uint32_t> pattern;
    for (const PerturbedRow& row : scores.rows) {
      if (!row.perturbed_argmax) fail_undecided(trial);
      pattern.push_back(*row.perturbed_argmax);
    }
    return Rational(pattern_rank(pattern, pattern.size()));
  };
  return measure_trials(request, rank, 1, static_cast<std::int64_t>(integer_argument(request.arguments, 0)));
}

Measurement measure_certified(const MeasureRequest& request) { return measure_share(request, &PerturbedRow::certified); }
Measurement measure_unchanged(const MeasureRequest& request) { return measure_share(request, &PerturbedRow::unchanged); }

MeasuredEnclosure enclosure(Rational lower, Rational upper) {
  MeasuredEnclosure measured;
  measured.lower = std::move(lower);
  measured.upper = std::move(upper);
  measured.method = kMethod;
  return measured;
}

Measurement measure_violations(const MeasureRequest& request) {
  std::int64_t sure = 0;
  std::int64_t possible = 0;
  for (const PerturbedRow& row : sampled_once(request).rows) {
    sure += row.certified == Truth::yes && row.unchanged == Truth::no ? 1 : 0;
    possible += row.certified != Truth::no && row.unchanged != Truth::yes ? 1 : 0;
  }
  return enclosure(sure, possible);
}

Measurement measure_ratio(const MeasureRequest& request) {
  const EnclosedNumber ratio = sampled_once(request).entry_ratio;
  if (!std::isfinite(ratio.upper)) throw LimitError("perturbed_entry_ratio: the bound is too near to 0; take a larger eps");
  return enclosure(from_double(ratio.lower), from_double(ratio.upper));
}

Measurement measure_rank(const MeasureRequest& request) {
  const PerturbedScores scores = sampled_once(request);
  const std::size_t n = scores.rows.size();
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> after;
  std::int64_t changed = 0;
  std::int64_t undecided = 0;
  for (const PerturbedRow& row : scores.rows) {
    before.push_back(row.argmax);
    if (row.perturbed_argmax) after.push_back(*row.perturbed_argmax);
    undecided += row.perturbed_argmax ? 0 : 1;
    changed += row.unchanged == Truth::no ? 1 : 0;
  }
  // an undecided row adds at most one rank and at most one change
  const auto rank = [n](const std::vector<std::uint32_t>& pattern) {
    return static_cast<std::int64_t>(pattern_rank(pattern, n));
  };
  const std::int64_t distance = std::abs(rank(after) - rank(before));
  return enclosure(std::max<std::int64_t>(0, distance - undecided) - changed - undecided, distance + undecided - changed);
}

constexpr const char* kSource = "proofs-notes/perturbed-inputs.md";

}  // namespace

Quantity perturbed_argmax_certified_quantity() {
  return {.name = "perturbed_argmax_certified",
          .signature = "perturbed_argmax_certified(n, d_h, eps, trials)",
          .meaning = "share of the rows whose gap is so large that the argmax of S' is that of S0 by the stability theorem "
                     "(one observation a trial)",
          .source = kSource,
          .kind = Quantity::Kind::sample,
          .arity = kMeanArguments.size(),
          .refusal = certified_refusal,
          .measure = measure_certified};
}

Quantity perturbed_argmax_unchanged_quantity() {
  return {.name = "perturbed_argmax_unchanged",
          .signature = "perturbed_argmax_unchanged(n, d_h, eps, trials)",
          .meaning = "share of the rows whose argmax is the same for the inputs with X X^T = I + E as for orthonormal ones "
                     "(one observation a trial)",
          .source = kSource,
          .kind = Quantity::Kind::sample,
          .arity = kMeanArguments.size(),
          .refusal = unchanged_refusal,
          .measure = measure_unchanged};
}

Quantity perturbed_argmax_violations_quantity() {
  return {.name = "perturbed_argmax_violations",
          .signature = "perturbed_argmax_violations(n, d_h, eps)",
          .meaning = "number of rows of one instance whose argmax the stability theorem says is unchanged, and is not",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = violations_refusal,
          .measure = measure_violations};
}

Quantity perturbed_entry_ratio_quantity() {
  return {.name = "perturbed_entry_ratio",
          .signature = "perturbed_entry_ratio(n, d_h, eps)",
          .meaning = "largest ratio, over the entries of one instance, of |S' - S0| to g (r_i + c_j) + g^2 ||S0||, r_i and "
                     "c_j the row and column norms of S0, g = 1 - sqrt(1 - ||E||)",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kRatioArguments.size(),
          .refusal = ratio_refusal,
          .measure = measure_ratio};
}

Quantity perturbed_hardmax_rank_quantity() {
  return {.name = "perturbed_hardmax_rank",
          .signature = "perturbed_hardmax_rank(n, d_h, eps, trials)",
          .meaning = "rank of the hardmax attention matrix of inputs with X X^T = I + E (number of distinct argmax of S'; "
                     "one observation a trial)",
          .source = kSource,
          .kind = Quantity::Kind::sample,
          .arity = kMeanArguments.size(),
          .refusal = mean_rank_refusal,
          .measure = measure_mean_rank};
}

Quantity perturbed_rank_excess_quantity() {
  return {.name = "perturbed_rank_excess",
          .signature = "perturbed_rank_excess(n, d_h, eps)",
          .meaning = "how much the hardmax rank of one instance changes, minus the number of rows whose argmax changes",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = rank_refusal,
          .measure = measure_rank};
}

}  // namespace rankcert
