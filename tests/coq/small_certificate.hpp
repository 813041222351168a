// Certificates of one comparison of two formulas, made as their reader needs them.
#pragma once

#include <string>

#include "checker/certificate.hpp"
#include "checker/claim_text.hpp"

namespace rankcert::test {

/// A claim with one assertion, and a certificate of it whose verdict is not checked.
struct SmallCertificate {
  Claim claim;
  Certificate certificate;
};

/// left relation right at n = 5; the formulas may use n, the prelude and the [[define]] tables of `definitions`.
[[nodiscard]] SmallCertificate small_certificate(const std::string& left, const std::string& relation, const std::string& right,
                                                 Verdict verdict = Verdict::certified, const std::string& definitions = "");

/// The file that the room writes for it.
[[nodiscard]] std::string coq_text(const SmallCertificate& small);

}  // namespace rankcert::test
