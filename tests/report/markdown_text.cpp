#include "report/markdown_text.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("markdown text: what would be markup is text") {
  CHECK(markdown_text("a|b *c* _d_ `e` [f](g) <h> ~i~ $j$ &amp; \\k #l") ==
        "a\\|b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g) \\<h\\> \\~i\\~ \\$j\\$ \\&amp; \\\\k \\#l");
  CHECK(markdown_text("a\n\n# b") == "a  \\# b");
}

TEST_CASE("markdown text: a line that starts like a block is text") {
  CHECK(markdown_text("- a") == "\\- a");
  CHECK(markdown_text("+ a") == "\\+ a");
  CHECK(markdown_text("1. a") == "1\\. a");
  CHECK(markdown_text("12) a") == "12\\) a");
  CHECK(markdown_text("7.") == "7\\.");
  CHECK(markdown_text("    a") == "a");
  CHECK(markdown_text("===") == "\\===");
  CHECK(markdown_text("1.5 is a number") == "1.5 is a number");
  CHECK(markdown_text("   ").empty());
}

TEST_CASE("markdown text: no address becomes a link") {
  CHECK(markdown_text("see http://a.example") == "see http:<!-- -->//a.example");
  CHECK(markdown_text("WWW.a.example") == "WWW<!-- -->.a.example");
  CHECK(markdown_text("me@a.example") == "me@<!-- -->a.example");
}

TEST_CASE("markdown text: code holds everything, its own marks too") {
  CHECK(markdown_code("a*b|<c>") == "`a*b|<c>`");
  CHECK(markdown_code_in_table("a|b") == "`a\\|b`");
  CHECK(markdown_code("a`b``c") == "```a`b``c```");
  CHECK(markdown_code("`") == "`` ` ``");
  CHECK(markdown_code("") == "`  `");
  CHECK(markdown_code("a\nb") == "`a b`");
}

TEST_CASE("markdown text: prose with the mathematics that is allowed") {
  CHECK(markdown_prose("For $n_1*n_2$ *all* `a`.") == "For $`n_1*n_2`$ *all* `a`.");
  CHECK(markdown_prose("So $$x$$ holds.") == "So \n\n```math\nx\n```\n\nholds.");
  CHECK(markdown_prose("$\\href{javascript:x}{y}$") == "`$\\href{javascript:x}{y}$`");
  CHECK(markdown_prose("$$`$$").find("```math") == std::string::npos);
}
