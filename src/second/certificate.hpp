// A certificate file, read from its specification (proofs-notes/certificate-format.md) alone: conditions C1 and C2.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "second/strict_json.hpp"
#include "second/verdict.hpp"

namespace rankcert::second {

/// An estimate's evidence.
struct Sample {
  Rational alpha;                                                  ///< error probability of the interval
  Rational least;                                                  ///< no observation is below
  Rational greatest;                                               ///< or above
  std::vector<std::pair<Rational, unsigned long>> observations{};  ///< different values, each with how often it stands there
};

/// One side of the relation as recorded.
struct RecordedSide {
  bool measured = false;               ///< a quantity, not a formula
  std::string text{};                  ///< the closed formula, or the quantity with closed arguments
  std::optional<Bounds> bounds{};      ///< nothing: not measured
  std::optional<Sample> sample{};      ///< of an estimate
};

/// What a check needs of the fields. Those that no condition reads (tool, method, seed, witness) are checked for their form
/// and dropped.
struct Certificate {
  std::string claim_id;
  std::string claim_text;
  std::string claim_digest;
  std::string prelude;  ///< digest
  std::string assertion;
  std::vector<std::string> lemmas;
  std::map<std::string, Rational> parameters;
  std::map<std::string, Rational> hints;
  RecordedSide left;
  Relation relation = Relation::less;
  RecordedSide right;
  Verdict verdict = Verdict::inconclusive;
  bool digest_matches = false;  ///< C2
};

/// A sample of more different observations is not judged.
inline constexpr std::size_t max_different_observations = 1'000'000;

/// Reads a file's text. Throws InputError if it is not of the form that C1 asks for, LimitError if its sample has more than
/// max_different_observations different values.
[[nodiscard]] Certificate read_certificate(std::string_view text, const JsonLimits& limits = {});

}  // namespace rankcert::second
