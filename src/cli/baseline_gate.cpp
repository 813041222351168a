#include "cli/baseline_gate.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "checker/printable.hpp"
#include "checker/read_file.hpp"
#include "claim/baseline_file.hpp"
#include "claim/write_file.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

using Kind = BaselineChange::Kind;

/// "10%", "0.1" or "1/10".
Rational parse_share(const std::string& text) {
  const bool percent = text.ends_with('%');
  const auto number = parse_rational(percent ? std::string_view(text).substr(0, text.size() - 1) : std::string_view(text), 100);
  if (number) {
    const Rational share = percent ? Rational(*number / 100) : *number;
    if (share >= 0 && share < 1) return share;
  }
  throw InputError("--margin-share must be a share from 0 to below 1, such as 10% or 0.1, not '" + printable(text, 40) + "'");
}

std::string run_text(std::uint64_t seed, const Rational& confidence) { return fmt::format("--seed {} --confidence {}", seed, to_text(confidence)); }

/// "--suite quick of birthday, stirling".
std::string origin(const Baseline& baseline) {
  constexpr std::size_t most = 5;
  std::string ids;
  for (const auto& [id, claim] : baseline.claims) ids += (ids.empty() ? "" : ", ") + id;
  if (baseline.claims.size() > most) ids = std::to_string(baseline.claims.size()) + " claims";
  return printable(baseline.made_by + " of " + ids, 200);
}

bool is_gone(Kind kind) { return kind == Kind::gone; }
bool is_told(Kind kind) { return !is_failure(kind); }

}  // namespace

std::string how_points_are_chosen(const CheckOptionsOfCommand& options) {
  std::string text;
  const auto add = [&](const std::string& option) { text += (text.empty() ? "" : " ") + option; };
  if (options.set.empty()) add("--suite " + options.suite);
  for (const std::string& setting : options.set) add("--set " + setting);
  for (const std::string& assertion : options.assertions) add("--assertion " + assertion);
  return text;
}

BaselineGate::BaselineGate(const CheckOptionsOfCommand& options, const Rational& confidence)
    : options_(options), confidence_(confidence), share_(parse_share(options.margin_share)) {
  std::error_code unknown;
  if (!std::filesystem::exists(options.baseline, unknown)) {
    if (options.bless) return;
    throw InputError(options.baseline + ": no such file; --bless makes it from this run");
  }
  baseline_ = parse_baseline(read_file(options.baseline, max_baseline_bytes), options.baseline);
  check_run(*baseline_);
}

void BaselineGate::check_run(const Baseline& baseline) const {
  if (baseline.seed == options_.seed && baseline.confidence == confidence_) return;
  if (options_.bless && options_.allow_weaker) return;
  throw InputError(fmt::format("{} was made with {}, this run has {}: run with those, or record anew with --bless --allow-weaker", options_.baseline,
                               run_text(baseline.seed, baseline.confidence), run_text(options_.seed, confidence_)));
}

std::string BaselineGate::refusal(const BaselineComparison& comparison, int run_code) const {
  if (run_code != 0) return fmt::format("not recorded: the run itself ends with exit code {}", run_code);
  if (options_.allow_weaker || comparison.count(is_weakening) == 0) return "";
  return "not recorded: what is gone, restated, weaker or of a smaller margin is recorded only with --allow-weaker";
}

std::string BaselineGate::advice(const BaselineComparison& comparison, const Baseline& run, int run_code) const {
  // Points that are gone may only mean that the run asked for others.
  if (comparison.count(is_gone) > 0 && origin(*baseline_) != origin(run)) {
    return fmt::format("it was made with {}, this run with {}", origin(*baseline_), origin(run));
  }
  if (run_code != 0 && comparison.count(is_failure) > 0) return "the run itself fails too, so that nothing can be recorded";
  if (comparison.count(is_weakening) > 0) return "where this is meant, --bless --allow-weaker records it";
  if (comparison.count(is_failure) > 0) return "--bless records it";
  return comparison.count(is_told) > 0 ? "--bless records what is new" : "";
}

void BaselineGate::write(const Baseline& run) const {
  const std::string text = write_baseline(baseline_ && !options_.allow_weaker ? blessed(*baseline_, run, share_) : run);
  write_file_atomically(options_.baseline, text);
}

BaselineVerdict BaselineGate::judge(const std::vector<Result>& results, int run_code) const {
  const Baseline run = record_baseline(results, options_.seed, confidence_, how_points_are_chosen(options_));
  // Without a file everything is new.
  const Baseline none{.seed = run.seed, .confidence = run.confidence, .made_by = run.made_by, .claims = {}};
  BaselineVerdict verdict{.comparison = compare_with_baseline(baseline_ ? *baseline_ : none, run, share_), .note = {}};
  if (options_.bless) {
    verdict.note = refusal(verdict.comparison, run_code);
    verdict.written = verdict.note.empty();
    if (verdict.written) write(run);
    else verdict.code = run_code != 0 ? run_code : 1;
    return verdict;
  }
  verdict.code = verdict.comparison.count(is_failure) == 0 ? 0 : 1;
  verdict.note = advice(verdict.comparison, run, run_code);
  return verdict;
}

}  // namespace rankcert
