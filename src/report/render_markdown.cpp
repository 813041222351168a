#include "report/render_markdown.hpp"

#include <fmt/core.h>

#include <array>

#include "checker/printable.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/markdown_text.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

constexpr std::size_t margin_digits = 3;

/// A document with a limit: pieces are added whole or not at all.
class Page {
 public:
  explicit Page(std::size_t most_bytes) : most_(most_bytes > reserve ? most_bytes - reserve : 0) {}

  void add(std::string_view text) { text_ += text; }
  /// Adds the text if there is room for it.
  bool add_if_it_fits(std::string_view text) {
    if (text_.size() + text.size() > most_) return false;
    text_ += text;
    return true;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t reserve = 500;  ///< for the words that say what is left out
  std::size_t most_;
  std::string text_;
};

std::string headline(const Report& report, const Tally& tally) {
  std::string text;
  if (tally.contradicted > 0)
    text += counted(tally.contradicted, "point") +
            (tally.contradicted == 1 ? " contradicts its claim. " : " contradict their claims. ");
  if (!report.refused.empty())
    text += counted(report.refused.size(), "file") + (report.refused.size() == 1 ? " is refused. " : " are refused. ");
  if (tally.undecided > 0)
    text += counted(tally.undecided, "point") + (tally.undecided == 1 ? " is undecided. " : " are undecided. ");
  if (tally.decided() == 0) text += "Nothing was decided. ";
  if (text.empty()) text = "Everything that was compared came out as claimed. ";
  text.pop_back();
  return "**" + text + "**";
}

std::string opening(const Report& report, const Tally& tally) {
  const std::string where = report.verifier != nullptr ? "in certificates that the checker recomputed" : "in this run";
  std::string text = "## rankcert: theorems checked with numbers\n\n" + headline(report, tally) + "\n\n";
  text += fmt::format(
      "{} at {}, {}: {} of {} decided points came out as their claims expect{}.\n\n",
      counted(report.claims.size(), "claim"), counted(tally.points, "point"), where, tally.as_expected, tally.decided(),
      tally.enclosed == 0
          ? ""
          : fmt::format("; at {} a bound is enclosed and nothing was compared", counted(tally.enclosed, "point")));
  text += "| certified | supported | refuted | undecided |\n|---:|---:|---:|---:|\n";
  text += fmt::format("| {} | {} | {} | {} |\n\n", tally.certified, tally.supported, tally.refuted, tally.inconclusive);
  if (tally.points > 0) text += "Points by what checked them: " + trust_text(trust_counts(points_of(report))) + ".\n\n";
  return text;
}

std::string legend(const Report& report, const Tally& tally) {
  std::string text =
      "Certified: both sides are enclosed and the relation holds. Supported: one side is an estimate, and it holds at its confidence. Refuted: the "
      "opposite holds (est.: at the confidence of an estimate), which some claims expect. Proved: both sides are formulas, the note proves it. Enclosed: one side is measured and enclosed. "
      "Measured: one side is estimated from a sample. Conjectured: no note proves it. Margins are rounded toward 0.";
  if (tally.points > 0 && report.verifier != nullptr)
    text += report.replayed ? " Measurements were repeated." : " Measurements are as recorded, not repeated.";
  return "<sub>" + text + "</sub>\n\n";
}

/// "12 of 12", with what was not compared beside it.
std::string knowledge_cell(const ReportedClaim& claim, Knowledge knowledge) {
  const Tally tally = tally_of(claim, knowledge);
  if (tally.points == 0) return "";
  const std::string apart = tally.enclosed == 0 ? "" : fmt::format(", {} not compared", tally.enclosed);
  return fmt::format("{} of {}{}", tally.as_expected, tally.points - tally.enclosed, apart);
}

std::string claim_verdict(const ReportedClaim& claim) {
  const Status status = status_of(claim);
  const std::string words(in_words(status));
  return status == Status::contradicted || status == Status::undecided ? "**" + words + "**" : words;
}

/// "0.0028 % (0.0000133) at bracket, d_h=1024".
std::string tightest_text(const Tally& tally, bool with_assertion) {
  if (tally.tightest == nullptr) return "";
  const Point& point = tally.tightest->point;
  const std::string where = (with_assertion ? point.assertion->name + " " : "") + parameters_text(point);
  return fmt::format("{} ({}){}", percent_text(*relative_margin(*tally.tightest)),
                     margin_text(*margin(*tally.tightest), margin_digits),
                     where.empty() ? "" : " at " + markdown_code_in_table(where));
}

std::string claim_row(const Report& report, const ReportedClaim& claim) {
  const Tally tally = tally_of(points_of(claim));
  std::string row = fmt::format("| {}<br>{} | {} |", markdown_code_in_table(claim_label(report, *claim.claim)),
                                markdown_text(claim.claim->title), claim_verdict(claim));
  for (const Knowledge knowledge : all_knowledge) row += " " + knowledge_cell(claim, knowledge) + " |";
  return row + fmt::format(" {} | {} |\n", tightest_text(tally, true), markdown_text(claim.claim->source));
}

std::string claims_table(const Report& report) {
  if (report.claims.empty()) return "";
  std::string text =
      "| claim | verdict | proved | enclosed | measured | conjectured | tightest margin | source |\n|---|---|---|---|---|---|---|---|\n";
  for (const ReportedClaim& claim : report.claims) text += claim_row(report, claim);
  return text +
         "\nTwo numbers: points as expected, of those compared. Tightest margin: the least distance between the sides, as a share of what was compared.\n\n";
}

std::string point_item(const Report& report, const ReportedPoint& point) {
  const Result& result = point.result;
  const Assertion& assertion = *result.point.assertion;
  const auto distance = margin(result);
  std::string text =
      fmt::format("- {} at {}: **{}**, expected {}. Predicted {}, {} {}, margin {}.",
                  markdown_code(claim_label(report, *result.point.claim) + " / " + assertion.name),
                  markdown_code(exact_label(result.point)), verdict_text(result), to_text(assertion.expected),
                  predicted_text(result), assertion.measured_side() != nullptr ? "measured" : "compared with",
                  compared_text(result), distance ? margin_text(*distance, margin_digits) : "none");
  if (!result.note.empty()) text += " " + markdown_text(result.note) + ".";
  if (!point.file.empty()) text += " File: " + markdown_code(point.file) + ".";
  return text + "\n  " + markdown_code(check_command(result.point)) + "\n";
}

/// A heading and its items, as many as there is room for.
void add_list(Page& page, const std::string& heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  page.add("### " + heading + "\n\n");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (page.add_if_it_fits(items[i])) continue;
    page.add(fmt::format("- ... and {} more: there is no room for them here.\n", items.size() - i));
    break;
  }
  page.add("\n");
}

std::vector<std::string> items_of(const Report& report, Standing wanted) {
  std::vector<std::string> items;
  for (const ReportedClaim& claim : report.claims) {
    for (const ReportedPoint& point : claim.points) {
      if (standing_of(point.result) == wanted)
        items.push_back(point_item(report, point));
    }
  }
  return items;
}

std::vector<std::string> refused_items(const Report& report) {
  std::vector<std::string> items;
  for (const RefusedFile& file : report.refused)
    items.push_back("- " + markdown_code(file.file) + ": " + markdown_text(printable(file.reason)) + "\n");
  return items;
}

std::string formula_text(const Assertion& assertion) {
  return fmt::format("{} {} {}", assertion.left.text, to_text(assertion.relation), assertion.right.text);
}

std::string assertion_row(const ReportedClaim& claim, const Assertion& assertion) {
  const Tally tally = tally_of(points_of(claim, assertion));
  if (tally.points == 0) return "";
  const std::string apart = tally.enclosed == 0 ? "" : fmt::format(", {} not compared", tally.enclosed);
  return fmt::format("| {}<br>{} | {} | {} | {} of {}{} | {} |\n", markdown_code_in_table(assertion.name),
                     markdown_text(assertion.title), markdown_code_in_table(formula_text(assertion)),
                     to_text(knowledge_of(assertion)), tally.as_expected, tally.points - tally.enclosed, apart,
                     tightest_text(tally, false));
}

std::string claim_words(const Claim& claim) {
  std::string text = markdown_prose(claim.statement) + "\n\n";
  if (!claim.published.empty()) text += "As published:\n\n" + markdown_prose(claim.published) + "\n\n";
  text += "Hypotheses, which are yours to check:\n\n";
  for (const std::string& hypothesis : claim.hypotheses) text += "- " + markdown_text(hypothesis) + "\n";
  text += "\nSource: " + markdown_text(claim.source) + ". Note: " + markdown_text(claim.note) +
          ". Text: " + markdown_code(claim.digest) + "\n\n";
  return text;
}

std::string assertions_table(const ReportedClaim& claim) {
  std::string text = "| assertion | formula | known | as expected | tightest margin |\n|---|---|---|---|---|\n";
  for (const Assertion& assertion : claim.claim->assertions) text += assertion_row(claim, assertion);
  return text + "\n";
}

std::string points_table(const ReportedClaim& claim) {
  std::string text =
      "| assertion | point | predicted | measured or compared | margin | verdict |\n|---|---|---:|---:|---:|---|\n";
  for (const ReportedPoint& point : claim.points) {
    const auto distance = margin(point.result);
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", point.result.point.assertion->name,
                        markdown_code_in_table(exact_label(point.result.point)), predicted_text(point.result),
                        compared_text(point.result), distance ? margin_text(*distance, margin_digits) : "",
                        verdict_text(point.result));
  }
  return text + "\n";
}

std::string folded(const std::string& summary, const std::string& inside) {
  return "<details><summary>" + summary + "</summary>\n\n" + inside + "</details>\n\n";
}

void add_claims(Page& page, const Report& report) {
  std::size_t without_points = 0;
  std::size_t left_out = 0;
  for (const ReportedClaim& claim : report.claims) {
    const std::string summary = "<b>" + html(claim_label(report, *claim.claim)) + "</b>: " + html(claim.claim->title);
    const std::string words = claim_words(*claim.claim) + assertions_table(claim);
    if (page.add_if_it_fits(folded(summary, words + points_table(claim)))) continue;
    if (page.add_if_it_fits(folded(summary, words))) ++without_points;
    else ++left_out;
  }
  if (without_points > 0)
    page.add(fmt::format("The points of {} are left out: there is no room for them here.\n",
                         counted(without_points, "claim")));
  if (left_out > 0)
    page.add(fmt::format("{} left out altogether: there is no room here.\n",
                         left_out == 1 ? "1 claim is" : fmt::format("{} claims are", left_out)));
}

}  // namespace

std::string render_markdown(const Report& report, std::size_t most_bytes) {
  const Tally tally = tally_of(points_of(report));
  Page page(most_bytes);
  page.add(opening(report, tally));
  if (!page.add_if_it_fits(claims_table(report))) page.add("There is no room for the table of claims here.\n\n");
  add_list(page, "Refused files", refused_items(report));
  add_list(page, "Not as claimed", items_of(report, Standing::contradiction));
  add_list(page, "Undecided", items_of(report, Standing::undecided));
  page.add_if_it_fits(legend(report, tally));
  add_claims(page, report);
  return page.text();
}

}  // namespace rankcert
