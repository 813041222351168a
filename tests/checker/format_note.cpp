// proofs-notes/certificate-format.md says what the code does: its example is checked, its numbers are those of the code.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <set>

#include "checker/check_certificate.hpp"
#include "checker/prelude.hpp"
#include "checker/read_file.hpp"
#include "exact/digest.hpp"

using namespace rankcert;

namespace {

std::string note() { return read_file(std::string(RANKCERT_NOTES) + "/certificate-format.md"); }

/// The first fenced block of JSON, without its fences.
std::string example() {
  const std::string text = note();
  const auto open = text.find("```json\n");
  REQUIRE(open != std::string::npos);
  const auto from = open + 8;
  return text.substr(from, text.find("```", from) - from);
}

void keys_of(const nlohmann::json& json, const std::string& where, std::set<std::string>& keys) {
  if (!json.is_object()) return;
  for (const auto& item : json.items()) {
    keys.insert(where + item.key());
    if (where + item.key() != "parameters" && where + item.key() != "hints") keys_of(item.value(), where + item.key() + ".", keys);
  }
}

}  // namespace

TEST_CASE("format note: the worked example is accepted, or only its prelude is of another day") {
  const std::string text = example();
  const CheckReport report = Checker().check(text);
  CAPTURE(report.reason);
  const Certificate certificate = parse_certificate(text);  // form and digest hold in any case
  if (certificate.prelude_digest == prelude_digest()) CHECK(report.accepted);
  else CHECK(report.reason.starts_with("C3 "));
  CHECK(write_certificate(certificate) == text);
}

TEST_CASE("format note: names every field, every condition, the schema and the limits") {
  const std::string text = note();
  std::set<std::string> keys;
  keys_of(nlohmann::json::parse(example()), "", keys);
  for (const char* more : {"left.measure", "left.evidence.seed", "left.evidence.method", "left.evidence.witness", "left.evidence.sample.alpha",
                           "left.evidence.sample.least", "left.evidence.sample.greatest", "left.evidence.sample.observations"}) {
    keys.insert(more);
  }
  for (const std::string& key : keys) {
    CAPTURE(key);
    CHECK(text.find("`" + key.substr(key.rfind('.') + 1) + "`") != std::string::npos);
  }
  for (int i = 0; i <= static_cast<int>(Condition::verdict); ++i) {
    const std::string heading = "**" + std::string(label(static_cast<Condition>(i))) + "**";
    CAPTURE(heading);
    CHECK(text.find(heading) != std::string::npos);
  }
  CHECK(text.find(std::string(certificate_schema)) != std::string::npos);
  const CertificateLimits limits;
  CHECK(text.find(std::to_string(limits.max_bytes >> 20U) + " MiB") != std::string::npos);
  CHECK(text.find("depth " + std::to_string(limits.max_depth)) != std::string::npos);
  CHECK(text.find(std::to_string(limits.max_containers) + " objects") != std::string::npos);
  CHECK(text.find(std::to_string(limits.max_number_digits) + " digits") != std::string::npos);
}
