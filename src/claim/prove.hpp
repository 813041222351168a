// The prover: finds the hints, the precision and the intervals that decide an assertion at a point. Nothing it finds is
// trusted; the checker repeats what matters.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "checker/certificate.hpp"
#include "checker/claim_text.hpp"
#include "enclosure/evaluate.hpp"

namespace rankcert {

/// An assertion of a claim at a point.
struct Point {
  const Claim* claim;          ///< outlives the point
  const Assertion* assertion;  ///< one of its own
  Assignment parameters;       ///< exactly those of the assertion
};

/// A measured side, as the prover needs it.
struct Measured {
  Interval interval;  ///< what was found
  Evidence evidence;  ///< how
};

/// What a proof at a point found.
struct Result {
  Point point;                              ///< what was asked
  Assignment hints;                         ///< the free choices that were made
  std::optional<Interval> left;             ///< of the left side
  std::optional<Interval> right;            ///< of the right side
  std::optional<Evidence> evidence;         ///< of the measured side
  std::string note;                         ///< why a side was not measured, or why nothing was decided
  Verdict verdict = Verdict::inconclusive;  ///< what the intervals say
};

/// How hard the prover may try.
struct ProverOptions {
  Limits limits{};                          ///< of every formula
  slong max_precision_bits = 4096;          ///< working precision ends there
  const std::atomic<bool>* stop = nullptr;  ///< polled; when set, Interrupted is thrown
};

/// Proves points of claims. One object serves one thread; it remembers values across points.
class Prover {
 public:
  /// A prover that remembers nothing yet.
  explicit Prover(ProverOptions options) : options_(options) {}

  /// Decides the assertion at the point. `measured` is the measured side if the assertion has one; if it is missing,
  /// `reason` says why, and the verdict is `enclosed`. Precision starts at 64 bits and doubles until the comparison is
  /// decided or max_precision_bits is reached. Requires: the parameters pass `refusal`.
  /// Of several hints the one with the strongest statement about a measured side is kept; between formulas, the first
  /// that decides as expected. Throws EvaluationError (a side has no value), which names the point, and Interrupted.
  [[nodiscard]] Result prove(const Point& point, const std::optional<Measured>& measured, const std::string& reason);

  /// The same with these hints alone.
  [[nodiscard]] Result prove_with(const Point& point, const Assignment& hints, const std::optional<Measured>& measured, const std::string& reason);

  /// What it was made with.
  [[nodiscard]] const ProverOptions& options() const { return options_; }

 private:
  [[nodiscard]] Evaluator& evaluator(const Claim& claim, slong bits);

  ProverOptions options_;
  std::map<std::pair<const Claim*, slong>, std::unique_ptr<Evaluator>> evaluators_;
};

/// "claim assertion d=64 r=4", for messages.
[[nodiscard]] std::string point_name(const Point& point);

/// The ends of a value that is not complex, rounded outward to `bits`; nothing if it is not bounded.
[[nodiscard]] std::optional<Interval> interval_of(const Value& value, slong bits);

/// The first candidate of every hint of the assertion.
[[nodiscard]] Assignment first_hints(const Claim& claim, const Assertion& assertion);

/// Candidate `step` of every hint of the assertion, the last one of a hint that has fewer: all advance together.
[[nodiscard]] Assignment hints_at(const Claim& claim, const Assertion& assertion, std::size_t step);

/// The number of steps until every hint of the assertion is at its last candidate; 1 without hints.
[[nodiscard]] std::size_t hint_steps(const Claim& claim, const Assertion& assertion);

/// The interval of the formula that a measured side is compared with; of the left one, if both sides are formulas.
[[nodiscard]] const std::optional<Interval>& predicted(const Result& result);

/// The interval of the other side.
[[nodiscard]] const std::optional<Interval>& compared(const Result& result);

/// Whether the formula has the value at which its claim says nothing (a lower bound of 0).
[[nodiscard]] bool is_vacuous(const Result& result);

/// Whether there is anything to certify: every side that is a formula has an interval.
[[nodiscard]] bool is_certifiable(const Result& result);

/// The certificate of a result. `tool` is the program's name and version. Requires: is_certifiable(result).
[[nodiscard]] Certificate make_certificate(const Result& result, const std::string& tool);

/// The result that the certificate records; the claim is the one of its text and outlives it. The inverse of
/// make_certificate, but for the note. Requires: the checker accepted the certificate.
[[nodiscard]] Result recorded_result(const Certificate& certificate, const Claim& claim);

/// The distance that the verdict rests on: at least 0 where the relation holds between the intervals, at most 0 where it
/// does not, nothing where a side is missing or they overlap.
[[nodiscard]] std::optional<Rational> margin(const Result& result);

}  // namespace rankcert
