// Claim files: read; what was read keeps the promises that the checker builds on.
#include <string>
#include <string_view>

#include "checker/claim_text.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"
#include "fuzz/require_law.hpp"

using namespace rankcert;
using fuzz::require_law;

namespace {

const Limits& limits() {
  static const Limits tight = [] {
    Limits some;
    some.max_depth = 60;
    some.max_number_digits = 300;
    some.max_exact_bits = 1U << 14U;
    some.max_call_depth = 200;
    some.max_terms = 1'000;
    some.max_work = 2'000;
    return some;
  }();
  return tight;
}

void check_parameter(const Parameter& parameter) {
  require_law(is_free_name(parameter.name), "a parameter has a name of the language");
  require_law(parameter.least <= parameter.greatest, "a range is not empty");
  if (parameter.fallback) require_law(!refusal(parameter, *parameter.fallback), "a default is allowed");
  for (const Rational& candidate : parameter.candidates) require_law(!refusal(parameter, candidate), "a candidate is allowed");
}

/// The assertion at the least values that its parameters may have.
void check_assertion(const Claim& claim, const Assertion& assertion) {
  require_law(claim.find_assertion(assertion.name) == &assertion, "an assertion is found by its name");
  Assignment values;
  Assignment hints;
  for (const std::string& name : assertion.parameters) values.emplace(name, claim.find_parameter(name)->least);
  for (const std::string& name : assertion.hints) hints.emplace(name, claim.find_hint(name)->least);
  (void)refusal(claim, assertion, values, hints, limits());
  for (const Side* side : {&assertion.left, &assertion.right}) {
    const std::string closed = closed_text(*side, values, hints);
    Limits longer = limits();
    longer.max_depth *= 4, longer.max_number_digits = 100'000, longer.max_text_bytes = 1U << 24U;
    (void)parse_formula(closed, longer);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > fuzz::most_bytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const Claim claim = parse_claim(text, "claim.toml", limits());
    require_law(claim.digest == sha256(text), "the digest is of the text");
    require_law(!claim.assertions.empty() && !claim.hypotheses.empty(), "a claim asserts something, under hypotheses");
    for (const Parameter& parameter : claim.parameters) check_parameter(parameter);
    for (const Parameter& hint : claim.hints) check_parameter(hint);
    for (const Assertion& assertion : claim.assertions) check_assertion(claim, assertion);
  } catch (const Error& error) {
    require_law(error.what()[0] != '\0', "an error says something");
  }
  return 0;
}
