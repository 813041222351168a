// The trusted checker: a certificate in, accepted or refused out. It recomputes; it believes no enclosure, hint or float
// in the file.
//
// Accepted means: the claim text in the file says that, under its hypotheses and the lemmas it names, `left relation
// right` is asserted at these parameters; each formula's value lies in the recorded interval; each sample's mean lies in
// the recorded interval with error probability alpha if the observations are genuine; and the recorded intervals give
// the recorded verdict. What is not promised: that observations and enclosures of measured quantities are genuine (a
// replay shows that), and that the theorem's hypotheses hold in the world.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "checker/certificate.hpp"
#include "checker/claim_text.hpp"

namespace rankcert {

/// The largest error probability at which a sample counts as evidence.
inline const Rational largest_alpha{1, 10};

/// The conditions of acceptance, checked in this order. Each refusal names the one that failed.
enum class Condition {
  form,          ///< C1: the format's fields and nothing else, canonical numbers, within the limits
  digest,        ///< C2: the digest of the canonical form
  prelude,       ///< C3: made with the prelude that this checker was built with
  claim,         ///< C4: the claim text has the recorded digest, reads without error, and has the recorded id
  assertion,     ///< C5: the claim has the assertion, with this relation and these lemmas
  parameters,    ///< C6: exactly the assertion's parameters and hints, in range, every requirement certified
  formulas,      ///< C7: each side's text is what the claim gives at these parameters
  enclosures,    ///< C8: each formula's value, recomputed, lies in its recorded interval
  confidence,    ///< C9: each sample's interval follows from its observations at its alpha
  verdict,       ///< C10: the recorded intervals give the recorded verdict
};
[[nodiscard]] std::string_view label(Condition condition);

/// What a check found.
struct CheckReport {
  bool accepted = false;  ///< every condition holds
  std::string reason;                ///< why it is refused, led by the condition's label; empty if accepted
  std::string subject;               ///< "claim assertion d=64 r=4", if the file could be read that far
  std::string claim_digest;  ///< of the claim's text
  Verdict verdict = Verdict::inconclusive;  ///< the recorded verdict, if accepted
  Standing standing = Standing::undecided;  ///< how it stands to what the claim expects, if accepted
  bool measured = false;             ///< a side rests on recorded measurements, which this check did not repeat
  std::optional<Rational> alpha;     ///< if a side is a sample: the error probability it is given for, for the reader to judge
  std::shared_ptr<const Certificate> certificate;  ///< if accepted
};

/// How hard a check may try.
struct CheckOptions {
  Limits limits{};                          ///< of every formula
  CertificateLimits certificate_limits{};   ///< of every file
  slong max_precision_bits = 4096;          ///< working precision ends there
  const std::atomic<bool>* stop = nullptr;  ///< polled; when set, Interrupted is thrown
};

/// Checks certificates; claims and values met before are remembered, so a folder of one claim is quick.
class Checker {
 public:
  /// A checker that has met no claim yet.
  explicit Checker(CheckOptions options = {});
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  /// Checks the text of one certificate. Throws only Interrupted and what shows a broken machine (bad_alloc).
  [[nodiscard]] CheckReport check(std::string_view text);

  /// The claim text of that digest, if a certificate with it was met and the text could be read.
  [[nodiscard]] const Claim* find_claim(const std::string& digest) const;

 private:
  struct Known;
  Known& known_claim(const Certificate& certificate);
  void check_enclosure(Known& known, const Certificate& certificate, const Side& side, const RecordedSide& recorded) const;
  void check_into(std::string_view text, CheckReport& report);
  CheckOptions options_;
  std::map<std::string, std::unique_ptr<Known>> known_;
};

}  // namespace rankcert
