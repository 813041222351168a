#include "coq/small_certificate.hpp"

#include "coq/coq_file.hpp"

namespace rankcert::test {

SmallCertificate small_certificate(const std::string& left, const std::string& relation, const std::string& right, Verdict verdict,
                                   const std::string& definitions) {
  const std::string text = R"(id = "small"
title = "A comparison"
statement = "One side is below the other."
source = "a test"
note = "small"
hypotheses = ["n is a number"]

[parameters]
n = { type = "integer", range = "1..1000", meaning = "a number" }

)" + definitions + R"(
[[assert]]
name = "compared"
title = "Two formulas"
left = ''')" + left + R"('''
relation = ")" + relation + R"("
right = ''')" + right + R"('''
lemmas = ["small#1"]

[[suites.quick]]
assertions = ["compared"]
set = { n = "5" }
)";
  SmallCertificate small{.claim = parse_claim(text, "small.toml"), .certificate = {}};
  const Assertion& assertion = small.claim.assertions.front();
  Certificate& certificate = small.certificate;
  certificate.claim_id = small.claim.id;
  certificate.claim_digest = small.claim.digest;
  certificate.claim_text = text;
  certificate.assertion = assertion.name;
  for (const std::string& name : assertion.parameters) certificate.parameters[name] = 5;
  certificate.left.text = closed_text(assertion.left, certificate.parameters, {});
  certificate.right.text = closed_text(assertion.right, certificate.parameters, {});
  certificate.left.interval = certificate.right.interval = Interval{0, 0};
  certificate.relation = assertion.relation;
  certificate.verdict = verdict;
  return small;
}

std::string coq_text(const SmallCertificate& small) { return coq::coq_file(small.certificate, small.claim).text; }

}  // namespace rankcert::test
