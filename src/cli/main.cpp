// rankcert: the command line. Parses options, runs one command, turns errors into one line and an exit code.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <tbb/global_control.h>

#include <cstdio>
#include <functional>
#include <thread>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "exact/error.hpp"
#include "formula/formula_error.hpp"

namespace {

using namespace rankcert;

constexpr const char* exit_codes =
    "Exit codes: 0 all decided as expected, 1 a claim is contradicted, 2 wrong usage or bad input, 3 undecided,\n"
    "5 a certificate is refused, 70 the tool failed, 130 interrupted (finished certificates are kept).";

void add_common(CLI::App& command, CommonOptions& common) {
  command.add_flag("--json", common.json, "Print one JSON document on stdout");
  command.add_flag("--quiet", common.quiet, "No progress on stderr");
  command.add_option("--max-precision", common.max_precision_bits, "Largest working precision in bits")
      ->check(CLI::Range(64L, 1L << 24L))->capture_default_str();
  command.add_option("--max-work", common.limits.max_work, "Largest number of evaluation steps a formula may take")->check(CLI::NonNegativeNumber)->capture_default_str();
  command.add_option("--max-terms", common.limits.max_terms, "Largest number of terms of one sum or product")->check(CLI::NonNegativeNumber)->capture_default_str();
  command.add_option("--jobs", common.jobs, "Threads (default: all cores)")->check(CLI::Range(1U, 1024U));
}

/// Runs the command with the threads it may use; every failure becomes one line on stderr and its exit code.
int guarded(const std::function<int()>& command, unsigned jobs) {
  const unsigned threads = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
  install_interrupt_handler();
  try {
    return command();
  } catch (const FormulaError& error) {
    write_note(error.what());
    fmt::print(stderr, "{}\n", error.diagram());
    return exit_code(error.failure());
  } catch (const Error& error) {
    write_note(error.what());
    return exit_code(error.failure());
  } catch (const std::bad_alloc&) {
    write_note("out of memory");
    return 70;
  } catch (const std::exception& error) {
    write_note(fmt::format("the tool itself failed: {}; this is a bug, please report it with the command line", error.what()));
    return 70;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"rankcert checks theorems about the rank of attention with numbers.", "rankcert"};
  app.footer(exit_codes);
  app.set_version_flag("--version", tool_name());
  app.require_subcommand(1);
  std::function<int()> chosen;
  unsigned jobs = 0;
  const auto command = [&](const char* name, const char* what, auto& options, CommonOptions& common, auto run) {
    CLI::App* sub = app.add_subcommand(name, what);
    add_common(*sub, common);
    sub->callback([&, run] {
      jobs = common.jobs;
      chosen = [&, run] { return run(options); };
    });
    return sub;
  };

  CommonOptions list;
  command("list", "List the built-in claims and their assertions", list, list, run_list);

  ShowOptions show;
  CLI::App* sub = command("show", "Show a claim: statement, hypotheses, parameters, formulas, suites", show, show.common, run_show);
  sub->add_option("CLAIM", show.claim, "A claim's id, or a file FILE.toml")->required();

  EvalOptions eval;
  sub = command("eval", "Enclose a formula rigorously; decimals are rounded outward", eval, eval.common, run_eval);
  sub->add_option("EXPR", eval.expression, "A formula, e.g. 'sum(l = 1..41 step 2, sign_mass(9, l))'")->required();
  sub->add_option("--claim", eval.claim, "A claim's id or file: the formula may use its definitions");
  sub->add_option("--digits", eval.digits, "Significant digits to reach")->capture_default_str();
  sub->add_option("--set", eval.set, "NAME=VALUE, a value for a name in the formula")->allow_extra_args(false);

  CheckOptionsOfCommand check;
  sub = command("check", "Check claims at points: the quick suite of every claim if nothing else is said", check, check.common, run_check);
  sub->add_option("CLAIM", check.claims, "Claim ids or files FILE.toml (default: every built-in claim)");
  CLI::Option* set = sub->add_option("--set", check.set, "NAME=RANGE: 64, 1..8, 1..9 step 2, 2^0..2^20, or a list with commas; ranges make a grid")
                         ->allow_extra_args(false);
  sub->add_option("--suite", check.suite, "Suite to run")->capture_default_str()->excludes(set);
  sub->add_option("--assertion", check.assertions, "Only these assertions")->allow_extra_args(false);
  sub->add_option("-o", check.folder, "Write one certificate a point into this folder");
  sub->add_option("--seed", check.seed, "Seed of every measurement")->check(CLI::NonNegativeNumber)->capture_default_str();
  sub->add_option("--confidence", check.confidence, "Confidence of all estimates of the run together")->capture_default_str();
  sub->add_option("--expect", check.expect, "Fail (exit 3) unless exactly this many points are decided")->check(CLI::NonNegativeNumber);
  sub->add_flag("--strict", check.strict, "An inconclusive point fails the run (exit 3)");

  VerifyOptions verify;
  sub = command("verify", "Check certificates again with the trusted checker", verify, verify.common, run_verify);
  sub->add_option("PATH", verify.paths, "Certificates, or folders of them")->required();
  sub->add_flag("--replay", verify.replay, "Repeat the recorded measurements too");
  sub->add_flag("--allow-other-text", verify.allow_other_text, "Accept a claim that has a built-in claim's id but another text");
  sub->add_option("--claim", verify.claims, "FILE.toml of a claim of your own: certificates of its id must have its text")->allow_extra_args(false);
  sub->add_option("--expect", verify.expect, "Fail (exit 3) unless exactly this many certificates hold a decided comparison")->check(CLI::NonNegativeNumber);

  CompareOptionsOfCommand compare;
  sub = command("compare", "Hold a table of measurements against a claim's certified bound", compare, compare.common, run_compare);
  sub->add_option("TABLE", compare.table, "A CSV file with a header line")->required();
  sub->add_option("--claim", compare.claim, "A claim's id, or a file FILE.toml")->required();
  sub->add_option("--columns", compare.columns, "NAME=COLUMN, separated by commas: d=dim,H=heads,mse=error")->required()->allow_extra_args(false);
  sub->add_option("--set", compare.set, "NAME=VALUE for a parameter that no column gives")->allow_extra_args(false);
  sub->add_option("--assertion", compare.assertion, "The assertion to compare with (default: the first with that measured column)");

  ThresholdOptions threshold;
  sub = command("threshold", "The largest parameter at which a bound still reaches an error, certified at both ends", threshold, threshold.common, run_threshold);
  sub->add_option("CLAIM", threshold.claim, "A claim's id, or a file FILE.toml")->required();
  sub->add_option("--set", threshold.set, "NAME=RANGE for the other parameters: --set d=64 --set r=1,4 --set error=0.1; ranges make a grid")->allow_extra_args(false);
  sub->add_option("-o", threshold.folder, "Write the certificates of both ends into this folder");

  SpectrumOptions spectrum;
  sub = command("spectrum", "Certified enclosures of all singular values of a matrix of your own", spectrum, spectrum.common, run_spectrum);
  sub->add_option("FILE", spectrum.file, "A matrix: NumPy's .npy ('<f8' or '<f4', two dimensions), or comma-separated numbers without a header")->required();
  sub->add_option("--above", spectrum.above, "Certify how many singular values are above this number, by two methods (exit 3 if undecided)");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    const bool unknown = argc > 1 && argv[1][0] != '-' &&
                         std::none_of(commands.begin(), commands.end(), [&](const CLI::App* one) { return one->get_name() == argv[1]; });
    write_note((unknown ? "unknown command '" + std::string(argv[1]).substr(0, 40) + "'" : std::string(error.what())) + " (rankcert --help tells more)");
    return 2;
  }
  return guarded(chosen, jobs);
}
