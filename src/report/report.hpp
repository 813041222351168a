// A report: certificates that the checker accepted, ordered by claim and assertion. Every format is rendered from it.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "claim/plot.hpp"
#include "claim/prove.hpp"
#include "claim/verify.hpp"

namespace rankcert {

/// How an assertion is known. Each has one of these; a report never mixes them.
enum class Knowledge {
  proved,       ///< both sides are formulas: the notes prove it, the kernel encloses both
  enclosed,     ///< one side is measured and enclosed, by the proof of its quantity
  measured,     ///< one side is an estimate from a sample
  conjectured,  ///< its claim says that no note proves it
};
inline constexpr std::array all_knowledge{Knowledge::proved, Knowledge::enclosed, Knowledge::measured, Knowledge::conjectured};
[[nodiscard]] Knowledge knowledge_of(const Assertion& assertion);
[[nodiscard]] std::string_view to_text(Knowledge knowledge);

struct ReportedPoint {
  Result result;       ///< as the certificate has it
  std::string file;    ///< the certificate's path below the folder it was found in, or as given
  std::string digest;  ///< of the certificate
  std::optional<Rational> alpha;  ///< of a sample: the error probability of its interval
  bool replayed = false;          ///< the recorded measurement was repeated and agrees
  bool confirmed = false;         ///< the second opinion confirmed the certificate
  bool proved_in_coq = false;     ///< Coq checked the comparison
};

/// The order of the points of a claim: by assertion as the claim has them, then by the parameters as numbers.
[[nodiscard]] bool comes_before(const ReportedPoint& a, const ReportedPoint& b);

/// The points of one text of a claim, by assertion as the claim orders them, then by parameters.
struct ReportedClaim {
  const Claim* claim;
  std::vector<Plot> plots;  ///< of the claim's file; without any, one for each assertion with more than two values of a parameter
  std::vector<ReportedPoint> points;
};

struct RefusedFile {
  std::string file;
  std::string reason;
};

struct Report {
  std::vector<ReportedClaim> claims;  ///< by id
  std::vector<RefusedFile> refused;   ///< not rendered but as refused
  std::vector<std::string> tools;     ///< what wrote the certificates, sorted
  bool replayed = false;              ///< measurements were repeated
  bool second = false;                ///< the second opinion was asked about every certificate
  std::shared_ptr<const Verifier> verifier;  ///< owns the claims
};

/// Checks every certificate at the paths with the kernel and keeps what it accepts. Duplicate certificates of one point
/// (same claim text, assertion and parameters) after the first are refused. `progress` gets the fraction done and a file.
/// Throws InputError if there is no certificate at all, Interrupted.
[[nodiscard]] Report load_report(const std::vector<std::string>& paths, const VerifyPolicy& policy,
                                 const std::function<void(double, const std::string&)>& progress = [](double, const std::string&) {});

/// The exit code: the gravest of those of the points (undecided ones only if `strict`), 5 if a file was refused, 3 if
/// nothing is decided.
[[nodiscard]] int exit_code_of(const Report& report, bool strict);

}  // namespace rankcert
