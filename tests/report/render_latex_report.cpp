#include "report/render_latex_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "claim/claim_library.hpp"
#include "cli/process.hpp"
#include "report/allowed_maths.hpp"
#include "report/sample_report.hpp"

using namespace rankcert;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
  return found;
}

/// Braces that are no characters, opened less closed; -1000 if one closes what none opened.
int open_braces(const std::string& latex) {
  int open = 0;
  for (std::size_t i = 0; i < latex.size(); ++i) {
    if (latex[i] == '\\') ++i;
    else if (latex[i] == '{') ++open;
    else if (latex[i] == '}' && --open < 0) return -1000;
  }
  return open;
}

bool has_pdflatex() { return std::system("pdflatex --version >/dev/null 2>&1") == 0; }

/// What pdflatex says about the document, run as its user would with everything dangerous allowed; "" if all is well.
std::string complaint(const test::Folder& folder, const std::string& file) {
  const std::string command = "cd '" + folder.path() + "' && pdflatex -interaction=nonstopmode -shell-escape '" + file + "' >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  const std::string log = test::read(folder / (std::filesystem::path(file).stem().string() + ".log"));
  const auto error = log.find("\n! ");
  if (error != std::string::npos) return log.substr(error, 300);
  return status == 0 ? "" : "pdflatex failed without an error in its log";
}

const char* const hostile_texts[] = {
    "[ not closed",
    "[0,1]-valued",
    "\\input{/etc/passwd} $\\input{/etc/passwd}$ $$\\immediate\\write18{touch pwned}$$",
    "\\immediate\\write18{touch pwned}",
    "^^5cimmediate^^5cwrite18{touch pwned} $^^5cimmediate^^5cwrite18{touch pwned}$",
    "\\end{document} } } { \\begin{verbatim}",
    "% comment $% comment$ # ~ & _ ^ \\ { }",
    "$\\left( x$ $\\frac{1}$ $x^2^3$ $}$ $$ $",
    "\xCE\xB5 \xF0\x9F\x98\x80 \xE4\xB8\xAD \xD0\x96 \xC3\xBE $\xCE\xB5$",
};

}  // namespace

TEST_CASE("latex report: a document with the table, the statements, the hypotheses and every point") {
  const std::string latex = render_latex_report(test::sample_report().report);
  CHECK(count(latex, "\\documentclass") == 1);
  CHECK(count(latex, "\\begin{document}") == 1);
  CHECK(latex.ends_with("\\end{document}\n"));
  CHECK(open_braces(latex) == 0);
  CHECK(count(latex, "\\begin{longtable}") == count(latex, "\\end{longtable}"));
  CHECK(count(latex, "\\toprule") == 2 * count(latex, "\\begin{longtable}"));  // first head and head
  CHECK(has(latex, "For every $n$: $n<n+1$."));
  CHECK(has(latex, "\\item n is a natural number"));
  CHECK(has(latex, "Peano, 1889"));
  CHECK(count(latex, "n=\\allowbreak{}3") == 7);
  // verdict, proved, enclosed, measured, conjectured, tightest
  CHECK(has(latex, "\\texttt{sample} & \\textbf{contradicted} & 2/4 & 0/0 & 1/1 & 1/1 & 20 \\% & Peano, 1889 \\\\"));
}

TEST_CASE("latex report: hostile text is escaped, in mathematics too") {
  for (const char* text : hostile_texts) {
    const std::string latex = render_latex_report(test::hostile_report(text).report);
    CAPTURE(text);
    CHECK(open_braces(latex) == 0);
    const std::string body = latex.substr(latex.find("\\begin{document}"));
    for (const char* command : {"\\input", "\\write", "\\immediate", "^^"}) CHECK_MESSAGE(!has(body, command), command);
    CHECK(count(latex, "\\end{document}") == 1);
  }
}

TEST_CASE("latex report: pdflatex makes a document of it, and hostile text executes nothing" * doctest::test_suite("tex")) {
  if (!has_pdflatex()) {
    MESSAGE("skipped: there is no pdflatex (Debian: texlive-latex-recommended)");
    return;
  }
  const test::Folder folder;
  static_cast<void>(folder.write("sample.tex", render_latex_report(test::sample_report().report)));
  CHECK(complaint(folder, "sample.tex") == "");
  test::SampleReport empty;
  static_cast<void>(folder.write("empty.tex", render_latex_report(empty.report)));
  CHECK(complaint(folder, "empty.tex") == "");
  for (std::size_t i = 0; i < std::size(hostile_texts); ++i) {
    const std::string name = "hostile" + std::to_string(i) + ".tex";
    static_cast<void>(folder.write(name, render_latex_report(test::hostile_report(hostile_texts[i]).report)));
    CAPTURE(hostile_texts[i]);
    CHECK(complaint(folder, name) == "");
  }
  CHECK_FALSE(std::filesystem::exists(folder / "pwned"));
}

TEST_CASE("latex report: every built-in claim's statement, and the table in a document of somebody's" * doctest::test_suite("tex")) {
  if (!has_pdflatex()) {
    MESSAGE("skipped: there is no pdflatex (Debian: texlive-latex-recommended)");
    return;
  }
  const test::Folder folder;
  test::SampleReport sample;
  for (const EmbeddedText& text : built_in_claims()) {
    sample.claims.push_back(std::make_unique<Claim>(load_claim(std::string(text.name))));
    const Claim& claim = *sample.claims.back();
    ReportedClaim reported{.claim = &claim, .plots = {}, .points = {}};
    for (const Assertion& assertion : claim.assertions) {
      reported.points.push_back({.result = {.point = {.claim = &claim, .assertion = &assertion, .parameters = {{"n", 3}}}, .hints = {}, .left = {}, .right = {}, .evidence = {}, .note = "", .verdict = Verdict::enclosed},
                                 .file = "", .digest = "", .alpha = std::nullopt, .replayed = false});
    }
    sample.report.claims.push_back(std::move(reported));
  }
  static_cast<void>(folder.write("all.tex", render_latex_report(sample.report)));
  CHECK(complaint(folder, "all.tex") == "");
  static_cast<void>(folder.write("paper.tex", "\\documentclass{article}\\usepackage{booktabs,longtable,array}\\begin{document}Before\\input{all}After"
                                              "\\typeout{the paper goes on}\\end{document}\n"));
  CHECK(complaint(folder, "paper.tex") == "");
  CHECK(has(test::read(folder / "paper.log"), "the paper goes on"));
}

TEST_CASE("latex report: every command that is allowed in mathematics compiles, wherever it is allowed" * doctest::test_suite("tex")) {
  if (!has_pdflatex()) {
    MESSAGE("skipped: there is no pdflatex (Debian: texlive-latex-recommended)");
    return;
  }
  std::string statement;
  const auto add = [&](const std::string& formula) {
    INFO(formula);
    CHECK(is_allowed_maths(formula));
    statement += "$" + formula + "$\n\n";
  };
  for (const MathsCommand& command : allowed_maths_commands()) {
    const std::string name = "\\" + std::string(command.name);
    std::string braced = name + " ";
    std::string bare = name;
    for (int i = 0; i < command.arguments; ++i) braced += "{a}", bare += " a";
    add("x" + braced + "^2_1 y");
    add(bare + "\\pi");
    if (command.arguments == 0 && command.is_symbol) add("x^" + name + "_" + name + "\\frac" + name + name + "\\hat" + name + "\\sqrt" + name);
  }
  for (const std::string_view delimiter : allowed_maths_delimiters()) add("\\left" + std::string(delimiter) + " x\\right" + std::string(delimiter) + "\\big" + std::string(delimiter));
  for (const char* name : {"cases", "aligned", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"}) {
    add("\\begin{" + std::string(name) + "}a&b\\\\c&d\\end{" + name + "}^2_1");
  }
  add("\\begin{gathered}a\\\\b\\end{gathered}");
  add("\\text{a b'c}\\textrm{a}\\textit{a}\\textbf{a}\\textsf{a}\\texttt{a\\_b}\\mbox{a}");
  add("\\,\\;\\:\\!\\>\\ \\{\\}\\|\\_\\%\\#\\&\\$~.,;:!?()[]/|<>=+-*@");
  const test::Folder folder;
  const std::string document = "\\documentclass{article}\\usepackage{amsmath,amssymb}\\begin{document}\n" + statement + "\\end{document}\n";
  static_cast<void>(folder.write("commands.tex", document));
  CHECK(complaint(folder, "commands.tex") == "");
}
