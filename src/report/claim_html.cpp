#include "report/claim_html.hpp"

#include <fmt/core.h>

#include <set>

#include "checker/prelude.hpp"
#include "formula/render.hpp"
#include "quantities/quantity.hpp"
#include "report/html_text.hpp"
#include "report/lemma_titles.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/side_latex.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

constexpr std::size_t margin_digits = 3;

/// What of a claim the report has points of.
struct Checked {
  const Assertion* assertion;
  PointList points;
  Tally tally;
  Status status;
};

std::vector<Checked> checked_assertions(const ReportedClaim& reported) {
  std::vector<Checked> checked;
  for (const Assertion& assertion : reported.claim->assertions) {
    PointList points = points_of(reported, assertion);
    if (points.empty()) continue;
    const Tally tally = tally_of(points);
    const Status status = status_of(assertion, points);
    checked.push_back({&assertion, std::move(points), tally, status});
  }
  return checked;
}

std::string statements_html(const Claim& claim) {
  const std::string ours = fmt::format("<section class=\"statement\"><h4>Statement checked here</h4>\n{}</section>\n", prose_html(claim.statement));
  if (claim.published.empty()) return fmt::format("<div class=\"statements\">\n{}</div>\n", ours);
  return fmt::format("<div class=\"statements both\">\n{}<section class=\"statement published\"><h4>As published</h4>\n{}</section>\n</div>\n", ours,
                     prose_html(claim.published));
}

std::string hypotheses_html(const Claim& claim) {
  std::string items;
  for (const std::string& hypothesis : claim.hypotheses) items += "<li>" + inline_prose_html(hypothesis) + "</li>\n";
  return "<h4>Hypotheses <small>yours to grant; nothing here checks them</small></h4>\n<ul class=\"hypotheses\">\n" + items + "</ul>\n";
}

std::string definitions_html(const Claim& claim) {
  std::string items;
  for (const Definition* definition : claim.definitions.in_order()) {
    if (prelude().find(definition->name) != nullptr) continue;
    std::string arguments;
    for (const std::string& name : definition->parameters) arguments += (arguments.empty() ? "" : ", ") + name;
    const std::string head = definition->name + (arguments.empty() ? "" : "(" + arguments + ")");
    items += fmt::format("<dt><code>{}</code></dt><dd>{}<div class=\"scroll formula\">{}</div><code class=\"source-text\">{}</code></dd>\n", html(head),
                         html(definition->meaning), maths_html(render_latex(*definition->body), false), html(definition->text));
  }
  if (items.empty()) return "";
  return "<details><summary>Definitions that the formulas use</summary>\n<dl class=\"definitions\">\n" + items + "</dl>\n</details>\n";
}

std::string plots_html(const std::vector<DrawnPlot>& plots, std::size_t claim) {
  std::string text;
  for (std::size_t i = 0; i < plots.size(); ++i) {
    text += fmt::format("<figure class=\"plot\" data-claim=\"{}\" data-plot=\"{}\" hidden>\n<figcaption>{}</figcaption>\n<div class=\"drawing\"></div>\n"
                        "<details class=\"numbers\"><summary>The numbers of this plot as a table</summary></details>\n</figure>\n",
                        claim, i, inline_prose_html(plots[i].data.title));
  }
  if (text.empty()) return "";
  return R"(<h4 class="script-only">Plots</h4>
<p class="note script-only">Lines join the points that were checked, to guide the eye; nothing is claimed between them.
A band is an enclosure, a bar a confidence interval.</p>
<div class="plots">
)" + text + R"(</div>
<noscript><p class="note">The plots are drawn by the script of this page.</p></noscript>
)";
}

std::string quantities_html(const std::vector<Checked>& checked) {
  std::set<std::string_view> told;
  std::string items;
  for (const Checked& one : checked) {
    const Side* side = one.assertion->measured_side();
    const Quantity* quantity = side != nullptr ? find_quantity(side->quantity) : nullptr;
    if (quantity == nullptr || !told.insert(quantity->name).second) continue;
    items += fmt::format("<dt><code>{}</code></dt><dd>{}</dd>\n", html(quantity->signature), html(quantity->meaning));
  }
  return items.empty() ? "" : "<h4>What is measured</h4>\n<dl class=\"definitions\">\n" + items + "</dl>\n";
}

/// What proves the point again, or where that is too long, what verifies its certificate.
std::string command_for(const ReportedPoint& point) {
  constexpr std::size_t longest = 400;
  constexpr std::string_view before_id = "rankcert check ";
  std::string command = check_command(point.result.point);
  command.replace(before_id.size(), point.result.point.claim->id.size(), claim_argument(*point.result.point.claim));
  return command.size() <= longest ? command : "rankcert verify " + shell_word(point.file.starts_with('-') ? "./" + point.file : point.file);
}

std::string tightest_html(const Checked& checked) {
  const ReportedPoint* point = tightest(checked.points, checked.tally);
  if (point == nullptr) return "";
  const Result& result = point->result;
  return fmt::format("<p>Closest call: predicted {} against {}, {}.</p>\n<div class=\"command\"><code>{}</code></div>\n", html(predicted_text(result)),
                     html(compared_text(result)), html(tightest_text(*point)), html(command_for(*point)));
}

std::string assertion_html(const Checked& checked, std::size_t claim, std::size_t index) {
  const Assertion& assertion = *checked.assertion;
  const Knowledge knowledge = knowledge_of(assertion);
  std::string text = fmt::format("<section class=\"assertion\">\n<h5><code>{}</code> {}</h5>\n<p class=\"chips\">{}<span class=\"chip\">{}</span> "
                                 "<span class=\"counts\">{}: {}</span></p>\n",
                                 html(assertion.name), inline_prose_html(assertion.title), status_html(checked.status), to_text(knowledge),
                                 counted(checked.tally.points, "point"), verdict_counts(checked.tally));
  text += fmt::format("<div class=\"pair\">\n<div><div class=\"scroll formula\">{}</div>\n<p class=\"source-text\"><code>{} {} {}</code></p></div>\n",
                      maths_html(assertion_latex(assertion), true), html(assertion.left.text), html(to_text(assertion.relation)),
                      html(assertion.right.text));
  text += "<div>" + tightest_html(checked) + "</div>\n</div>\n";
  text += fmt::format(R"(<details class="points" data-claim="{}" data-assertion="{}"><summary>{}, with certificates</summary>
<div class="rows"></div>
</details>
</section>
)",
                      claim, index, checked.tally.points == 1 ? "The point" : "All " + counted(checked.tally.points, "point"));
  return text;
}

/// The lemma graph in words; the script draws it from this list.
std::string lemmas_html(const Claim& claim, const std::vector<Checked>& checked, Status status) {
  std::string items;
  for (const Checked& one : checked) {
    std::string lemmas;
    for (const std::string& lemma : one.assertion->lemmas) {
      const std::string title = lemma_title(lemma);
      const bool plain = title.find('$') == std::string::npos;
      lemmas += fmt::format("<li data-lemma=\"{}\"{}>{} <i>in {}.md</i></li>\n", html(lemma), plain ? "" : " data-title=\"" + html(title) + "\"",
                            inline_prose_html(title), html(note_of(lemma)));
    }
    items += fmt::format("<li data-name=\"{}\" data-status=\"{}\" data-words=\"{}\"><code>{}</code>: {}{}</li>\n", html(one.assertion->name), to_text(one.status),
                         in_words(one.status), html(one.assertion->name), in_words(one.status), lemmas.empty() ? "" : "\n<ul>\n" + lemmas + "</ul>\n");
  }
  return fmt::format(R"(<details class="lemmas" open><summary>What it rests on: assertions, lemmas, notes</summary>
<div class="drawing"></div>
<p class="note">The colour of an assertion says how its points came out; the claim is as claimed if all of them did. Lemmas and
notes have no verdict: a lemma is as good as its proof in the note, which no program here has checked.</p>
<details class="in-words"><summary>The same as a list</summary>
<ul class="rests-on" data-title="{}" data-status="{}" data-words="{}">
{}</ul>
</details>
</details>
)",
                     html(claim.id), to_text(status), in_words(status), items);
}

}  // namespace

std::string section_id(const Report& report, std::size_t claim) {
  std::size_t before = 0;
  for (std::size_t i = 0; i < claim; ++i) before += report.claims[i].claim->id == report.claims[claim].claim->id ? 1 : 0;
  return "claim-" + report.claims[claim].claim->id + (before == 0 ? "" : "." + std::to_string(before + 1));
}

std::string status_html(Status status) {
  return fmt::format("<span class=\"status\" data-status=\"{}\">{}</span> ", to_text(status), in_words(status));
}

std::string verdict_counts(const Tally& tally) {
  std::string text;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) text += (text.empty() ? "" : ", ") + grouped(count) + " " + std::string(word);
  };
  add(tally.certified, "certified");
  add(tally.supported, "supported");
  add(tally.refuted, "refuted");
  add(tally.inconclusive, "undecided");
  add(tally.enclosed, "enclosed only");
  return text;
}

std::string checked_by_text(const PointList& points) {
  const std::string levels = trust_text(trust_counts(points));
  const auto [measured, replayed] = measured_count(points);
  if (measured == 0) return levels;
  if (replayed == 0) return levels + "; measurements recorded";
  if (replayed == measured) return levels + "; measurements repeated";
  return fmt::format("{}; {} of {} measurements repeated", levels, grouped(replayed), grouped(measured));
}

std::string tightest_text(const ReportedPoint& point) {
  const auto distance = margin(point.result);
  const std::string relative = relative_text(point.result);
  const std::string place = parameters_text(point.result.point);
  return fmt::format("margin {}{}{}", distance ? margin_text(*distance, margin_digits) : "-", relative.empty() ? "" : " (" + relative + ")",
                     place.empty() ? "" : " at " + place);
}

std::string claim_html(const Report& report, std::size_t claim, const std::vector<DrawnPlot>& plots) {
  const ReportedClaim& reported = report.claims[claim];
  const Claim& text = *reported.claim;
  const std::vector<Checked> checked = checked_assertions(reported);
  const Status status = status_of(reported);
  const std::string id = section_id(report, claim);
  std::string page = fmt::format("<article id=\"{0}\" aria-labelledby=\"{0}-title\">\n<p class=\"eyebrow\"><code>{1}</code> {2}</p>\n<h3 id=\"{0}-title\">{3}</h3>\n"
                                 "<p class=\"source\">Source: {4}</p>\n",
                                 id, html(claim_label(report, text)), status_html(status), inline_prose_html(text.title), inline_prose_html(text.source));
  page += statements_html(text) + hypotheses_html(text) + plots_html(plots, claim);
  page += "<h4>Assertions</h4>\n";
  page += "<noscript><p class=\"note\">Tables of points are made by the script of this page; rankcert report --csv writes them too.</p></noscript>\n";
  for (std::size_t i = 0; i < checked.size(); ++i) page += assertion_html(checked[i], claim, i);
  page += quantities_html(checked) + definitions_html(text) + lemmas_html(text, checked, status);
  page += fmt::format("<p class=\"note digests\">Digest of the claim&#39;s text: <code>{}</code></p>\n"
                      "<p class=\"back\"><a href=\"#claims\">Back to the table of claims</a></p>\n</article>\n",
                      html(text.digest));
  return page;
}

}  // namespace rankcert
