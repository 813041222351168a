// A certificate as a Coq file: Definitions for the two sides, lemmas that enclose them, and the theorem that compares them.
//
// What the file proves: the closed inequality of the certificate, in Coq's reals, with nothing of this program to trust but
// that the Definitions say what the closed formula says. A measured side stands in it as the recorded end of its interval.
// Coq 8.16 with coq-interval 4.6 checks it; what the tactics cannot carry is refused in words.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "checker/certificate.hpp"
#include "checker/claim_text.hpp"

namespace rankcert::coq {

/// A file for coqc.
struct CoqFile {
  std::string text;       ///< the whole file, but for `assumptions_command`
  std::string statement;  ///< the theorem in one line, as the file has it
};

/// The last line of an exported file: Coq lists the axioms that the theorem rests on, which takes it longer than many a
/// proof, so that it is left out where nobody reads the list.
inline constexpr std::string_view assumptions_command = "\nPrint Assumptions point.\n";

/// The file that proves what the certificate's verdict says. Requires: a kernel accepted the certificate, whose claim
/// text is that of `claim`. Throws NotCarried, naming the construct, where the tactics of Coq cannot carry it (and for
/// a verdict that compares nothing); what an evaluation throws; Interrupted.
[[nodiscard]] CoqFile coq_file(const Certificate& certificate, const Claim& claim, const std::atomic<bool>* stop = nullptr);

/// `text` fit for a comment of Coq: one that it can neither end nor open, nor a string in it.
[[nodiscard]] std::string comment_text(std::string text);

}  // namespace rankcert::coq
