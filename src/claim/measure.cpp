#include "claim/measure.hpp"

#include "enclosure/mean_confidence.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong working_bits = 64;
constexpr slong confidence_bits = 128;
/// The ends of a confidence interval are searched among the multiples of 2^-20 of the range.
constexpr int search_steps = 20;

/// The largest multiple k/2^20 of the range for which `holds` is proved, given that it holds for k = 0 and, where it
/// holds at all, for every smaller k.
template <class Holds>
std::int64_t largest_multiple(const Holds& holds) {
  std::int64_t low = 0;
  std::int64_t high = std::int64_t{1} << search_steps;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (holds(middle) == Truth::yes ? low : high) = middle;
  }
  return low;
}

Interval confidence_interval(const MeasuredSample& sample, const Rational& alpha) {
  const BoundedSample bounded{sample.observations, sample.least, sample.greatest};
  const Rational unit = (sample.greatest - sample.least) / Rational(Integer(1) << search_steps);
  const std::int64_t below =
      largest_multiple([&](std::int64_t k) { return check_mean_at_least(bounded, sample.least + k * unit, alpha, confidence_bits); });
  const std::int64_t above =
      largest_multiple([&](std::int64_t k) { return check_mean_at_most(bounded, sample.greatest - k * unit, alpha, confidence_bits); });
  // Certificates hold dyadic ends, and a range such as [0, 4/5] gives others: outward.
  const auto end = [](const Rational& value) { return Ball::enclose(value, confidence_bits); };
  return {end(sample.least + below * unit).lower(confidence_bits), end(sample.greatest - above * unit).upper(confidence_bits)};
}

Measurement run(const Quantity& quantity, std::vector<Rational> arguments, const MeasureOptions& options,
                const std::map<std::string, std::vector<Rational>>* witness) {
  return quantity.measure({.arguments = std::move(arguments), .seed = options.seed, .witness = witness, .stop = options.stop, .progress = options.progress});
}

}  // namespace

std::optional<std::vector<Rational>> measured_arguments(const Claim& claim, const Side& side, const Assignment& parameters, const Limits& limits) {
  Evaluator evaluator(claim.definitions, working_bits, limits);
  std::vector<Rational> arguments;
  for (const auto& argument : side.arguments) {
    const Value value = evaluator.enclose(*substitute(argument, parameters));
    if (!is_exact(value)) return std::nullopt;
    arguments.push_back(std::get<Rational>(value));
  }
  return arguments;
}

Measured measure(const Quantity& quantity, std::vector<Rational> arguments, const MeasureOptions& options) {
  Measurement measurement = run(quantity, std::move(arguments), options, nullptr);
  Evidence evidence{.seed = std::to_string(options.seed), .method = {}, .sample = std::nullopt};
  if (auto* enclosed = std::get_if<MeasuredEnclosure>(&measurement)) {
    evidence.method = std::move(enclosed->method);
    evidence.witness = std::move(enclosed->witness);
    return {{enclosed->lower, enclosed->upper}, std::move(evidence)};
  }
  auto& sample = std::get<MeasuredSample>(measurement);
  evidence.method = std::move(sample.method);
  // A variable with a single possible value needs no search for its mean.
  Interval interval = sample.least == sample.greatest ? Interval{sample.least, sample.greatest} : confidence_interval(sample, options.alpha);
  evidence.sample = Evidence::Sample{std::move(sample.observations), sample.least, sample.greatest, options.alpha};
  return {std::move(interval), std::move(evidence)};
}

std::optional<std::string> replay(const Certificate& certificate, const Claim& claim, const MeasureOptions& options) {
  const Assertion& assertion = *claim.find_assertion(certificate.assertion);
  const bool left = assertion.left.is_measured();
  const Side& side = *assertion.measured_side();
  const RecordedSide& recorded = left ? certificate.left : certificate.right;
  const Evidence& evidence = *recorded.evidence;
  const Quantity* quantity = find_quantity(side.quantity);
  if (quantity == nullptr) return "this program has no quantity '" + side.quantity + "'";
  const auto arguments = measured_arguments(claim, side, certificate.parameters, {});
  if (!arguments) return "the arguments of the quantity are not exact";
  if (const auto reason = quantity->refusal(*arguments)) return "cannot be measured here: " + *reason;
  MeasureOptions again = options;
  again.seed = std::stoull(evidence.seed);
  const Measurement measurement = run(*quantity, *arguments, again, evidence.witness.empty() ? nullptr : &evidence.witness);
  if (const auto* sample = std::get_if<MeasuredSample>(&measurement)) {
    if (!evidence.sample) return "the recorded sample is missing";
    const bool same = sample->observations == evidence.sample->observations && sample->least == evidence.sample->least && sample->greatest == evidence.sample->greatest;
    if (!same) return "the seed gives other observations";
    return std::nullopt;
  }
  const auto& enclosed = std::get<MeasuredEnclosure>(measurement);
  if (evidence.sample) return "the quantity gives an enclosure, not a sample";
  // Another machine's arithmetic may give other ends, but both enclose the same number.
  if (enclosed.upper < recorded.interval->lower || recorded.interval->upper < enclosed.lower) return "the enclosure is disjoint from the recorded one";
  const Interval fresh{enclosed.lower, enclosed.upper};
  const Verdict verdict = decide(left ? fresh : certificate.left.interval, certificate.relation, left ? certificate.right.interval : fresh, false);
  if (verdict != certificate.verdict) return "the enclosure gives '" + std::string(to_text(verdict)) + "'";
  return std::nullopt;
}

}  // namespace rankcert
