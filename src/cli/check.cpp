#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "checker/check_certificate.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "claim/write_file.hpp"
#include "cli/baseline_gate.hpp"
#include "cli/certificate_name.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "cli/result_table.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "report/report_of_run.hpp"
#include "report/shown.hpp"
#include "report/tally.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

Rational parse_confidence(const std::string& text) {
  const auto value = parse_rational(text, 100);
  if (!value || 1 - *value > largest_alpha || *value >= 1) throw InputError("--confidence must be at least 0.9 and below 1, not '" + text.substr(0, 40) + "'");
  return *value;
}

/// The two halves of a threshold contradict each other by design, so they are checked only where they are asked for.
bool is_of_threshold(const Claim& claim, const Assertion& assertion) {
  return claim.threshold && (assertion.name == claim.threshold->holds || assertion.name == claim.threshold->fails);
}

bool has_values(const Claim& claim, const Assertion& assertion, const std::map<std::string, std::vector<Rational>>& ranges) {
  return std::all_of(assertion.parameters.begin(), assertion.parameters.end(), [&](const std::string& name) {
    return ranges.contains(name) || claim.find_parameter(name)->fallback.has_value();
  });
}

/// The assertions that --assertion names. Throws InputError for a name that the claim does not have.
std::vector<const Assertion*> named_assertions(const Claim& claim, const std::vector<std::string>& names) {
  std::vector<const Assertion*> named;
  for (const std::string& name : names) {
    named.push_back(claim.find_assertion(name));
    if (named.back() != nullptr) continue;
    std::string known;
    for (const Assertion& assertion : claim.assertions) known += (known.empty() ? "" : ", ") + assertion.name;
    throw InputError(claim.id + " has no assertion '" + name + "'; it has " + known);
  }
  return named;
}

/// The assertions named, or all that the given parameters are enough for.
std::vector<const Assertion*> chosen_assertions(const Claim& claim, const std::vector<const Assertion*>& named,
                                                const std::map<std::string, std::vector<Rational>>& ranges) {
  if (!named.empty()) return named;
  std::vector<const Assertion*> chosen;
  for (const Assertion& assertion : claim.assertions) {
    if (has_values(claim, assertion, ranges) && !is_of_threshold(claim, assertion)) chosen.push_back(&assertion);
  }
  if (chosen.empty()) chosen.push_back(&claim.assertions.front());  // make_points says which parameter is missing
  return chosen;
}

std::vector<Point> points_of(const Claim& claim, const CheckOptionsOfCommand& options) {
  const std::vector<const Assertion*> named = named_assertions(claim, options.assertions);
  if (!options.set.empty()) {
    const auto ranges = parse_ranges(options.set, options.common.limits);
    return make_points(claim, chosen_assertions(claim, named, ranges), ranges, options.common.limits);
  }
  std::vector<Point> points = suite_points(claim, options.suite, options.common.limits);
  if (named.empty()) return points;
  std::erase_if(points, [&](const Point& point) { return std::find(named.begin(), named.end(), point.assertion) == named.end(); });
  return points;
}

nlohmann::ordered_json measured_json(const Result& result, const Interval& interval) {
  nlohmann::ordered_json json = interval_json(interval);
  if (!result.evidence) return json;
  json["seed"] = result.evidence->seed;
  json["method"] = result.evidence->method;
  if (const auto& sample = result.evidence->sample) {
    json["confidence"] = decimal_below(1 - sample->alpha, 12);
    json["samples"] = sample->observations.size();
  }
  return json;
}

nlohmann::ordered_json result_json(const Result& result, const std::string& certificate) {
  const Assertion& assertion = *result.point.assertion;
  nlohmann::ordered_json json = {{"claim", result.point.claim->id}, {"assertion", assertion.name}, {"parameters", assignment_json(result.point.parameters)}};
  if (!result.hints.empty()) json["hints"] = assignment_json(result.hints);
  const std::string other = assertion.measured_side() != nullptr ? "measured" : "compared";
  const bool turned = assertion.left.is_measured();
  if (predicted(result)) json["predicted"] = interval_json(*predicted(result));
  if (compared(result)) json[other] = measured_json(result, *compared(result));
  json["relation"] = fmt::format("{} {} {}", turned ? other : "predicted", to_text(assertion.relation), turned ? "predicted" : other);
  if (const auto distance = margin(result)) json["margin"] = margin_text(*distance, 17);
  json["verdict"] = to_text(result.verdict);
  if (is_vacuous(result)) json["vacuous"] = true;
  if (result.verdict == Verdict::refuted) json["basis"] = result.evidence && result.evidence->sample ? "estimate" : "enclosure";
  json["expected"] = to_text(assertion.expected);
  json["trust"] = to_text(trust_of(result));
  if (!result.note.empty()) json["reason"] = result.note;
  if (!certificate.empty()) json["certificate"] = certificate;
  return json;
}

nlohmann::ordered_json summary_json(const Tally& summary, int code) {
  return {{"points", summary.points}, {"decided", summary.decided()}, {"certified", summary.certified}, {"supported", summary.supported},
          {"refuted", summary.refuted}, {"inconclusive", summary.inconclusive}, {"enclosed", summary.enclosed},
          {"as_expected", summary.as_expected}, {"exit_code", code}};
}

int exit_code_of_run(const std::vector<Result>& results, const Tally& summary, const CheckOptionsOfCommand& options) {
  int worst = 0;
  for (const Result& result : results) {
    const Standing standing_of_result = standing_of(result);
    if (standing_of_result == Standing::undecided && !options.strict) continue;
    worst = worse_exit_code(worst, exit_code_of(standing_of_result));
  }
  if (summary.decided() == 0) {
    write_note("nothing was decided: no point compared two sides");
    worst = worse_exit_code(worst, 3);
  }
  if (options.expect >= 0 && summary.decided() != static_cast<std::size_t>(options.expect)) {
    write_note(fmt::format("{} points were decided, --expect asked for {}", summary.decided(), options.expect));
    worst = worse_exit_code(worst, 3);
  }
  return worst;
}

/// The table, the counts, what a reader must see, and where a baseline is asked for, last what it says.
std::string table_text(const std::vector<Result>& results, const Tally& summary, const CheckOptionsOfCommand& options, const std::string& baseline) {
  constexpr std::size_t most_repeated = 20;  // of the points whose rows stand above
  const Look look = look_of_stdout();
  const bool rows = !options.common.quiet;
  std::string text = rows ? render_results(results, look) : "";
  text += render_summary(summary, options.confidence, options.seed, rows);
  return text + render_conclusion(results, summary, rows ? most_repeated : results.size(), look) + baseline;
}

}  // namespace

int run_check(const CheckOptionsOfCommand& options) {
  if (!options.set.empty() && options.claims.size() != 1) throw InputError("--set needs exactly one claim, as in rankcert check CLAIM --set ...");
  std::vector<std::string> names = options.claims;
  if (names.empty()) {
    for (const EmbeddedText& built_in : built_in_claims()) names.emplace_back(built_in.name);
  }
  // Points refer to their claims, so these must not move.
  std::vector<std::unique_ptr<Claim>> claims;
  std::vector<Point> points;
  for (const std::string& name : names) {
    claims.push_back(std::make_unique<Claim>(load_claim(name, options.common.limits)));
    std::vector<Point> more = points_of(*claims.back(), options);
    std::move(more.begin(), more.end(), std::back_inserter(points));
  }
  refuse_repeated(points);
  const Rational confidence = parse_confidence(options.confidence);
  std::optional<BaselineGate> gate;
  if (!options.baseline.empty()) gate.emplace(options, confidence);
  check_formats(options.formats, "", options.common.json);
  if (!options.folder.empty()) make_folder(options.folder);
  const auto certificate_path = [&](const Result& result) { return std::filesystem::path(options.folder) / certificate_name(result.point); };

  Progress progress(options.common.quiet);
  RunOptions run;
  run.prover = {.limits = options.common.limits, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()};
  run.seed = options.seed;
  run.confidence = confidence;
  run.progress = [&](double fraction, const std::string& what) { progress.show(fraction, what); };
  if (!options.folder.empty()) {
    run.finished = [&](const Result& result) {
      if (!is_certifiable(result)) return;
      write_file_atomically(certificate_path(result), write_certificate(make_certificate(result, tool_name())));
    };
  }
  const std::vector<Result> results = run_points(points, run);
  progress.finish();
  Tally summary;
  for (const Result& result : results) summary.add(result);
  int code = exit_code_of_run(results, summary, options);
  if (gate && stop_flag()) throw Interrupted();  // at the very end too: an interrupted run blesses nothing
  const auto baseline = gate ? std::optional(gate->judge(results, code)) : std::nullopt;
  if (baseline) code = worse_exit_code(code, baseline->code);
  if (any(options.formats)) {
    const auto file_of = [&](const Result& result) { return options.folder.empty() || !is_certifiable(result) ? "" : certificate_path(result).string(); };
    write_formats(report_of_run(results, tool_name(), file_of), options.formats, options.strict);
  }
  if (options.common.json) {
    auto list = nlohmann::ordered_json::array();
    for (const Result& result : results) {
      const bool written = !options.folder.empty() && is_certifiable(result);
      list.push_back(result_json(result, written ? certificate_path(result).string() : ""));
    }
    nlohmann::ordered_json json = {{"version", tool_name()}, {"seed", std::to_string(options.seed)}, {"confidence", options.confidence}, {"points", list},
                                   {"summary", summary_json(summary, code)}};
    if (baseline) json["baseline"] = baseline_json(*baseline, options.baseline);
    write_out(document(json));
  } else if (!uses_stdout(options.formats)) {
    write_out(table_text(results, summary, options, baseline ? render_baseline(*baseline, options.baseline) : ""));
  } else if (baseline) {
    fmt::print(stderr, "{}", render_baseline(*baseline, options.baseline));  // an exit code 1 without a reason helps nobody
  }
  return code;
}

}  // namespace rankcert
