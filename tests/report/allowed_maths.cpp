#include "report/allowed_maths.hpp"

#include <doctest/doctest.h>

#include "claim/claim_library.hpp"
#include "report/prose.hpp"
#include "report/side_latex.hpp"

using namespace rankcert;

TEST_CASE("allowed maths: what papers write") {
  for (const char* formula : {"", "n<n+1", "E\\|f-T\\|^2\\ \\ge\\ \\tfrac12\\sum_{l\\ \\mathrm{odd}}\\eta_l^2", "\\frac\\pi2 x^\\top", "x'^2_1", "x''",
                              "\\left(\\frac{a}{b}\\right)^{1/2}", "\\Big[\\sqrt[3]{x}\\Big]", "\\begin{cases}1&\\text{if }x>0\\\\0&\\text{otherwise}\\end{cases}",
                              "\\left\\{x\\right.", "{}^2_3", "\\mathbb R^d", "\\texttt{random\\_heads}(n)", "f\\colon A\\to B", "x^{y^{z}}"}) {
    CHECK_MESSAGE(is_allowed_maths(formula), formula);
  }
}

TEST_CASE("allowed maths: every statement and formula of the built-in claims") {
  for (const EmbeddedText& text : built_in_claims()) {
    const Claim claim = load_claim(std::string(text.name));
    for (const std::string& prose : {claim.statement, claim.published}) {
      for (const ProseSpan& span : parse_prose(prose)) {
        if (span.kind == ProseSpan::Kind::maths || span.kind == ProseSpan::Kind::display) CHECK_MESSAGE(is_allowed_maths(span.text), claim.id, ": ", span.text);
      }
    }
    for (const Assertion& assertion : claim.assertions) CHECK_MESSAGE(is_allowed_maths(assertion_latex(assertion)), claim.id, ": ", assertion_latex(assertion));
  }
}

TEST_CASE("allowed maths: nothing that reads, writes, defines, repeats or changes the language") {
  for (const char* formula : {"\\input{x}", "\\input x", "\\include{x}", "\\openin1=x", "\\read1 to\\x", "\\write18{ls}", "\\immediate\\write18{ls}", "\\openout1=x",
                              "\\def\\x{}", "\\gdef\\le{}", "\\let\\le\\input", "\\newcommand{\\x}{}", "\\catcode`\\$=12", "\\csname input\\endcsname", "\\expandafter\\x",
                              "\\loop\\iftrue\\repeat", "\\special{x}", "\\pdffiledump{x}", "\\href{u}{x}", "\\url{u}", "\\includegraphics{x}", "\\verb|x|", "\\usepackage{x}",
                              "^^5cinput{x}", "x^^2", "\\unknown", "\\@x", "\\begin{verbatim}x\\end{verbatim}", "\\begin{document}\\end{document}", "\\end{document}",
                              "\\left\\input", "\\frac\\input x", "x^\\input", "\\text{\\input{x}}", "\\text{$\\input{x}$}", "\\mathrm{\\input{x}}", "\\directlua{x}",
                              "\\begin{cases}\\input{x}\\end{cases}", "\\sqrt[\\input{x}]{y}", "\\par", "\\tag{1}", "\\label{x}", "\\hspace{1em}"}) {
    CHECK_MESSAGE(!is_allowed_maths(formula), formula);
  }
}

TEST_CASE("allowed maths: nothing that leaves TeX in another state or with an error") {
  for (const char* formula : {"{", "}", "}{", "\\{{", "x^", "x_", "^{", "x^2^3", "x_1_2", "x'^2'", "x^2'", "\\frac{1}", "\\frac1", "\\frac\\frac1", "\\sqrt", "\\sqrt[", "\\sqrt[2",
                              "\\left(", "\\right)", "\\left(x", "\\left(\\frac{1}{2\\right)}", "\\left x\\right x", "\\big", "\\begin{cases}", "\\end{cases}",
                              "\\begin{cases}a\\end{matrix}", "{\\begin{cases}a}\\end{cases}", "\\begin{cases}a&b&c\\end{cases}", "a&b", "a\\\\b", "\\begin{gathered}a&b\\end{gathered}",
                              "\\begin{cases}a\\\\[9cm]b\\end{cases}", "\\begin{cases}{a&b}\\end{cases}", "#1", "50%", "a$b", "\\", "x^\\sin", "\\hat", "\\text{a_b}", "\\text{a{b}}", "\\text x",
                              "\xC3\xBC", "\x01", "^\\frac12"}) {
    CHECK_MESSAGE(!is_allowed_maths(formula), formula);
  }
}

TEST_CASE("allowed maths: deep and long formulas are not") {
  CHECK_FALSE(is_allowed_maths(std::string(100, '{') + std::string(100, '}')));
  CHECK_FALSE(is_allowed_maths(std::string(100'000, 'x')));
  CHECK_FALSE(is_allowed_maths(std::string(1'000'000, '{')));
}
