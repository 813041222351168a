// Certificates on disk, checked by the kernel, with the measurements that they record repeated where that is asked for.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/check_certificate.hpp"

namespace rankcert {

/// What another checker, which shares no arithmetic with the kernel, says about a certificate.
struct SecondOpinion {
  /// How it comes out.
  enum class Stance {
    confirmed,   ///< every condition of the format holds
    refused,     ///< one is proved to fail
    no_opinion,  ///< neither: it has no method for something in it
  };
  Stance stance;       ///< how it comes out
  std::string reason;  ///< why it is refused or undecided; empty if confirmed
};
/// "confirmed", "refused" or "no opinion".
[[nodiscard]] std::string_view to_text(SecondOpinion::Stance stance);

/// What Coq says about an accepted certificate.
struct CoqOpinion {
  /// How it comes out.
  enum class Stance {
    proved,       ///< the theorem made of its comparison is checked
    refused,      ///< Coq does not take the proof
    not_carried,  ///< no theorem could be made of it, or a limit on time or memory ended Coq
  };
  Stance stance;       ///< how it comes out
  std::string reason;  ///< why it is refused or not carried; empty if proved
};
/// "proved", "refused" or "not carried".
[[nodiscard]] std::string_view to_text(CoqOpinion::Stance stance);

/// What is asked of certificates.
struct VerifyPolicy {
  CheckOptions check{};               ///< limits of the checker
  bool replay = false;                ///< repeat the recorded measurements too
  bool allow_other_text = false;      ///< accept a claim that has a known claim's id but another text
  std::vector<std::string> claims{};  ///< files of claims: certificates of their ids must have their text
  std::function<SecondOpinion(std::string_view)> second{};  ///< asked about the text of every certificate; empty: nobody is
  std::function<CoqOpinion(const Certificate&, const Claim&)> coq{};  ///< asked about every accepted certificate; likewise
};

/// How one file came out.
struct VerifiedFile {
  std::string file;       ///< its path
  std::string verdict;    ///< "accepted certified", "refused", "unreadable"
  std::string reason;     ///< why it is refused, or what it is about and what was (not) replayed
  int code = 0;           ///< exit code of this file alone
  bool replayed = false;  ///< its measurement was repeated and agrees
  CheckReport check{};    ///< accepted exactly if the file is
  std::optional<SecondOpinion> second{};  ///< if the policy asks for one and the file could be read
  bool disputed = false;  ///< the kernel accepts and the second opinion refuses, or the other way round; never accepted
  std::optional<CoqOpinion> coq{};  ///< if the policy asks for one and the kernel accepts; what Coq refuses is not accepted

  /// Whether the checker accepted it.
  [[nodiscard]] bool accepted() const { return check.accepted; }
  /// Whether its comparison came out one way or the other.
  [[nodiscard]] bool decided() const { return check.accepted && is_decided(check.standing); }
};

/// Whether the second opinion was asked and confirmed it.
[[nodiscard]] inline bool is_confirmed(const VerifiedFile& file) { return file.second && file.second->stance == SecondOpinion::Stance::confirmed; }
/// Whether Coq was asked and took the proof.
[[nodiscard]] inline bool is_proved_in_coq(const VerifiedFile& file) { return file.coq && file.coq->stance == CoqOpinion::Stance::proved; }

/// Files as given; a folder stands for the .json files below it, sorted. A folder without any stands for nothing.
/// Throws InputError for a folder that cannot be read.
[[nodiscard]] std::vector<std::string> certificate_files(const std::vector<std::string>& paths);

/// Checks files; claims met before are remembered.
class Verifier {
 public:
  /// Throws InputError if a claim file of the policy cannot be read.
  explicit Verifier(VerifyPolicy policy);

  /// Checks one file. What a second opinion or Coq refuses is not accepted, whatever the kernel says. Throws Interrupted
  /// only (and what the policy's questions throw): what is wrong with the file is in the result.
  [[nodiscard]] VerifiedFile verify(const std::string& file);

  /// The claim of an accepted certificate. It lives as long as the verifier.
  [[nodiscard]] const Claim& claim_of(const VerifiedFile& accepted) const { return *checker_.find_claim(accepted.check.claim_digest); }

 private:
  [[nodiscard]] VerifiedFile judge(const std::string& file, CheckReport report);
  void ask_second(VerifiedFile& result, const CheckReport& report, const std::string& text) const;
  void ask_coq(VerifiedFile& result) const;
  VerifyPolicy policy_;
  Checker checker_;
  std::map<std::string, std::string, std::less<>> digests_;  ///< of known claims, by id
};

}  // namespace rankcert
