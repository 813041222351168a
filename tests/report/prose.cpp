#include "report/prose.hpp"

#include <doctest/doctest.h>

using namespace rankcert;
using Kind = ProseSpan::Kind;
using Spans = std::vector<ProseSpan>;

TEST_CASE("prose: mathematics, emphasis and code") {
  CHECK(parse_prose(" For $n$: *all* of $$x*y$$ in `c*d`.\n") ==
        Spans{{Kind::text, "For "}, {Kind::maths, "n"}, {Kind::text, ": "}, {Kind::emphasis, "all"}, {Kind::text, " of "}, {Kind::display, "x*y"},
              {Kind::text, " in "}, {Kind::code, "c*d"}, {Kind::text, "."}});
}

TEST_CASE("prose: an empty line parts paragraphs, another line end is a blank") {
  CHECK(parse_prose("a\nb\n\n\nc") == Spans{{Kind::text, "a b"}, {Kind::paragraph, ""}, {Kind::text, "c"}});
  CHECK(parse_prose("$a\nb$") == Spans{{Kind::maths, "a b"}});
}

TEST_CASE("prose: a delimiter without a partner is text") {
  CHECK(parse_prose("5 $ a `b") == Spans{{Kind::text, "5 $ a `b"}});
  CHECK(parse_prose("$a\n\nb$") == Spans{{Kind::text, "$a"}, {Kind::paragraph, ""}, {Kind::text, "b$"}});
  CHECK(parse_prose("2 * 3 * 4") == Spans{{Kind::text, "2 * 3 * 4"}});
  CHECK(parse_prose("*a $b* c$") == Spans{{Kind::text, "*a "}, {Kind::maths, "b* c"}});
  CHECK(parse_prose("``") == Spans{{Kind::text, "``"}});
  CHECK(parse_prose("").empty());
}

TEST_CASE("prose: an overlong text is cut") {
  const Spans spans = parse_prose(std::string(longest_prose + 5, 'x'));
  REQUIRE(spans.size() == 1);
  CHECK(spans.front().text.ends_with("... (5 bytes more)"));
}
