#include "report/render_html.hpp"

#include <fmt/core.h>

#include "exact/digest.hpp"
#include "report/claim_html.hpp"
#include "report/claim_table_html.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/page_assets.hpp"
#include "report/report_json.hpp"
#include "report/summary_html.hpp"

namespace rankcert {
namespace {

std::string policy_digest(std::string_view text) { return "'sha256-" + base64_of_hex(sha256(text).substr(7)) + "'"; }

/// No network, no frames, no forms, no inline handlers: only this script and this style, by their digests.
std::string policy() {
  return fmt::format("default-src 'none'; script-src {}; style-src {}; font-src data:; base-uri 'none'; form-action 'none'",
                     policy_digest(page_asset("report_page")), policy_digest(page_asset("report_style")));
}

std::string head_html(const Report& report, std::string_view tool) {
  return fmt::format(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="{}">
<title>rankcert report: {} at {}</title>
<style>{}</style>
</head>
)",
                     policy(), html(tool), counted(report.claims.size(), "claim"), counted(points_of(report).size(), "point"), page_asset("report_style"));
}

constexpr std::string_view repeated =
    "They were repeated for this report and agreed; that they measure what they say rests on the code of each quantity and its note.";
constexpr std::string_view recorded =
    "They are taken from the certificates as recorded and were not repeated for this report; the quantity&#39;s own proof and code "
    "stand behind them.";

std::string trust_html(const Report& report, std::string_view tool) {
  std::string tools;
  for (const std::string& one : report.tools) tools += (tools.empty() ? "" : ", ") + html(one);
  return fmt::format(R"(<section id="trust" aria-labelledby="trust-title">
<h2 id="trust-title">What must be trusted, and how to do without this page</h2>
<ul>
<li><strong>The notes.</strong> They prove the theorems and lemmas; no program here has checked a proof.</li>
<li><strong>The hypotheses.</strong> Each claim lists them. Whether your data satisfy them is for you to say.</li>
<li><strong>The kernel</strong>, and below it Arb, FLINT and GMP for ball arithmetic, toml++ and nlohmann-json
for reading, OpenSSL for digests, and the compiler. It believes no float and no enclosure in a file: it computes again.</li>
<li><strong>The measurements.</strong> {}</li>
<li><strong>Not this page.</strong> Its numbers were rounded for people, its plots are drawn with double
precision. The certificates hold the exact ones.</li>
</ul>
<p>To check everything again, in the folder of the certificates:</p>
<div class="command"><code>rankcert verify .</code></div>
<p>and with every measurement repeated, which takes as long as measuring:</p>
<div class="command"><code>rankcert verify . --replay</code></div>
<p>by a second checker too, which shares no arithmetic with the kernel, and by Coq where it is installed:</p>
<div class="command"><code>rankcert verify . --second --coq</code></div>
<p>The kernel alone, without the rest of the program, is <code>rankcert-check</code>.</p>
<p class="note">Page written by {}. Certificates written by {}.</p>
<details><summary>Licences of the software inside this page</summary>
<pre class="notices" tabindex="0">{}</pre>
</details>
</section>
)",
                     report.replayed ? repeated : recorded,
                     html(tool), tools.empty() ? "nothing" : tools, html_lines(page_asset("report_notices")));
}

constexpr std::string_view body_start = R"(<body>
<a class="skip" href="#main">Skip to the findings</a>
<header class="top">
<p class="brand">rankcert</p>
<nav aria-label="Page"><a href="#main">Findings</a> <a href="#claims">Claims</a> <a href="#trust">What to trust</a></nav>
<button type="button" id="theme" hidden></button>
</header>
<main id="main">
)";

}  // namespace

std::string render_html(const Report& report, std::string_view tool) {
  const auto plots = drawn_plots(report);
  std::string page = head_html(report, tool) + std::string(body_start) + summary_html(report) + claim_table_html(report);
  page += "<section id=\"details\" aria-labelledby=\"details-title\">\n<h2 id=\"details-title\">Claim by claim</h2>\n";
  for (std::size_t i = 0; i < report.claims.size(); ++i) page += claim_html(report, i, plots[i]);
  page += "</section>\n" + trust_html(report, tool) + "</main>\n";
  page += "<script type=\"application/json\" id=\"data\">" + script_json(report_json(report, plots)) + "</script>\n";
  return page + "<script>" + std::string(page_asset("report_page")) + "</script>\n</body>\n</html>\n";
}

}  // namespace rankcert
