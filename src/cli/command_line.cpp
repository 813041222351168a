#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <set>

#include "claim/claim_library.hpp"
#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/manual.hpp"
#include "cli/output.hpp"
#include "cli/rounding_gate.hpp"

namespace rankcert {
namespace {

std::string exit_code_lines() {
  std::string text;
  for (const ExitCodeText& exit : exit_code_texts()) {
    text += text.empty() ? "Exit codes: " : exit.code == 5 ? ",\n" : ", ";
    text += std::to_string(exit.code) + " " + exit.brief;
  }
  return text + ".";
}

void add_common(CLI::App& command, CommonOptions& common) {
  command.option_defaults()->group(common_options_group);
  command.add_flag("--json", common.json, "Print one JSON document on stdout");
  command.add_flag("--quiet", common.quiet, "No progress on stderr");
  command.add_option("--max-precision", common.max_precision_bits, "Largest working precision in bits")
      ->check(CLI::Range(64L, 1L << 24L))->capture_default_str();
  command.add_option("--max-work", common.limits.max_work, "Largest number of evaluation steps a formula may take")
      ->check(CLI::NonNegativeNumber)->capture_default_str();
  command.add_option("--max-terms", common.limits.max_terms, "Largest number of terms of one sum or product")
      ->check(CLI::NonNegativeNumber)->capture_default_str();
  command.add_option("--jobs", common.jobs, "Threads (default: all cores)")->check(CLI::Range(1U, 1024U));
  command.option_defaults()->group("Options");
}

void add_formats(CLI::App& command, ReportFormats& formats) {
  command.add_flag("--md{-}", formats.markdown, "A summary in Markdown on stdout, with --md=FILE in a file; also appended to the file that GITHUB_STEP_SUMMARY names");
  command.add_option("--junit", formats.junit, "JUnit XML, one test case a point; - is stdout")->type_name("FILE");
  command.add_option("--tex", formats.latex, "A LaTeX document, whose table of claims can be \\input by another; - is stdout")->type_name("FILE");
  command.add_option("--csv", formats.csv, "Comma-separated values, one row a point; - is stdout")->type_name("FILE");
}

CommonOptions& common_of(CommonOptions& options) { return options; }

template <class Options>
CommonOptions& common_of(Options& options) { return options.common; }

/// A command being added to the table: its CLI11 half, and the options that parsing fills.
template <class Options>
struct Entry {
  CLI::App* app;
  Options& options;

  /// An option that may be given several times, one value each time.
  CLI::Option* add_repeatable(const char* name, std::vector<std::string>& values, const char* what) const {
    return app->add_option(name, values, what)->allow_extra_args(false);
  }
};

template <class Options>
Entry<Options> add_entry(CLI::App& app, ChosenCommand& chosen, const char* name, const char* what, const std::function<int(const Options&)>& run) {
  CLI::App* command = app.add_subcommand(name, what);
  const auto options = std::make_shared<Options>();  // lives as long as the table, and as long as `chosen.run`
  add_common(*command, common_of(*options));
  command->callback([&chosen, options, run] {
    chosen.jobs = common_of(*options).jobs;
    chosen.run = [options, run] { return run(*options); };
  });
  return {command, *options};
}

template <class Options>
Entry<Options> add_command(CLI::App& app, ChosenCommand& chosen, const char* name, const char* what, int (*run)(const Options&)) {
  return add_entry<Options>(app, chosen, name, what, run);
}

/// One that gives verdicts or enclosures: it ends with exit code 6 where the machine fails the rounding self-test.
template <class Options>
Entry<Options> add_verdict_command(CLI::App& app, ChosenCommand& chosen, const char* name, const char* what, int (*run)(const Options&)) {
  return add_entry<Options>(app, chosen, name, what, [run](const Options& options) { return run_on_sound_machine([&] { return run(options); }); });
}

void add_list(CLI::App& app, ChosenCommand& chosen) {
  add_command(app, chosen, "list", "List the built-in claims and their assertions", run_list);
}

void add_show(CLI::App& app, ChosenCommand& chosen) {
  const auto [sub, show] = add_command(app, chosen, "show", "Show a claim: statement, hypotheses, parameters, formulas, suites", run_show);
  sub->add_option("CLAIM", show.claim, "A claim's id, or a file FILE.toml")->required();
}

void add_eval(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "eval", "Enclose a formula rigorously; decimals are rounded outward", run_eval);
  const auto [sub, eval] = entry;
  sub->add_option("EXPR", eval.expression, "A formula, e.g. 'sum(l = 1..41 step 2, sign_mass(9, l))'")->required();
  sub->add_option("--claim", eval.claim, "A claim's id or file: the formula may use its definitions")->type_name("CLAIM");
  sub->add_option("--digits", eval.digits, "Significant digits to reach")->capture_default_str();
  entry.add_repeatable("--set", eval.set, "NAME=VALUE, a value for a name in the formula")->type_name("NAME=VALUE");
}

void add_check(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "check", "Check claims at points: the quick suite of every claim if nothing else is said", run_check);
  const auto [sub, check] = entry;
  sub->add_option("CLAIM", check.claims, "Claim ids or files FILE.toml (default: every built-in claim)");
  CLI::Option* set = entry.add_repeatable("--set", check.set, "NAME=RANGE: 64, 1..8, 1..9 step 2, 2^0..2^20, or a list with commas; ranges make a grid")
                         ->type_name("NAME=RANGE");
  sub->add_option("--suite", check.suite, "Suite to run")->type_name("SUITE")->capture_default_str()->excludes(set);
  entry.add_repeatable("--assertion", check.assertions, "Only these assertions")->type_name("ASSERTION");
  sub->add_option("-o", check.folder, "Write one certificate a point into this folder")->type_name("DIR");
  sub->add_option("--seed", check.seed, "Seed of every measurement")->check(CLI::NonNegativeNumber)->capture_default_str();
  sub->add_option("--confidence", check.confidence, "Confidence of all estimates of the run together")->type_name("NUMBER")->capture_default_str();
  sub->add_option("--expect", check.expect, "Fail (exit 3) unless exactly this many points are decided")->check(CLI::NonNegativeNumber);
  sub->add_flag("--strict", check.strict, "An inconclusive point fails the run (exit 3)");
  sub->get_option("--quiet")->description("No progress and no rows: the counts, and the points that are undecided or not as expected");
  add_formats(*sub, check.formats);
  CLI::Option* baseline = sub->add_option("--baseline", check.baseline, "Fail (exit 1) where the run is weaker than this baseline, or its claims have changed")
                              ->type_name("FILE");
  sub->add_option("--margin-share", check.margin_share, "How much of a recorded margin may be lost")->type_name("SHARE")->needs(baseline)->capture_default_str();
  CLI::Option* bless = sub->add_flag("--bless", check.bless, "Record the run in the baseline, unless something has become weaker")->needs(baseline);
  sub->add_flag("--allow-weaker", check.allow_weaker, "With --bless: record what has become weaker too")->needs(bless);
}

void add_init(CLI::App& app, ChosenCommand& chosen) {
  const auto [sub, init] = add_command(app, chosen, "init", "Write an example claim with note, baseline and CI workflow, to change into your own", run_init);
  sub->add_option("DIR", init.folder, "Where to write; nothing that is there is overwritten")->required();
}

/// Of the commands that read certificates.
template <class Options>
void add_claim_texts(const Entry<Options>& entry) {
  entry.app->add_flag("--allow-other-text", entry.options.allow_other_text, "Accept a claim that has a built-in claim's id but another text");
  entry.add_repeatable("--claim", entry.options.claims, "FILE.toml of a claim of your own: certificates of its id must have its text")->type_name("FILE");
}

/// Of VerifyOptions and ReportOptions.
template <class Options>
void add_other_checkers(CLI::App& sub, Options& options) {
  sub.add_flag("--second", options.second, "Ask the second opinion too: an independent checker on MPFI; exit 5 if the two disagree");
  CLI::Option* coq = sub.add_flag("--coq", options.coq, "Have Coq check the theorem made of each certificate, where it can carry it; exit 5 if it refuses a proof");
  sub.add_option("--coq-seconds", options.coq_seconds, "Time for one theorem")->check(CLI::Range(1U, 86'400U))->needs(coq)->type_name("N")->capture_default_str();
}

void add_verify(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "verify", "Check certificates again with the trusted checker", run_verify);
  const auto [sub, verify] = entry;
  sub->add_option("PATH", verify.paths, "Certificates, or folders of them")->required();
  sub->get_option("--quiet")->description("No progress, no accepted certificates, no hypotheses: only what is refused, and the counts");
  sub->add_flag("--replay", verify.replay, "Repeat the recorded measurements too");
  add_other_checkers(*sub, verify);
  add_claim_texts(entry);
  sub->add_option("--expect", verify.expect, "Fail (exit 3) unless exactly this many certificates hold a decided comparison")->check(CLI::NonNegativeNumber);
}

void add_report(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "report", "A report that people read, from checked certificates: one HTML page that needs nothing beside it", run_report);
  const auto [sub, report] = entry;
  sub->add_option("PATH", report.paths, "Certificates, or folders of them")->required();
  sub->add_option("-o", report.page, "The HTML file (default: report.html, if no other format is asked for)")->type_name("FILE");
  add_formats(*sub, report.formats);
  sub->add_flag("--strict", report.strict, "Exit 3 if a point is undecided");
  sub->add_flag("--replay", report.replay, "Repeat the recorded measurements, and say so in the report");
  add_other_checkers(*sub, report);
  add_claim_texts(entry);
}

void add_compare(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "compare", "Hold a table of measurements against a claim's certified bound", run_compare);
  const auto [sub, compare] = entry;
  sub->add_option("TABLE", compare.table, "A CSV file with a header line")->required();
  sub->add_option("--claim", compare.claim, "A claim's id, or a file FILE.toml")->required()->type_name("CLAIM");
  entry.add_repeatable("--columns", compare.columns, "NAME=COLUMN, separated by commas: d=dim,H=heads,mse=error")->required()->type_name("NAME=COLUMN");
  entry.add_repeatable("--set", compare.set, "NAME=VALUE for a parameter that no column gives")->type_name("NAME=VALUE");
  sub->add_option("--assertion", compare.assertion, "The assertion to compare with (default: the first with that measured column)")->type_name("ASSERTION");
}

void add_threshold(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "threshold", "The largest parameter at which a bound still reaches an error, certified at both ends", run_threshold);
  const auto [sub, threshold] = entry;
  sub->add_option("CLAIM", threshold.claim, "A claim's id, or a file FILE.toml")->required();
  entry.add_repeatable("--set", threshold.set, "NAME=RANGE for the other parameters: --set d=64 --set r=1,4 --set error=0.1; ranges make a grid")
      ->type_name("NAME=RANGE");
  sub->add_option("-o", threshold.folder, "Write the certificates of both ends into this folder")->type_name("DIR");
}

void add_spectrum(CLI::App& app, ChosenCommand& chosen) {
  const auto [sub, spectrum] = add_verdict_command(app, chosen, "spectrum", "Certified enclosures of all singular values of a matrix of your own", run_spectrum);
  sub->add_option("FILE", spectrum.file, "A matrix: NumPy's .npy ('<f8' or '<f4', two dimensions), or comma-separated numbers without a header")->required();
  sub->add_option("--above", spectrum.above, "Certify how many singular values are above this number, by two methods (exit 3 if undecided)")->type_name("NUMBER");
}

void add_explain(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "explain", "The way from the theorem to the verdict of one certificate, and what would change it", run_explain);
  const auto [sub, explain] = entry;
  sub->add_option("CERT", explain.certificate, "A certificate")->required();
  add_claim_texts(entry);
}

void add_diff(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "diff", "Hold two folders of certificates against each other: verdicts, margins, intervals that exclude each other", run_diff);
  const auto [sub, diff] = entry;
  sub->add_option("BEFORE", diff.before, "Certificates: a folder, or one file")->required();
  sub->add_option("AFTER", diff.after, "Those to compare with them")->required();
  add_claim_texts(entry);
  sub->get_option("--quiet")->description("No progress and no list: the counts, verdicts that changed and intervals that exclude each other");
}

void add_export(CLI::App& app, ChosenCommand& chosen) {
  const auto entry = add_verdict_command(app, chosen, "export", "Write one certificate as a theorem that a proof assistant checks by itself", run_export);
  const auto [sub, exported] = entry;
  sub->add_option("CERT", exported.certificate, "A certificate, which the trusted checker accepts")->required();
  sub->add_flag("--coq", exported.coq, "As a file for Coq 8.16 with coq-interval: coqc FILE.v")->required();
  sub->add_option("-o", exported.file, "The file to write, FILE.v")->required()->type_name("FILE");
  add_claim_texts(entry);
}

void add_doctor(CLI::App& app, ChosenCommand& chosen) {
  add_command(app, chosen, "doctor", "Test whether this machine rounds as verdicts assume (exit 6 if not); versions of the libraries, CPU, other checkers", run_doctor);
}

/// The suites of the built-in claims: what a shell offers for --suite.
std::vector<std::string> suites_of_library() {
  std::set<std::string> names;
  for (const EmbeddedText& built_in : built_in_claims()) {
    for (const auto& [name, entries] : load_claim(built_in.name).suites) names.insert(name);
  }
  return {names.begin(), names.end()};
}

CommandTable table_with_suites(const CLI::App& app) {
  CommandTable table = read_command_table(app);
  const std::vector<std::string> suites = suites_of_library();
  for (CommandText& command : table.commands) {
    for (OptionText& option : command.options) {
      if (option.value == "SUITE") option.choices = suites;
    }
  }
  return table;
}

void add_completion(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("completion", "Print a script that makes a shell complete commands, options, claims and files");
  const auto shell = std::make_shared<std::string>();
  sub->add_option("SHELL", *shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  sub->callback([&app, &chosen, shell] {
    chosen.run = [&app, shell] {
      const CommandTable table = table_with_suites(app);
      write_out(*shell == "bash" ? bash_completion(table) : *shell == "zsh" ? zsh_completion(table) : fish_completion(table));
      return 0;
    };
  });
}

void add_manual(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand("manual", "Print the manual page: rankcert manual | man -l -");
  sub->callback([&app, &chosen] {
    chosen.run = [&app] {
      write_out(render_manual(read_command_table(app), tool_name()));
      return 0;
    };
  });
}

}  // namespace

std::shared_ptr<CLI::App> make_command_line(ChosenCommand& chosen) {
  auto app = std::make_shared<CLI::App>("rankcert checks theorems about the rank of attention with numbers.", "rankcert");
  app->footer(exit_code_lines());
  app->set_version_flag("--version", tool_name());
  app->require_subcommand(1);
  for (const auto add : {add_list, add_show, add_eval, add_check, add_init, add_verify, add_report, add_explain, add_diff, add_export, add_compare, add_threshold, add_spectrum, add_doctor, add_completion, add_manual}) add(*app, chosen);
  return app;
}

}  // namespace rankcert
