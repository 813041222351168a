// Certificates: as they come, and with their digests put right, so that mutations reach the conditions behind C2.
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "checker/check_certificate.hpp"
#include "checker/example_claim.hpp"
#include "checker/prelude.hpp"
#include "exact/digest.hpp"
#include "fuzz/require_law.hpp"

using namespace rankcert;
using fuzz::require_law;
using nlohmann::json;

namespace {

CheckOptions options() {
  CheckOptions tight;
  tight.limits.max_depth = 60;
  tight.limits.max_number_digits = 2'000;
  tight.limits.max_exact_bits = 1U << 14U;
  tight.limits.max_call_depth = 200;
  tight.limits.max_terms = 1'000;
  tight.limits.max_work = 2'000;
  tight.max_precision_bits = 256;
  return tight;
}

/// A checker remembers the claims it met, which makes it quick; now and then it starts anew.
Checker& checker_of_now() {
  static std::unique_ptr<Checker> checker;
  static unsigned checks = 0;
  if (checks++ % 256 == 0) checker = std::make_unique<Checker>(options());
  return *checker;
}

void check(std::string_view text) {
  Checker& checker = checker_of_now();
  const CheckReport report = checker.check(text);
  require_law(report.accepted == report.reason.empty(), "what is refused has a reason, what is accepted has none");
  require_law(report.accepted == (report.certificate != nullptr), "what is accepted is handed on");
  require_law(report.reason.find_first_of("\n\r\x1b") == std::string::npos, "a reason is one printable line");
  if (!report.accepted) return;
  const std::string written = write_certificate(*report.certificate);
  const CheckReport again = checker.check(written);
  require_law(again.accepted && again.verdict == report.verdict, "what is accepted, written again, is accepted with the same verdict");
  require_law(write_certificate(*again.certificate) == written, "writing is stable");
}

/// The text with right digests, and with a claim where its text is empty, so that inputs are short and mutations meet the
/// fields of the certificate. Nothing if it is no JSON object with those fields.
std::string with_digests(std::string_view text) {
  json body = json::parse(text.begin(), text.end(), nullptr, false);
  if (!body.is_object() || !body.contains("claim") || !body["claim"].is_object() || !body["claim"].contains("text") || !body["claim"]["text"].is_string()) return {};
  try {
    if (body["claim"]["text"] == "") body["claim"]["text"] = test::example_claim_text();
    body["claim"]["digest"] = sha256(body["claim"]["text"].get<std::string>());
    body["prelude"] = prelude_digest();
    body.erase("digest");
    body["digest"] = sha256(body.dump());
    return body.dump();
  } catch (const json::exception&) {
    return {};  // bytes that are no UTF-8
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > fuzz::most_bytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text);
  if (const std::string right = with_digests(text); !right.empty()) check(right);
  return 0;
}
