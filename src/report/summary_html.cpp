#include "report/summary_html.hpp"

#include <fmt/core.h>

#include "report/claim_html.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"

namespace rankcert {
namespace {

constexpr std::size_t most_listed = 50;

std::string outcome_text(const Tally& tally) {
  if (tally.decided() == 0) return "Nothing was decided: no point compares two sides that could be told apart.";
  if (tally.as_expected == tally.decided()) {
    std::string text = fmt::format("<strong>All {} came out as their claims say.</strong>", counted(tally.decided(), "decided point"));
    if (tally.refuted > 0) text += " The refuted ones are readings that their claims say fail, kept so that nobody revives them.";
    return text;
  }
  std::string text = fmt::format("<strong>{} of {} came out as their claims say.</strong>", grouped(tally.as_expected),
                                 counted(tally.decided(), "decided point"));
  const std::string_view contradict = tally.contradicted == 1 ? "contradicts its claim" : "contradict their claims";
  if (tally.contradicted > 0) text += fmt::format(" <strong class=\"alarm\">{} {}.</strong>", grouped(tally.contradicted), contradict);
  return text;
}

std::string lead_html(const Report& report, const Tally& tally) {
  std::string text = fmt::format("<p class=\"lead\">{}, checked at {}. {}", counted(report.claims.size(), "claim"), counted(tally.points, "point"),
                                 outcome_text(tally));
  if (tally.inconclusive > 0) text += fmt::format(" {} {} undecided.", grouped(tally.inconclusive), tally.inconclusive == 1 ? "is" : "are");
  if (tally.enclosed > 0) {
    text += fmt::format(" At {} the bound alone is enclosed, and nothing is compared.", counted(tally.enclosed, "point"));
  }
  return text + "</p>\n";
}

std::string number_html(std::size_t count, std::string_view word, std::string_view meaning) {
  return fmt::format("<div class=\"number-card\" data-verdict=\"{0}\"><dt>{0}</dt>"
                     "<dd><span class=\"big\">{1}</span> <span class=\"meaning\">{2}</span></dd></div>\n",
                     word, grouped(count), meaning);
}

std::string numbers_html(const Tally& tally) {
  return "<dl class=\"numbers-row\">\n" +
         number_html(tally.certified, "certified", "Both sides are enclosed, and the relation holds between the enclosures.") +
         number_html(tally.supported, "supported", "A side is an estimate; the relation holds at the stated confidence.") +
         number_html(tally.refuted, "refuted", "The opposite relation holds; where a side is an estimate (est.), at the stated confidence.") +
         number_html(tally.inconclusive, "undecided", "The intervals overlap: neither is shown.") + "</dl>\n";
}

/// Points that a reader must not miss, each with a link to its claim.
std::string listed_points(const Report& report, Standing wanted) {
  std::string items;
  std::size_t count = 0;
  for (std::size_t i = 0; i < report.claims.size(); ++i) {
    for (const ReportedPoint& point : report.claims[i].points) {
      if (standing_of(point.result) != wanted || ++count > most_listed) continue;
      const Result& result = point.result;
      items += fmt::format("<li><a href=\"#{}\">{} {}</a> at {}: {}, predicted {} against {}</li>\n", section_id(report, i),
                           html(claim_label(report, *result.point.claim)), html(result.point.assertion->name), html(parameters_text(result.point)),
                           html(verdict_text(result)), html(predicted_text(result)), html(compared_text(result)));
    }
  }
  if (count > most_listed) items += fmt::format("<li>and {} more</li>\n", grouped(count - most_listed));
  return items;
}

std::string alarm_html(std::string_view kind, const std::string& title, const std::string& items) {
  if (items.empty()) return "";
  return fmt::format("<section class=\"alarms {}\">\n<h2>{}</h2>\n<ul>\n{}</ul>\n</section>\n", kind, title, items);
}

std::string refused_items(const Report& report) {
  std::string items;
  for (std::size_t i = 0; i < report.refused.size() && i < most_listed; ++i) {
    items += fmt::format("<li><code>{}</code>: {}</li>\n", html(report.refused[i].file), html(report.refused[i].reason));
  }
  if (report.refused.size() > most_listed) items += fmt::format("<li>and {} more</li>\n", grouped(report.refused.size() - most_listed));
  return items;
}

std::string alarms_html(const Report& report, const Tally& tally) {
  const std::string_view contradict = tally.contradicted == 1 ? " contradicts its claim" : " contradict their claims";
  return alarm_html("refused", counted(report.refused.size(), "file") + " refused: not part of what follows", refused_items(report)) +
         alarm_html("contradicted", counted(tally.contradicted, "point") + std::string(contradict), listed_points(report, Standing::contradiction)) +
         alarm_html("undecided", counted(tally.undecided, "point") + " undecided", listed_points(report, Standing::undecided));
}

constexpr std::string_view legend = R"(<details class="legend-words">
<summary>What these words mean</summary>
<dl class="facts">
<dt>Claim, assertion, point</dt><dd>A claim is a theorem written as text. Its assertions compare two sides,
predicted and compared; a point is an assertion with numbers for its parameters.</dd>
<dt>Proved</dt><dd>Both sides are formulas. The notes prove the relation in general; the kernel encloses both sides at the point.</dd>
<dt>Enclosed</dt><dd>One side is measured on an object, and the measured number is enclosed by a proof of its own.</dd>
<dt>Measured</dt><dd>One side is an estimate from a random sample. Its verdict is never more than &#8220;supported&#8221;.</dd>
<dt>Conjectured</dt><dd>No note proves it. A point tests it, and no more, whatever the verdict at the point.</dd>
<dt>Margin</dt><dd>The distance between the two intervals, rounded toward 0; in percent, as a share of what was compared.</dd>
<dt>Kernel</dt><dd>The small part of the program that must be trusted: it read
every certificate here and computed its formulas again.</dd>
<dt>Checked by</dt><dd>Float only: the verdict needs an estimate from a sample, and is never &#8220;certified&#8221;. Kernel: it enclosed
every formula of the point. Kernel + second: so did an independent checker with another library and other algorithms. Coq: a proof assistant
checked the comparison.</dd>
<dt>Recorded, repeated</dt><dd>A recorded measurement is taken from its certificate. A repeated
one was measured again for this report, and agreed.</dd>
<dt>Numbers</dt><dd>All numbers are rounded toward the other side, so that what holds as printed holds.</dd>
</dl>
</details>
)";

}  // namespace

std::string summary_html(const Report& report) {
  const Tally tally = tally_of(points_of(report));
  return "<section id=\"summary\" aria-labelledby=\"summary-title\">\n"
         "<h1 id=\"summary-title\">What was claimed, and what was found</h1>\n" +
         lead_html(report, tally) + numbers_html(tally) + std::string(legend) + "</section>\n" + alarms_html(report, tally);
}

}  // namespace rankcert
