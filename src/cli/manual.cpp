#include "cli/manual.hpp"

#include <algorithm>
#include <iterator>

namespace rankcert {
namespace {

struct Entry {
  const char* name;
  const char* text;
};

constexpr Entry environment[] = {
    {"NO_COLOR", "If set and not empty, nothing is coloured. Without it, colour is used on a terminal only."},
    {"GITHUB_STEP_SUMMARY", "A file, as GitHub Actions names it, to which check --md and report --md append their summary."},
};

constexpr Entry files[] = {
    {"FILE.toml", "A claim: a theorem as text, with hypotheses, parameters, formulas, assertions and suites. bounds/CLAIMS.md among "
                  "the documentation says what stands in it, bounds/LANGUAGE.md specifies the language of its formulas."},
    {"CLAIM-....json", "A certificate, one a point, as check -o writes it; proofs-notes/certificate-format.md specifies it."},
};

constexpr Entry checker_options[] = {
    {"--expect N", "Exit 3 unless exactly N files hold a decided comparison."},
    {"--claim-digest DIGEST", "Refuse certificates of any other claim text, sha256:..."},
    {"--help, -h", "Print its usage."},
    {"--version", "Print its version."},
};

/// Roff for literal text: backslashes and hyphens escaped, no line taken for a request.
std::string literal(std::string_view text) {
  std::string roff;
  if (text.starts_with('.') || text.starts_with('\'')) roff += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else if (c == '\'') {
      roff += "\\(aq";
    } else if (c == '`') {
      roff += "\\(ga";
    } else if (c == '^') {
      roff += "\\(ha";
    } else if (c == '~') {
      roff += "\\(ti";
    } else if (c == '\n') {
      roff += ' ';
    } else {
      roff += c;
    }
  }
  return roff;
}

std::string bold(std::string_view text) { return "\\fB" + literal(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + literal(text) + "\\fR"; }

std::string section(std::string_view title) { return ".SH " + std::string(title) + "\n"; }
std::string prose(std::string_view words) { return literal(words) + "\n"; }
std::string paragraph(std::string_view text) { return ".PP\n" + literal(text) + "\n"; }
/// A term with what it means, indented under it. `term` is roff already.
std::string item(const std::string& term, std::string_view text) { return ".TP\n" + term + "\n" + literal(text) + "\n"; }

std::string option_item(const OptionText& option) {
  std::string term;
  for (const std::string& name : option.names) term += (term.empty() ? "" : ", ") + bold(name);
  if (!option.value.empty() && option.value != option.names.front()) term += " " + italic(option.value);
  std::string text = option.help;
  if (!option.choices.empty()) text += ": ";
  for (std::size_t i = 0; i < option.choices.size(); ++i) text += (i == 0 ? "" : ", ") + option.choices[i];
  if (option.required) text += " (needed)";
  if (option.repeatable) text += " (may be repeated)";
  if (!option.fallback.empty()) text += " (default: " + option.fallback + ")";
  return item(term, text);
}

/// "rankcert check [options] [CLAIM...]", with the options that are needed.
std::string usage(const CommandText& command) {
  std::string roff = "\\fBrankcert " + literal(command.name) + "\\fR";
  if (std::any_of(command.options.begin(), command.options.end(), [](const OptionText& option) { return !option.required && option.names.back() != "--help"; })) {
    roff += " [" + italic("options") + "]";
  }
  for (const OptionText& option : command.options) {
    if (option.required) roff += " " + bold(option.names.back()) + " " + italic(option.value);
  }
  for (const OptionText& word : command.words) {
    const std::string name = italic(word.names.front()) + (word.repeatable ? "..." : "");
    roff += word.required ? " " + name : " [" + name + "]";
  }
  return roff;
}

std::string synopsis(const CommandTable& table) {
  std::string roff = section("SYNOPSIS") + ".nf\n";
  for (const CommandText& command : table.commands) roff += usage(command) + "\n";
  roff += bold("rankcert") + " [" + bold("--help") + " | " + bold("--version") + "]\n";
  for (const char* program : {"rankcert-check", "rankcert-second"}) roff += bold(program) + " [" + italic("options") + "] " + italic("FILE") + "...\n";
  return roff + ".fi\n";
}

/// The common options, as the first command that has them explains them.
std::vector<OptionText> common_options(const CommandTable& table) {
  for (const CommandText& command : table.commands) {
    std::vector<OptionText> common;
    std::copy_if(command.options.begin(), command.options.end(), std::back_inserter(common), [](const OptionText& option) { return option.common; });
    if (common.size() > 1) return common;  // --help alone is no more than a command that computes nothing has
  }
  return {};
}

/// Whether the option means in its command what it means in all.
bool is_explained(const OptionText& option, const std::vector<OptionText>& common) {
  return std::any_of(common.begin(), common.end(), [&](const OptionText& one) { return one.names == option.names && one.help == option.help; });
}

std::string command_section(const CommandText& command, const std::vector<OptionText>& common) {
  std::string roff = ".SS " + bold(command.name) + "\n" + usage(command) + "\n" + paragraph(command.help + ".");
  for (const OptionText& word : command.words) roff += option_item(word);
  for (const OptionText& option : command.options) roff += is_explained(option, common) ? "" : option_item(option);
  return roff;
}

std::string common_section(const std::vector<OptionText>& common) {
  std::string roff = section("COMMON OPTIONS") + prose("Commands that compute or read claims have these too:");
  for (const OptionText& option : common) roff += option_item(option);
  return roff;
}

std::string checker_section() {
  std::string roff = section("RANKCERT-CHECK") +
                     prose("rankcert-check is the trusted kernel as a program of its own. It checks certificates and prints one line a file: "
                               "accepted with the verdict, or refused. Reasons, digests and hypotheses go to standard error. A recorded "
                               "measurement is taken as it stands; rankcert verify --replay repeats it. Exit codes are those below.");
  for (const Entry& option : checker_options) roff += item(bold(option.name), option.text);
  return roff + section("RANKCERT-SECOND") +
         prose("rankcert-second checks the same certificates again with a reader, an evaluator and interval arithmetic (MPFI) that share nothing "
               "with the kernel but the reader of formulas. It prints one line a file: confirmed with the verdict, refused where a condition is "
               "proved to fail, or no opinion. Its options are those of rankcert-check; no opinion is exit code 3. rankcert verify --second runs both.");
}

template <class Entries>
std::string entries(std::string_view title, const Entries& list) {
  std::string roff = section(title);
  for (const Entry& entry : list) roff += item(bold(entry.name), entry.text);
  return roff;
}

std::string exit_section() {
  std::string roff = section("EXIT STATUS");
  for (const ExitCodeText& exit : exit_code_texts()) roff += item(bold(std::to_string(exit.code)), exit.meaning);
  return roff + paragraph("Where several apply, the first of 130, 70, 6, 2, 5, 1, 3 is the exit status.");
}

std::string example_section() {
  std::string roff = section("EXAMPLES");
  for (const Example& example : examples()) roff += item(bold(example.line), example.what);
  return roff;
}

}  // namespace

const std::vector<ExitCodeText>& exit_code_texts() {
  static const std::vector<ExitCodeText> texts = {
      {0, "all decided as expected", "Everything asked for was decided as its claim expects. Inconclusive points fail only under --strict."},
      {1, "a claim is contradicted", "Something is refuted that was expected to hold, or holds where refutation was expected; a row of a "
                                     "table contradicts the bound; a run is weaker than its baseline; or two runs differ in a verdict or exclude each other's numbers."},
      {2, "wrong usage or bad input", "Wrong usage or bad input."},
      {3, "undecided", "Undecided: inconclusive under --strict, nothing was decided, --expect N was not met, a threshold is not "
                       "certified from both sides, or two runs do not have the same points."},
      {5, "a certificate is refused", "A certificate is refused."},
      {6, "the rounding self-test fails", "The machine fails the rounding self-test that every command which gives a verdict begins with: none is possible. rankcert doctor tells more."},
      {70, "the tool failed", "The tool itself failed: a bug, please report it."},
      {130, "interrupted (finished certificates are kept)", "Interrupted; finished certificates are kept."}};
  return texts;
}

const std::vector<Example>& examples() {
  static const std::vector<Example> list = {
      {"rankcert check", "Check the quick suite of every built-in claim."},
      {"rankcert check low-rank-separation --set d=64 --set r=1..8 --set H=2^0..2^20 -o certificates",
       "Check a claim over a grid and write one certificate a point."},
      {"rankcert check mine.toml --strict --expect 12", "In continuous integration: nothing may stay undecided, exactly 12 points are decided."},
      {"rankcert check --baseline baseline.json", "Fail if the run is weaker than the one recorded."},
      {"rankcert report certificates -o report.html", "One page for people, from checked certificates."},
      {"rankcert verify --replay certificates", "Check certificates again, and repeat their measurements."},
      {"rankcert explain certificates/CERTIFICATE.json", "From the theorem to the verdict of one certificate, and what would change it."},
      {"rankcert diff before after", "Two folders of certificates: verdicts and margins that changed, intervals that exclude each other."},
      {"rankcert threshold rank-saturation --set n=10^6 --set delta=1/10", "The largest head dimension at which the bound is below the target."},
      {"rankcert eval \"integral(t = -1..1, sqrt(1 - t^2))\" --digits 40", "Enclose a formula."},
      {"rankcert spectrum matrix.npy --above 1e-3", "Enclose all singular values, and certify how many are above 1/1000."},
      {"rankcert doctor", "Whether this machine rounds as verdicts assume, and what it is."}};
  return list;
}

std::string render_manual(const CommandTable& table, std::string_view version) {
  std::string roff = ".\\\" Made by `rankcert manual` from the table of commands.\n.TH RANKCERT 1 \"\" \"" + literal(version) + "\" \"User commands\"\n";
  roff += section("NAME") + "rankcert, rankcert\\-check \\- check theorems about the rank of attention with rigorous numbers\n" + synopsis(table);
  roff += section("DESCRIPTION") +
          prose("A theorem about the rank of attention is a text file, a claim. rankcert encloses its bound rigorously, measures the object "
                    "that it speaks about, and writes a certificate that can be checked without trusting the program that wrote it. "
                    "Verdicts are certified (both sides are enclosed and the relation holds between the enclosures), supported (one side is an "
                    "estimate, and the relation holds at the stated confidence), refuted, inconclusive, and enclosed (the bound is certified, "
                    "nothing was compared). Numbers shown are rounded outward.") +
          section("COMMANDS");
  const std::vector<OptionText> common = common_options(table);
  for (const CommandText& command : table.commands) roff += command_section(command, common);
  roff += common_section(common) + section("OPTIONS");
  for (const OptionText& option : table.options) roff += option_item(option);
  return roff + checker_section() + exit_section() + entries("ENVIRONMENT", environment) + entries("FILES", files) + example_section();
}

}  // namespace rankcert
