// The second opinion on a certificate: the conditions of proofs-notes/certificate-format.md, checked on MPFI intervals with a
// reader, an evaluator and algorithms that share nothing with the kernel but the tree of formulas.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "second/certificate.hpp"
#include "second/claim.hpp"
#include "second/evaluate.hpp"

namespace rankcert::second {

/// How an opinion comes out.
enum class Stance {
  confirmed,   ///< every condition holds
  refused,     ///< a condition is proved to fail
  no_opinion,  ///< none is, and one could not be decided here
};

/// "confirmed", "refused", "no opinion".
[[nodiscard]] std::string_view to_text(Stance stance);

/// What was found.
struct Opinion {
  Stance stance = Stance::no_opinion;
  std::string reason{};                      ///< why it is refused or undecided, led by the condition; one printable line
  std::string subject{};                     ///< "claim assertion d=64 r=4", if the file could be read that far
  std::string claim_digest{};                ///< of the claim's text, if C4 holds
  std::shared_ptr<const Claim> claim{};      ///< likewise
  Verdict verdict = Verdict::inconclusive;   ///< the recorded verdict, if confirmed
  Verdict expected = Verdict::certified;     ///< what the claim expects, if confirmed
  bool measured = false;                     ///< a side rests on a recorded measurement, which is not repeated here
  std::optional<Rational> alpha{};           ///< error probability of a sample
};

/// How hard to try.
struct OpinionOptions {
  Limits limits{};                    ///< of every formula
  JsonLimits json_limits{};           ///< of every file
  mpfr_prec_t first_bits = 64;        ///< C8 begins there and doubles,
  mpfr_prec_t max_bits = 4096;        ///< and ends there
};

/// Gives opinions; claims and values met before are remembered. One object serves one thread.
class SecondChecker {
 public:
  explicit SecondChecker(OpinionOptions options = {});
  ~SecondChecker();
  SecondChecker(const SecondChecker&) = delete;
  SecondChecker& operator=(const SecondChecker&) = delete;

  /// The opinion on the text of a file. Throws nothing but what shows a broken machine (bad_alloc).
  [[nodiscard]] Opinion check(std::string_view text);

 private:
  struct Known;
  class Pass;
  OpinionOptions options_;
  std::map<std::string, std::unique_ptr<Known>> known_;  ///< by digest
};

}  // namespace rankcert::second
