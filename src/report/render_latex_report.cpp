#include "report/render_latex_report.hpp"

#include <fmt/core.h>

#include <array>

#include "report/allowed_maths.hpp"
#include "report/findings.hpp"
#include "report/latex_text.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/side_latex.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

constexpr std::size_t margin_digits = 3;

// \@nodocument is \relax exactly after \begin{document}: then this file is a part of somebody's document.
constexpr std::string_view head =
    R"(% Written by rankcert. pdflatex makes a document of this file; in a document that loads booktabs, longtable
% and array, \input gives the table of claims alone.
\expandafter\ifx\csname @nodocument\endcsname\relax
  \let\rankcertwhole\undefined
\else
  \def\rankcertwhole{}
  \documentclass[a4paper,10pt]{article}
  \usepackage[margin=22mm]{geometry}
  \usepackage{amsmath,amssymb,array,booktabs,longtable}
  \setlength{\parindent}{0pt}
  \setlength{\parskip}{4pt plus 1pt}
  \setlength{\emergencystretch}{4em}
  \title{Theorems checked with numbers}
  \author{rankcert}
  \date{}
  \begin{document}
  \maketitle
\fi
)";

constexpr std::string_view end_of_table = R"(\ifdefined\rankcertwhole\else\expandafter\endinput\fi
)";

std::string opening(const Report& report) {
  const Tally tally = tally_of(points_of(report));
  const std::string refused = report.refused.empty() ? "" : fmt::format(" {} files are refused.", report.refused.size());
  return fmt::format(
      "\\ifdefined\\rankcertwhole\n{} claims at {} points: {} certified, {} supported by an estimate, {} refuted, {} inconclusive; at {} a bound is\n"
      "enclosed and nothing was compared. {} of {} decided points came out as their claims expect.{}\n"
      "Points by what checked them: {}.\n"
      "Numbers are rounded toward the other side: what holds as printed holds. The proofs are in the notes; the hypotheses are the\n"
      "reader's to check.\n\\fi\n",
      report.claims.size(), tally.points, tally.certified, tally.supported, tally.refuted, tally.inconclusive,
      tally.enclosed, tally.as_expected, tally.decided(), refused, trust_text(trust_counts(points_of(report))));
}

std::string claim_verdict(const ReportedClaim& claim) {
  const Status status = status_of(claim);
  const std::string words = latex_text(in_words(status));
  return status == Status::contradicted || status == Status::undecided ? "\\textbf{" + words + "}" : words;
}

std::string knowledge_cell(const ReportedClaim& claim, Knowledge knowledge) {
  const Tally tally = tally_of(claim, knowledge);
  return tally.points == 0 ? "--" : fmt::format("{}/{}", tally.as_expected, tally.points - tally.enclosed);
}

std::string claim_row(const Report& report, const ReportedClaim& claim) {
  const Tally tally = tally_of(points_of(claim));
  std::string row = latex_code(claim_label(report, *claim.claim)) + " & " + claim_verdict(claim);
  for (const Knowledge knowledge : all_knowledge) row += " & " + knowledge_cell(claim, knowledge);
  const std::string tightest =
      tally.tightest == nullptr ? "--" : latex_text(percent_text(*relative_margin(*tally.tightest)));
  return row + " & " + tightest + " & " + latex_text(claim.claim->source) + " \\\\[2pt]\n";
}

std::string claims_table(const Report& report) {
  constexpr std::string_view headings = "claim & verdict & proved & enclosed & measured & conj. & tightest & source \\\\\n";
  std::string text =
      "{\\footnotesize\\setlength{\\tabcolsep}{3pt}\n"
      "\\begin{longtable}{>{\\raggedright\\arraybackslash}p{0.17\\linewidth}lrrrrr>{\\raggedright\\arraybackslash}p{0.27\\linewidth}}\n";
  text += fmt::format(
      "\\toprule\n{0}\\midrule\n\\endfirsthead\n\\toprule\n{0}\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
      headings);
  for (const ReportedClaim& claim : report.claims) text += claim_row(report, claim);
  if (report.claims.empty()) text += "no claim & & & & & & & \\\\\n";
  text +=
      "\\end{longtable}\n"
      "Columns proved, enclosed (one side measured and enclosed), measured (one side estimated) and conjectured: points that came out as expected, of\n"
      "those compared. Tightest: the least distance between the sides as a share of what was compared, rounded down.\\par}\n";
  return text;
}

/// What is asserted, as mathematics; its text where a formula is beyond what is allowed.
std::string comparison_latex(const Assertion& assertion) {
  const std::string formula = assertion_latex(assertion);
  if (is_allowed_maths(formula)) return "$" + formula + "$";
  return latex_code(fmt::format("{} {} {}", assertion.left.text, to_text(assertion.relation), assertion.right.text));
}

std::string point_row(const ReportedPoint& point) {
  const auto distance = margin(point.result);
  return fmt::format("{} & {} & {} & {} & {} \\\\\n", latex_code(exact_label(point.result.point)),
                     latex_number(predicted_text(point.result)), latex_number(compared_text(point.result)),
                     distance ? latex_number(margin_text(*distance, margin_digits)) : "--",
                     latex_text(verdict_text(point.result)));
}

std::string assertion_text(const ReportedClaim& claim, const Assertion& assertion) {
  std::string rows;
  for (const ReportedPoint* point : points_of(claim, assertion)) rows += point_row(*point);
  if (rows.empty()) return "";
  std::string text =
      fmt::format("\\subsubsection*{{{}}}\n{}. \\emph{{{}}}, expected: {}.\n\n{{\\raggedright {}\\par}}\n",
                  latex_code(assertion.name), latex_text(assertion.title), to_text(knowledge_of(assertion)),
                  to_text(assertion.expected), comparison_latex(assertion));
  const std::string headings = fmt::format("point & predicted & {} & margin & verdict \\\\\n",
                                           assertion.measured_side() != nullptr ? "measured" : "compared");
  text +=
      "{\\footnotesize\\setlength{\\tabcolsep}{4pt}\n\\begin{longtable}{>{\\raggedright\\arraybackslash}p{0.32\\linewidth}rrrl}\n";
  text += fmt::format(
      "\\toprule\n{0}\\midrule\n\\endfirsthead\n\\toprule\n{0}\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
      headings);
  return text + rows + "\\end{longtable}}\n\n";
}

std::string claim_text(const Report& report, const ReportedClaim& reported) {
  const Claim& claim = *reported.claim;
  std::string text = fmt::format("\\section*{{{}}}\n{}\n\n{}\n\n", latex_code(claim_label(report, claim)),
                                 "\\textbf{" + latex_text(claim.title) + ".}", latex_prose(claim.statement));
  if (!claim.published.empty()) text += "\\textit{As published:} " + latex_prose(claim.published) + "\n\n";
  if (!claim.hypotheses.empty()) {
    text += "\\textit{Hypotheses:}\n\\begin{itemize}\n";
    for (const std::string& hypothesis : claim.hypotheses) {
      const std::string words = latex_text(hypothesis);
      text += std::string("\\item ") + (words.starts_with('[') ? "{}" : "") + words + "\n";  // no option of \item
    }
    text += "\\end{itemize}\n";
  }
  text += fmt::format("\\textit{{Source:}} {}. \\textit{{Note:}} {}. \\textit{{Text:}} {}\n\n",
                      latex_text(claim.source), latex_text(claim.note), latex_code(claim.digest));
  for (const Assertion& assertion : claim.assertions) text += assertion_text(reported, assertion);
  return text;
}

std::string refused_text(const Report& report) {
  if (report.refused.empty()) return "";
  std::string text = "\\section*{Refused files}\n\\begin{itemize}\n";
  for (const RefusedFile& file : report.refused)
    text += "\\item " + latex_code(file.file) + ": " + latex_text(file.reason) + "\n";
  return text + "\\end{itemize}\n";
}

}  // namespace

std::string render_latex_report(const Report& report) {
  std::string text = std::string(head) + opening(report) + claims_table(report) + std::string(end_of_table);
  for (const ReportedClaim& claim : report.claims) text += claim_text(report, claim);
  return text + refused_text(report) + "\\end{document}\n";
}

}  // namespace rankcert
