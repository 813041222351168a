// differential: random closed formulas by the kernel, the second opinion and floating point. Exit 1 if two of them contradict
// each other; each such formula is printed, and shrunk.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <map>

#include "attack/compare_formulas.hpp"
#include "attack/random_closed_formula.hpp"

using namespace rankcert::attack;

int main(int argc, char** argv) {
  CLI::App app("Compares the readers of formulas on random ones.");
  std::uint64_t count = 2'000;
  std::uint64_t seed = 1;
  int depth = 5;
  app.add_option("--count", count, "number of formulas");
  app.add_option("--seed", seed, "of the random choices");
  app.add_option("--depth", depth, "of the formulas, at most");
  CLI11_PARSE(app, argc, argv);
  RandomClosedFormula formulas(seed);
  std::map<Agreement, std::uint64_t> counts;
  std::uint64_t failures = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string text = formulas.text(1 + static_cast<int>(i % static_cast<std::uint64_t>(depth)));
    try {
      const Comparison comparison = compare_readers(text);
      ++counts[comparison.agreement];
      if (!is_failure(comparison.agreement)) continue;
      ++failures;
      const std::string small = shrunk(text);
      const Comparison found = compare_readers(small);
      fmt::print("{}\n  formula: {}\n  shrunk: {}\n  kernel: {}\n  second: {}\n  double: {}\n", to_text(comparison.agreement), text, small, found.kernel, found.second, found.in_double);
    } catch (const std::exception& error) {
      ++failures;
      fmt::print("no formula: {}\n  {}\n", error.what(), text);
    }
    std::fflush(stdout);
  }
  for (const auto& [agreement, number] : counts) fmt::print("{:>8} {}\n", number, to_text(agreement));
  fmt::print("{} formulas from seed {}, {} failures\n", count, seed, failures);
  return failures == 0 ? 0 : 1;
}
