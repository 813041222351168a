#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "claim/write_file.hpp"
#include "cli/certificate_name.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/result_table.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

Rational parse_confidence(const std::string& text) {
  const auto value = parse_rational(text, 100);
  if (!value || *value <= 0 || *value >= 1) throw InputError("--confidence must lie strictly between 0 and 1, not '" + text.substr(0, 40) + "'");
  return *value;
}

/// Ranges by parameter; a parameter may be given once.
std::map<std::string, std::vector<Rational>> parse_ranges(const CheckOptionsOfCommand& options) {
  std::map<std::string, std::vector<Rational>> ranges;
  for (const std::string& setting : options.set) {
    const auto [name, text] = split_setting(setting, "--set");
    if (!ranges.emplace(name, parse_range(name, text, options.common.limits)).second) throw InputError("--set " + name + " is given twice");
  }
  return ranges;
}

bool has_values(const Claim& claim, const Assertion& assertion, const std::map<std::string, std::vector<Rational>>& ranges) {
  return std::all_of(assertion.parameters.begin(), assertion.parameters.end(), [&](const std::string& name) {
    return ranges.contains(name) || claim.find_parameter(name)->fallback.has_value();
  });
}

/// The assertions named, or with --set all that the given parameters are enough for, or all.
std::vector<const Assertion*> chosen_assertions(const Claim& claim, const CheckOptionsOfCommand& options,
                                                const std::map<std::string, std::vector<Rational>>& ranges) {
  std::vector<const Assertion*> chosen;
  for (const std::string& name : options.assertions) {
    const Assertion* assertion = claim.find_assertion(name);
    if (assertion == nullptr) throw InputError(claim.id + " has no assertion '" + name + "'; rankcert show " + claim.id + " lists them");
    chosen.push_back(assertion);
  }
  if (!chosen.empty()) return chosen;
  for (const Assertion& assertion : claim.assertions) {
    if (has_values(claim, assertion, ranges)) chosen.push_back(&assertion);
  }
  if (chosen.empty()) chosen.push_back(&claim.assertions.front());  // make_points says which parameter is missing
  return chosen;
}

std::vector<Point> points_of(const Claim& claim, const CheckOptionsOfCommand& options) {
  if (!options.set.empty()) {
    const auto ranges = parse_ranges(options);
    return make_points(claim, chosen_assertions(claim, options, ranges), ranges, options.common.limits);
  }
  std::vector<Point> points = suite_points(claim, options.suite, options.common.limits);
  if (options.assertions.empty()) return points;
  std::erase_if(points, [&](const Point& point) {
    return std::find(options.assertions.begin(), options.assertions.end(), point.assertion->name) == options.assertions.end();
  });
  return points;
}

nlohmann::ordered_json measured_json(const Result& result, const Interval& interval) {
  nlohmann::ordered_json json = interval_json(interval);
  if (!result.evidence) return json;
  json["seed"] = result.evidence->seed;
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
  const bool left_measured = assertion.left.is_measured();
  const auto& predicted = left_measured ? result.right : result.left;
  const auto& other = left_measured ? result.left : result.right;
  if (predicted) json["predicted"] = interval_json(*predicted);
  if (other) json[left_measured || assertion.right.is_measured() ? "measured" : "compared"] = measured_json(result, *other);
  json["relation"] = fmt::format("{} {} {}", left_measured ? "measured" : "predicted", to_text(assertion.relation),
                                 left_measured ? "predicted" : assertion.right.is_measured() ? "measured" : "compared");
  if (const auto distance = margin(result)) json["margin"] = decimal_below(*distance, 17);
  json["verdict"] = to_text(result.verdict);
  json["expected"] = to_text(assertion.expected);
  if (!result.note.empty()) json["reason"] = result.note;
  if (!certificate.empty()) json["certificate"] = certificate;
  return json;
}

nlohmann::ordered_json summary_json(const RunSummary& summary, int code) {
  return {{"points", summary.points}, {"decided", summary.decided}, {"certified", summary.certified}, {"supported", summary.supported},
          {"refuted", summary.refuted}, {"inconclusive", summary.inconclusive}, {"enclosed", summary.enclosed},
          {"as_expected", summary.as_expected}, {"exit_code", code}};
}

int exit_code_of_run(const std::vector<Result>& results, const RunSummary& summary, const CheckOptionsOfCommand& options) {
  int worst = 0;
  for (const Result& result : results) {
    const Standing standing_of_result = standing(result.verdict, result.point.assertion->expected);
    if (standing_of_result == Standing::undecided && !options.strict) continue;
    worst = worse_exit_code(worst, exit_code_of(standing_of_result));
  }
  if (summary.decided == 0) {
    write_note("nothing was decided: no point compared two sides");
    worst = worse_exit_code(worst, 3);
  }
  if (options.expect >= 0 && summary.decided != static_cast<std::size_t>(options.expect)) {
    write_note(fmt::format("{} points were decided, --expect asked for {}", summary.decided, options.expect));
    worst = worse_exit_code(worst, 3);
  }
  return worst;
}

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder)) {
    throw InputError("-o " + folder + ": is no folder and cannot be made one" + (error ? ": " + error.message() : ""));
  }
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
  if (!options.folder.empty()) make_folder(options.folder);

  Progress progress(options.common.quiet);
  RunOptions run;
  run.prover = {.limits = options.common.limits, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_on_interrupt()};
  run.seed = options.seed;
  run.confidence = parse_confidence(options.confidence);
  run.progress = [&](double fraction, const std::string& what) { progress.show(fraction, what); };
  if (!options.folder.empty()) {
    run.finished = [&](const Result& result) {
      write_file_atomically(std::filesystem::path(options.folder) / certificate_name(result.point), write_certificate(make_certificate(result, tool_name())));
    };
  }
  const std::vector<Result> results = run_points(points, run);
  const RunSummary summary = summarise(results);
  const int code = exit_code_of_run(results, summary, options);
  if (options.common.json) {
    auto list = nlohmann::ordered_json::array();
    for (const Result& result : results) {
      const std::string certificate = options.folder.empty() ? "" : (std::filesystem::path(options.folder) / certificate_name(result.point)).string();
      list.push_back(result_json(result, certificate));
    }
    write_out(document({{"version", tool_name()}, {"seed", std::to_string(options.seed)}, {"confidence", options.confidence}, {"points", list},
                        {"summary", summary_json(summary, code)}}));
  } else {
    write_out(render_results(results) + render_summary(summary, options.confidence, options.seed));
  }
  return code;
}

}  // namespace rankcert
