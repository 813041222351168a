// `check --baseline`: a run held against a baseline file, and the file rewritten where --bless asks for it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

#include "claim/baseline_diff.hpp"
#include "cli/commands.hpp"

namespace rankcert {

/// What came of it.
struct BaselineVerdict {
  BaselineComparison comparison;
  bool written = false;
  int code = 0;      ///< 1: the run disagrees with the baseline, or --bless was refused
  std::string note;  ///< what a reader should know or do, one line; may be empty
};

class BaselineGate {
 public:
  /// Reads the baseline before the run, so that a bad one costs no time. Throws InputError: no such file without --bless, a
  /// malformed file, a seed or a confidence that is not the run's (which only --bless --allow-weaker records anew).
  BaselineGate(const CheckOptionsOfCommand& options, const Rational& confidence);

  /// Holds the results against the baseline. With --bless the file is written, unless `run_code` is not 0 or something has
  /// become weaker that may not. Throws InputError if it cannot be written.
  [[nodiscard]] BaselineVerdict judge(const std::vector<Result>& results, int run_code) const;

 private:
  void check_run(const Baseline& baseline) const;
  [[nodiscard]] std::string advice(const BaselineComparison& comparison, const Baseline& run, int run_code) const;
  [[nodiscard]] std::string refusal(const BaselineComparison& comparison, int run_code) const;
  void write(const Baseline& run) const;

  const CheckOptionsOfCommand& options_;
  Rational confidence_;
  Rational share_;
  std::optional<Baseline> baseline_;  ///< nothing: the file is to be made
};

/// "--suite quick": what a baseline says of how its points were chosen.
[[nodiscard]] std::string how_points_are_chosen(const CheckOptionsOfCommand& options);

/// For people: the changes grouped by claim, the largest damage last, then one line that says what follows.
[[nodiscard]] std::string render_baseline(const BaselineVerdict& verdict, const std::string& file);

[[nodiscard]] nlohmann::ordered_json baseline_json(const BaselineVerdict& verdict, const std::string& file);

}  // namespace rankcert
