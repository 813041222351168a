#include "checker/printable.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("printable: one line of whole characters, of at most so many bytes") {
  CHECK(printable("ab\ncd\x1b[1m\x7f") == "ab cd [1m ");
  CHECK(printable("abc", 3) == "abc");
  CHECK(printable("abcd", 3) == "abc");
  CHECK(printable("abcd", 0).empty());
  const std::string two_bytes = "\xC3\xA9";       // e with an acute accent
  const std::string three_bytes = "\xE2\x82\xAC";  // the sign of the euro
  CHECK(printable("a" + two_bytes, 3) == "a" + two_bytes);
  CHECK(printable("a" + two_bytes, 2) == "a");
  CHECK(printable(two_bytes + three_bytes + "z", 5) == two_bytes + three_bytes);
  CHECK(printable(two_bytes + three_bytes, 4) == two_bytes);
  CHECK(printable(two_bytes + three_bytes, 3) == two_bytes);
  // Bytes that are no text at all end too.
  CHECK(printable(std::string(9, '\x80'), 5).empty());
}
