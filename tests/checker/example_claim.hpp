// A small claim with every feature of the language of claims, and certificates of it: what the checker's tests change.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/certificate.hpp"

namespace rankcert::test {

/// The text of the example claim.
[[nodiscard]] std::string example_claim_text();

/// A certificate that holds, by the name of its case: "formulas", "enclosure", "sample", "enclosed", "refuted",
/// "inconclusive".
[[nodiscard]] Certificate example_certificate(const std::string& name);
[[nodiscard]] std::vector<std::string> example_names();

/// The certificate as JSON without its digest, and back to a file's text with the digest of what it then holds. The
/// canonical form is written here a second time, from proofs-notes/certificate-format.md.
[[nodiscard]] nlohmann::json body_of(const Certificate& certificate);
[[nodiscard]] std::string signed_text(const nlohmann::json& body);

/// A certificate of the example's first assertion with another claim text in it, correctly signed.
[[nodiscard]] std::string with_claim_text(const std::string& claim_text);

}  // namespace rankcert::test
