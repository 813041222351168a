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
  const Claim* claim;
  const Assertion* assertion;
  Assignment parameters;
};

/// A measured side, as the prover needs it.
struct Measured {
  Interval interval;
  Evidence evidence;
};

struct Result {
  Point point;
  Assignment hints;
  std::optional<Interval> left;
  std::optional<Interval> right;
  std::optional<Evidence> evidence;  ///< of the measured side
  std::string note;                  ///< why a side was not measured, or why nothing was decided
  Verdict verdict = Verdict::inconclusive;
};

struct ProverOptions {
  Limits limits{};
  slong max_precision_bits = 4096;
  const std::atomic<bool>* stop = nullptr;
};

/// Proves points of claims. One object serves one thread; it remembers values across points.
class Prover {
 public:
  explicit Prover(ProverOptions options) : options_(options) {}

  /// Decides the assertion at the point. `measured` is the measured side if the assertion has one; if it is missing,
  /// `reason` says why, and the verdict is `enclosed`. Precision starts at 64 bits and doubles until the comparison is
  /// decided or max_precision_bits is reached. Requires: the parameters pass `refusal`.
  /// Throws EvaluationError, Interrupted.
  [[nodiscard]] Result prove(const Point& point, const std::optional<Measured>& measured, const std::string& reason);

  /// An enclosure of a closed side, 64 bits first, doubling until it is finite and its relative width is below 2^-`bits`.
  /// Nothing if max_precision_bits is not enough.
  [[nodiscard]] std::optional<Interval> enclose(const Claim& claim, const Expression& closed, slong bits);

 private:
  [[nodiscard]] Evaluator& evaluator(const Claim& claim, slong bits);
  [[nodiscard]] Result prove_with(const Point& point, const Assignment& hints, const std::optional<Measured>& measured, const std::string& reason);

  ProverOptions options_;
  std::map<std::pair<const Claim*, slong>, std::unique_ptr<Evaluator>> evaluators_;
};

/// The certificate of a result. `tool` is the program's name and version.
[[nodiscard]] Certificate make_certificate(const Result& result, const std::string& tool);

/// The distance that the verdict rests on: positive where the relation holds between the intervals, negative where its
/// opposite does, nothing where a side is missing or they overlap.
[[nodiscard]] std::optional<Rational> margin(const Result& result);

}  // namespace rankcert
