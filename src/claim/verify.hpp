// Certificates on disk, checked by the kernel, with the measurements that they record repeated where that is asked for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "checker/check_certificate.hpp"

namespace rankcert {

/// What is asked of certificates.
struct VerifyPolicy {
  CheckOptions check{};               ///< limits of the checker
  bool replay = false;                ///< repeat the recorded measurements too
  bool allow_other_text = false;      ///< accept a claim that has a known claim's id but another text
  std::vector<std::string> claims{};  ///< files of claims: certificates of their ids must have their text
};

/// How one file came out.
struct VerifiedFile {
  std::string file;       ///< its path
  std::string verdict;    ///< "accepted certified", "refused", "unreadable"
  std::string reason;     ///< why it is refused, or what it is about and what was (not) replayed
  int code = 0;           ///< exit code of this file alone
  bool replayed = false;  ///< its measurement was repeated and agrees
  CheckReport check{};    ///< accepted exactly if the file is

  /// Whether the checker accepted it.
  [[nodiscard]] bool accepted() const { return check.accepted; }
  /// Whether its comparison came out one way or the other.
  [[nodiscard]] bool decided() const { return check.accepted && is_decided(check.standing); }
};

/// Files as given; a folder stands for the .json files below it, sorted. A folder without any stands for nothing.
/// Throws InputError for a folder that cannot be read.
[[nodiscard]] std::vector<std::string> certificate_files(const std::vector<std::string>& paths);

/// Checks files; claims met before are remembered.
class Verifier {
 public:
  /// Throws InputError if a claim file of the policy cannot be read.
  explicit Verifier(VerifyPolicy policy);

  /// Checks one file. Throws Interrupted only: what is wrong with the file is in the result.
  [[nodiscard]] VerifiedFile verify(const std::string& file);

  /// The claim of an accepted certificate. It lives as long as the verifier.
  [[nodiscard]] const Claim& claim_of(const VerifiedFile& accepted) const { return *checker_.find_claim(accepted.check.claim_digest); }

 private:
  VerifyPolicy policy_;
  Checker checker_;
  std::map<std::string, std::string, std::less<>> digests_;  ///< of known claims, by id
};

}  // namespace rankcert
