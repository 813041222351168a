#include "report/claim_table_html.hpp"

#include <fmt/core.h>

#include <cmath>

#include "report/claim_html.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/point_label.hpp"
#include "report/report_json.hpp"
#include "report/shown.hpp"

namespace rankcert {
namespace {

constexpr std::string_view filter = R"(<form id="filter" class="filter" hidden>
<label>Find <input type="search" name="text" placeholder="softmax, Theorem 2" autocomplete="off"></label>
<label>Verdict <select name="verdict"><option value="">any</option>
<option value="certified">certified</option><option value="supported">supported</option>
<option value="refuted">refuted</option><option value="undecided">undecided</option>
<option value="contradicted">contradicts its claim</option><option value="enclosed">enclosed only</option></select></label>
<label>Known <select name="knowledge"><option value="">any</option>
<option value="proved">proved</option><option value="enclosed">enclosed</option>
<option value="measured">measured</option><option value="conjectured">conjectured</option></select></label>
<button type="reset">Clear</button>
<output id="filter-status" role="status" aria-live="polite"></output>
</form>
)";

/// The words that the filter knows the claim's points by.
std::string verdict_words(const Tally& tally) {
  std::string words;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) words += (words.empty() ? "" : " ") + std::string(word);
  };
  add(tally.certified, "certified");
  add(tally.supported, "supported");
  add(tally.refuted, "refuted");
  add(tally.inconclusive + (tally.undecided > tally.inconclusive ? 1 : 0), "undecided");
  add(tally.contradicted, "contradicted");
  add(tally.enclosed, "enclosed");
  return words;
}

std::string knowledge_cells(const PointList& points) {
  std::string cells;
  for (const std::size_t count : known_counts(points)) {
    const std::string shown_count = count == 0 ? "<span class=\"none\">0</span>" : grouped(count);
    cells += fmt::format("<td class=\"number\" data-value=\"{}\">{}</td>", count, shown_count);
  }
  return cells;
}

std::string knowledge_words(const PointList& points) {
  std::string words;
  const auto counts = known_counts(points);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) words += (words.empty() ? "" : " ") + std::string(to_text(static_cast<Knowledge>(i)));
  }
  return words;
}

std::string margin_cell(const ReportedPoint* point) {
  if (point == nullptr) return "<td data-value=\"\">&#8211;</td>";
  const auto relative = relative_margin(point->result);
  const double order = relative ? std::abs(relative->convert_to<double>()) : 0;  // for sorting alone
  return fmt::format("<td class=\"margin\" data-value=\"{}\"><strong>{}</strong> <span class=\"note\">{} at {}</span></td>", order,
                     html(relative_text(point->result)), html(margin_text(*margin(point->result), 3)), html(parameters_text(point->result.point)));
}

std::string claim_row(const Report& report, std::size_t index) {
  const ReportedClaim& reported = report.claims[index];
  const PointList points = points_of(reported);
  const Tally tally = tally_of(points);
  const Status status = status_of(reported);
  std::string row = fmt::format("<tr data-claim=\"{0}\" data-verdicts=\"{1}\" data-knowledge=\"{2}\">"
                                "<th scope=\"row\"><a href=\"#{0}\">{3}</a> <span class=\"note\">{4}</span></th>",
                                section_id(report, index), verdict_words(tally), knowledge_words(points), html(claim_label(report, *reported.claim)),
                                inline_prose_html(reported.claim->title));
  row += fmt::format("<td data-value=\"{}\">{}<span class=\"note\">{}</span></td>", static_cast<int>(status), status_html(status), verdict_counts(tally));
  row += fmt::format("{}<td>{}</td>{}<td class=\"note\"><div class=\"clamp\">{}</div></td></tr>\n", knowledge_cells(points), html(checked_by_text(points)),
                     margin_cell(tightest(points, tally)), inline_prose_html(reported.claim->source));
  return row;
}

constexpr std::string_view table_head = R"(<div class="scroll" tabindex="0" role="region" aria-label="Table of claims">
<table id="claim-table">
<caption>The columns proved, enclosed, measured and conjectured count points; each point is in one of them</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col">Proved</th><th scope="col">Enclosed</th>
<th scope="col">Measured</th><th scope="col">Conjectured</th><th scope="col">Checked by</th><th scope="col">Smallest margin</th>
<th scope="col">Source</th></tr></thead>
<tbody>
)";

}  // namespace

std::string claim_table_html(const Report& report) {
  std::string rows;
  for (std::size_t i = 0; i < report.claims.size(); ++i) rows += claim_row(report, i);
  return "<section id=\"claims\" aria-labelledby=\"claims-title\">\n<h2 id=\"claims-title\">The claims</h2>\n" + std::string(filter) +
         std::string(table_head) + rows + "</tbody>\n</table>\n</div>\n</section>\n";
}

}  // namespace rankcert
