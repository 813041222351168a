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
    std::vector<Rational> observations;
    Rational least;
    Rational greatest;
    Rational alpha;
  };
  std::optional<Sample> sample;  ///< nothing: an enclosure by the quantity's own proof, which only a replay repeats
  std::map<std::string, std::vector<Rational>> witness{};
};

/// One side at the point.
struct RecordedSide {
  std::string text;                  ///< closed formula, or the quantity with closed arguments
  std::optional<Interval> interval;  ///< nothing: not measured
  std::optional<Evidence> evidence;  ///< present exactly for a measured side
};

struct Certificate {
  std::string tool;  ///< name and version of what wrote it
  std::string claim_id;
  std::string claim_digest;
  std::string claim_text;
  std::string prelude_digest;
  std::string assertion;
  std::vector<std::string> lemmas;
  Assignment parameters;
  Assignment hints;
  RecordedSide left;
  Relation relation;
  RecordedSide right;
  Verdict verdict;
};

/// The file's text: indented JSON with sorted keys and the digest of its canonical form.
[[nodiscard]] std::string write_certificate(const Certificate& certificate);

struct CertificateLimits {
  std::size_t max_bytes = 64U << 20U;
  std::size_t max_depth = 16;
  std::size_t max_number_digits = 20'000;
};

/// Reads a certificate and checks its form and its digest, nothing else. Throws InputError if it is malformed (exactly
/// the fields of the format, no duplicate keys, canonical numbers), Error with Failure::refused if the digest is wrong.
[[nodiscard]] Certificate parse_certificate(std::string_view text, const CertificateLimits& limits = {});

}  // namespace rankcert
