// Every byte of a certificate, changed: refused, or the very same content.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "checker/certificate.hpp"
#include "checker/check_certificate.hpp"
#include "checker/example_claim.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

struct Lanes {
  std::size_t tried = 0;
  std::size_t refused = 0;
  std::size_t same_content = 0;
};

/// Reads `text`; true if it is refused. If it is not, its content must be that of `original`.
void check_change(const std::string& text, const std::string& original, Lanes& lanes) {
  ++lanes.tried;
  try {
    const Certificate parsed = parse_certificate(text);
    REQUIRE(write_certificate(parsed) == original);
    ++lanes.same_content;
  } catch (const Error&) {
    ++lanes.refused;
  }
}

}  // namespace

TEST_CASE("mutations: each byte of each kind of certificate, several replacements") {
  Lanes lanes;
  for (const char* name : {"formulas", "enclosure", "sample", "enclosed"}) {
    const std::string original = write_certificate(test::example_certificate(name));
    REQUIRE(write_certificate(parse_certificate(original)) == original);
    // The claim's text is long and alike; it is sampled, everything else is changed byte by byte.
    const auto text_at = original.find("\"text\":");
    const auto text_end = original.find('\n', text_at);
    for (std::size_t at = 0; at < original.size(); ++at) {
      if (at > text_at + 20 && at + 20 < text_end && at % 7 != 0) continue;
      const auto byte = static_cast<unsigned char>(original[at]);
      for (const int replacement : {byte ^ 1, byte ^ 4, byte ^ 32, byte ^ 128, int{' '}, int{'0'}, int{'9'}, int{'"'}, int{'\\'}, 0}) {
        if (replacement == byte) continue;
        std::string changed = original;
        changed[at] = static_cast<char>(replacement);
        check_change(changed, original, lanes);
      }
    }
  }
  CHECK(lanes.tried > 20'000);
  CHECK(lanes.refused + lanes.same_content == lanes.tried);
  // Blanks between tokens are all that may change: a line break that becomes a blank.
  CHECK(lanes.same_content > 0);
  CHECK(lanes.refused > 90 * lanes.tried / 100);
}

TEST_CASE("mutations: each byte dropped, doubled, and the file cut short") {
  Lanes lanes;
  const std::string original = write_certificate(test::example_certificate("sample"));
  for (std::size_t at = 0; at < original.size(); at += 3) {
    std::string dropped = original;
    dropped.erase(at, 1);
    check_change(dropped, original, lanes);
    std::string doubled = original;
    doubled.insert(at, 1, original[at]);
    check_change(doubled, original, lanes);
    if (at + 2 < original.size()) CHECK_THROWS_AS((void)parse_certificate(original.substr(0, at)), Error);
  }
  CHECK(lanes.refused > lanes.same_content);
}
