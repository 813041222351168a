// rankcert-itl: conformance tables of interval arithmetic run against the kernel and against the second opinion.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <numeric>

#include "checker/printable.hpp"
#include "checker/read_file.hpp"
#include "exact/error.hpp"
#include "itl/judge.hpp"

namespace {

using namespace rankcert;
using namespace rankcert::itl;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_violations_shown = 20;

struct Options {
  std::vector<std::string> files;
  TableKind kind;
  bool json = false;
};

struct Run {
  std::string file;
  std::size_t statements = 0;
  Score kernel;
  Score second;
};

std::string counts_text(const char* name, const Score& score) {
  std::string text = fmt::format("  {:8} {} passed ({} tight, {} wider, {} unbounded), {} wrong, {} not supported, {} set aside\n", name, score.passed(), score.tight,
                                 score.loose, score.unbounded, score.wrong,
                                 std::accumulate(score.unsupported.begin(), score.unsupported.end(), std::size_t{0}, [](std::size_t sum, const auto& one) { return sum + one.second; }),
                                 score.set_aside);
  std::string names;
  for (const auto& [operation, count] : score.unsupported) names += (names.empty() ? "" : ", ") + operation + " " + std::to_string(count);
  if (!names.empty()) text += "           not supported: " + names + "\n";
  return text;
}

std::string violations_text(const char* name, const Run& run, const Score& score) {
  std::string text;
  for (std::size_t i = 0; i < score.violations.size() && i < most_violations_shown; ++i) {
    text += fmt::format("{}:{}: {}: {}\n", printable(run.file), score.violations[i].line, name, score.violations[i].text);
  }
  if (score.violations.size() > most_violations_shown) text += fmt::format("and {} more\n", score.violations.size() - most_violations_shown);
  return text;
}

Json score_json(const Score& score) {
  Json violations = Json::array();
  for (const Violation& one : score.violations) violations.push_back({{"line", one.line}, {"statement", one.text}});
  return {{"passed", score.passed()}, {"tight", score.tight}, {"wider", score.loose}, {"unbounded", score.unbounded}, {"wrong", score.wrong},
          {"set_aside", score.set_aside}, {"unsupported", score.unsupported}, {"violations", violations}};
}

/// Throws InputError.
void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw InputError(std::string("standard output cannot be written: ") + std::strerror(errno));
  }
}

int run_files(const Options& options) {
  std::vector<Run> runs;
  for (const std::string& file : options.files) {
    const std::vector<Statement> statements = parse_itl(read_file(file), file);
    runs.push_back({file, statements.size(), score_of(statements, ask_kernel, options.kind), score_of(statements, ask_second, options.kind)});
  }
  std::size_t wrong = 0;
  std::string text;
  std::string violations;
  Json list = Json::array();
  for (const Run& run : runs) {
    wrong += run.kernel.wrong + run.second.wrong;
    text += fmt::format("{}: {} statements\n", printable(run.file), run.statements) + counts_text("kernel", run.kernel) + counts_text("second", run.second);
    violations += violations_text("kernel", run, run.kernel) + violations_text("second", run, run.second);
    list.push_back({{"file", run.file}, {"statements", run.statements}, {"kernel", score_json(run.kernel)}, {"second", score_json(run.second)}});
  }
  const int code = wrong == 0 ? 0 : 1;
  const Json document = {{"version", "rankcert-itl " RANKCERT_VERSION}, {"bits", options.kind.bits}, {"exact", options.kind.exact}, {"files", list}, {"exit_code", code}};
  print(options.json ? document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : text + violations);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Runs conformance tables of interval arithmetic (the test language of ITF1788) against the balls of the kernel and the intervals of the\n"
               "second opinion. An enclosure must contain the set of the table; how often it is that very set is counted.", "rankcert-itl");
  app.add_option("FILE", options.files, "tables, .itl")->required();
  app.add_option("--bits", options.kind.bits, "precision of the arithmetics")->check(CLI::Range(24, 4096))->capture_default_str();
  app.add_flag("--exact", options.kind.exact, "the sets of the tables are exact, not rounded outward to binary64");
  app.add_flag("--json", options.json, "one JSON document instead of text");
  app.set_version_flag("--version", "rankcert-itl " RANKCERT_VERSION);
  app.footer("Exit code: 0 nothing is wrong, 1 an enclosure does not contain what it must, 2 wrong usage or a bad file, 70 the program failed.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    fmt::print(stderr, "rankcert-itl: {} (rankcert-itl --help tells more)\n", printable(error.what()));
    return 2;
  }
  try {
    return run_files(options);
  } catch (const Error& error) {
    fmt::print(stderr, "rankcert-itl: {}\n", printable(error.what()));
    return exit_code(error.failure());
  } catch (const std::exception& error) {
    fmt::print(stderr, "rankcert-itl failed: {}; this is a bug, please report it with the file\n", error.what());
    return 70;
  }
}
