#include "report/latex_text.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("latex text: every character that TeX would obey is written as a command") {
  CHECK(latex_text("50% of $5 & #1_a^b~{x}\\y") ==
        "50\\% of \\$5 \\& \\#1\\_a\\textasciicircum{}b\\textasciitilde{}\\{x\\}\\textbackslash{}y");
  CHECK(latex_text("<a|b> \"q\" `c`") == "\\textless{}a\\textbar{}b\\textgreater{} \\textquotedblright{}q\\textquotedblright{} \\textasciigrave{}c\\textasciigrave{}");
  CHECK(latex_text("^^5cinput") == "\\textasciicircum{}\\textasciicircum{}5cinput");
  CHECK(latex_text("\\input{/etc/passwd}") == "\\textbackslash{}input\\{/etc/passwd\\}");
}

TEST_CASE("latex text: characters beyond ASCII") {
  CHECK(latex_text("\xCE\xB5 \xE2\x89\xA4 \xC3\xBC") == "$\\varepsilon$ $\\leq$ \xC3\xBC");
  CHECK(latex_text("\xF0\x9F\x98\x80\xE4\xB8\xAD") == "[U+1F600][U+4E2D]");
  CHECK(latex_text("\xFF") == "[U+FFFD]");
}

TEST_CASE("latex text: no ligatures of signs, and a line end is a blank") {
  CHECK(latex_text("a--b") == "a-{}-b");
  CHECK(latex_text("a\n\nb") == "a  b");
}

TEST_CASE("latex text: code may be broken after the signs that join it, and every 16 characters of a long word") {
  CHECK(latex_code("0123456789abcdef0123") == "\\texttt{0123456789abcdef\\allowbreak{}0123}");
  CHECK(latex_code("a/b_c") == "\\texttt{a/\\allowbreak{}b\\_\\allowbreak{}c}");
}

TEST_CASE("latex text: prose keeps mathematics that is allowed and shows the rest as source") {
  CHECK(latex_prose("For $n\\ge1$ *all* `a`.") == "For $n\\ge1$ \\emph{all} \\texttt{a}.");
  CHECK(latex_prose("$$x$$") == "\\[x\\]");
  CHECK(latex_prose("$\\input{x}$") == "\\texttt{\\$\\textbackslash{}input\\{x\\}\\$}");
  CHECK(latex_prose("$$}$$") == "\\texttt{\\$\\$\\}\\$\\$}");
}

TEST_CASE("latex text: numbers as mathematics") {
  CHECK(latex_number("-") == "--");
  CHECK(latex_number("-0.5") == "$-0.5$");
  CHECK(latex_number("1.5e-30") == "$1.5\\cdot10^{-30}$");
  CHECK(latex_number("[1e-30, 2e30]") == "$[1\\cdot10^{-30},\\, 2\\cdot10^{30}]$");
}
