#include "report/clean_text.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace rankcert;

TEST_CASE("clean text: what is valid and visible stays") {
  for (const char* text : {"", "plain", "\xC3\xBC\xE2\x89\xA4\xF0\x9D\x94\xB8", "\xED\x9F\xBF\xEE\x80\x80"}) CHECK(clean_text(text) == text);
}

TEST_CASE("clean text: bytes that are no UTF-8 become U+FFFD, one by one") {
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(clean_text("a\xFF" "b") == "a" + replaced + "b");
  CHECK(clean_text("\x80") == replaced);
  CHECK(clean_text("\xC0\xAF") == replaced + replaced);                        // overlong '/'
  CHECK(clean_text("\xE0\x80\xAF") == replaced + replaced + replaced);         // overlong in three bytes
  CHECK(clean_text("\xED\xA0\x80") == replaced + replaced + replaced);         // a surrogate
  CHECK(clean_text("\xF4\x90\x80\x80") == replaced + replaced + replaced + replaced);  // above U+10FFFF
  CHECK(clean_text("\xE2\x89") == replaced + replaced);                        // cut short
}

TEST_CASE("clean text: control characters become blanks") {
  CHECK(clean_text("a\nb\tc\x1B[31m\x7F") == "a b c [31m ");
  CHECK(clean_text(std::string("a\0b", 3)) == "a b");
  CHECK(clean_text("\xC2\x85\xE2\x80\xA8") == "  ");  // next line, line separator
}

TEST_CASE("clean text: marks that turn the direction of text and noncharacters become U+FFFD") {
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(clean_text("\xE2\x80\xAE") == replaced);  // right-to-left override
  CHECK(clean_text("\xE2\x81\xA6") == replaced);  // isolate
  CHECK(clean_text("\xEF\xBF\xBE") == replaced);  // U+FFFE, which XML 1.0 forbids
}

TEST_CASE("clean text: code points in order") {
  const std::string text = "a\xC3\xBC\xE2\x89\xA4\xF0\x9D\x94\xB8";
  std::vector<std::uint32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  CHECK(points == std::vector<std::uint32_t>{'a', 0xFC, 0x2264, 0x1D538});
}

TEST_CASE("clean text: a long text is cut between characters and says how much is missing") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcdef", 4) == "abcd... (2 bytes more)");
  CHECK(shortened("\xC3\xBC\xC3\xBC", 3) == "\xC3\xBC... (2 bytes more)");
}
