// A certificate: one assertion of one claim at one point, with everything that its check needs.
// The format is specified in proofs-notes/certificate-format.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/verdict.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

inline constexpr std::string_view certificate_schema = "rankcert-certificate/1";

/// What was measured.
struct Evidence {
  std::string seed;    ///< decimal
  std::string method;  ///< how, in words
  /// A sample: `alpha` is the error probability of the interval, which the checker derives from the observations.
  struct Sample {
    std::vector<Rational> observations;  ///< in the order they were made
    Rational least;                      ///< no observation can be below
    Rational greatest;                   ///< or above
    Rational alpha;                      ///< error probability of the interval
  };
  std::optional<Sample> sample;  ///< nothing: an enclosure by the quantity's own proof, which only a replay repeats
  std::map<std::string, std::vector<Rational>> witness{};  ///< exact numbers that fix the measured object where the seed does not
};

/// One side at the point.
struct RecordedSide {
  std::string text;                  ///< closed formula, or the quantity with closed arguments
  std::optional<Interval> interval;  ///< nothing: not measured
  std::optional<Evidence> evidence;  ///< present exactly for a measured side
};

/// The fields of the format, read.
struct Certificate {
  std::string tool;                 ///< name and version of what wrote it
  std::string claim_id;             ///< the claim's id
  std::string claim_digest;         ///< the digest of its text
  std::string claim_text;           ///< the whole claim file
  std::string prelude_digest;       ///< of the definitions that every claim shares
  std::string assertion;            ///< the assertion's name
  std::vector<std::string> lemmas;  ///< the lemmas that it names
  Assignment parameters;            ///< the point
  Assignment hints;                 ///< the prover's free choices
  RecordedSide left;                ///< left side
  Relation relation;                ///< what is asserted between the sides
  RecordedSide right;               ///< right side
  Verdict verdict;                  ///< what the recorded intervals say
};

/// The file's text: indented JSON with sorted keys and the digest of its canonical form.
[[nodiscard]] std::string write_certificate(const Certificate& certificate);

/// The digest of its canonical form, which stands in the file.
[[nodiscard]] std::string certificate_digest(const Certificate& certificate);

/// The largest file that is read.
struct CertificateLimits {
  std::size_t max_bytes = 64U << 20U;      ///< of the file
  std::size_t max_depth = 16;              ///< nesting of the JSON
  std::size_t max_containers = 10'000;     ///< objects and arrays
  std::size_t max_number_digits = 20'000;  ///< of one number
};

/// Reads a certificate and checks its form and its digest, nothing else. Throws InputError if it is malformed (exactly
/// the fields of the format, no duplicate keys, canonical numbers), Error with Failure::refused if the digest is wrong.
[[nodiscard]] Certificate parse_certificate(std::string_view text, const CertificateLimits& limits = {});

}  // namespace rankcert
